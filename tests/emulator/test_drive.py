"""Drive, as far as gspread goes: making, finding, copying, sharing, deleting spreadsheets."""

from __future__ import annotations

import pytest
from gspread.exceptions import SpreadsheetNotFound

from tests.emulator.talking import gspread_for

COLLEAGUE = "second@test-stand-in.iam.gserviceaccount.com"


@pytest.fixture
def client(google, tmp_path):
    return gspread_for(google, tmp_path)


def test_a_file_is_made_found_and_deleted(client, plain):
    """By its name; afterwards it is gone for Drive and for Sheets."""
    made = client.create("Scratch")
    assert made.id == client.open("Scratch").id
    assert ["Scratch"] == [one["name"] for one in client.list_spreadsheet_files()]
    assert 44 == len(made.id)

    client.del_spreadsheet(made.id)
    with pytest.raises(SpreadsheetNotFound):
        client.open("Scratch")
    assert 404 == plain.ask("GET", made.id).status_code
    assert (
        "notFound"
        == (plain.ask("GET", f"/drive/v3/files/{made.id}").json()["error"]["errors"][0]["reason"])
    )


def test_what_drive_says_of_a_file(plain):
    """Four fields unless others are asked for; what it does not know it overlooks."""
    kind = "application/vnd.google-apps.spreadsheet"
    made = plain.ask("POST", "/drive/v3/files", {"name": "x", "mimeType": kind}).json()

    assert {"kind": "drive#file", "id": made["id"], "name": "x", "mimeType": kind} == made
    answer = plain.ask("GET", f"/drive/v3/files/{made['id']}?fields=createdTime,name&odd=1")
    assert {"createdTime", "name"} == set(answer.json())
    nothing = plain.ask("GET", '/drive/v3/files?q=name = "none"&fields=kind,files(id)')
    assert {"kind": "drive#fileList", "files": []} == nothing.json()


def test_a_copy_is_the_copiers_own(client, google, key, staff):
    """With the same cells; later changes stay apart."""
    staff.type("Sheet1", "A1", "x")

    copy = client.copy(key, title="Backup", copy_comments=False)
    copy.sheet1.update([["y"]], "A1")

    assert ("Backup", "x", "y") == (
        copy.title,
        staff.values("Sheet1")[0][0],
        google.staff(copy.id).values("Sheet1")[0][0],
    )


def test_sharing_lets_others_in(client, google, tmp_path):
    """And taking it back keeps them out."""
    made = client.create("Scratch")
    other = tmp_path / "other"
    other.mkdir()
    colleague = gspread_for(google, other, COLLEAGUE)
    with pytest.raises(PermissionError):
        colleague.open_by_key(made.id)

    made.share(COLLEAGUE, perm_type="user", role="writer", notify=False)
    assert "Scratch" == colleague.open_by_key(made.id).title
    assert {"owner", "writer"} == {one["role"] for one in made.list_permissions()}

    made.remove_permissions(COLLEAGUE)
    with pytest.raises(PermissionError):
        colleague.open_by_key(made.id)


def test_only_the_owner_deletes(plain, key):
    """A writer gets 403, as Drive words it."""
    answer = plain.ask("DELETE", f"/drive/v3/files/{key}")

    assert (403, "insufficientFilePermissions") == (
        answer.status_code,
        answer.json()["error"]["errors"][0]["reason"],
    )


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("POST", "/drive/v3/files", {"name": "x", "mimeType": "text/plain"}),
        ("GET", "/drive/v3/files?q='root' in parents", None),
        ("GET", "/drive/v3/about?fields=user", None),
    ],
)
def test_other_files_are_not_pretended(plain, verb, path, body):
    """501."""
    assert 501 == plain.ask(verb, path, body).status_code
