"""The HTTP client: retries, rate limit, keys, and the errors for staff."""

from __future__ import annotations

import errno
import json
import time
from pathlib import Path

import pytest

from backoffice.books import open_book
from backoffice.books.google.access_scope import UnsafeAddressError
from backoffice.books.google.credentials import find_credentials
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.google.http_client import RetryingClient
from backoffice.books.google.rate_limit import PER_MINUTE
from backoffice.messages.errors import BookUnavailableError
from tests.backoffice.books.google_desks import Clock, emulator, key_file, on

KEY = "1" + "a" * 43


def said(book):
    """Return in both languages why the book cannot be read."""
    with pytest.raises(BookUnavailableError) as stopped:
        book.read()
    english, japanese = str(stopped.value), stopped.value.in_("ja")
    assert "\n" not in english
    assert english != japanese
    return english, japanese


def key_content():
    """Return the key file of the emulator's service account."""
    return json.loads(key_file(emulator()).read_text())


@pytest.fixture
def file(tmp_path):
    """The path of a key file."""
    return tmp_path / "key.json"


@pytest.mark.parametrize("kind", ["408", "429", "500", "502", "503", "drop"])
def test_pauses_grow_to_half_a_minute_and_end(key, kind):
    """Each pause is reported and may be twice as long as the one before; within 90 seconds we stop."""
    clock, reported = Clock(), []
    emulator().fail(kind, times=100)

    said(on(emulator(), key, clock, waiting=reported.append))

    assert [1, 2, 4, 8, 16, 32] == clock.waits == reported


def test_a_minute_holds_fifty_requests(key):
    """Twenty-six readings are fifty-two requests, so the last two wait for the next minute."""
    clock = Clock()
    book = on(emulator(), key, clock)

    for _ in range(PER_MINUTE // 2):
        book.read()
    assert [] == clock.waits
    book.read()

    assert [60] == clock.waits


def test_a_sheet_that_does_not_exist_says_where_to_look():
    """A typing error in the address, or a sheet in the bin."""
    assert "there is no such sheet" in said(on(emulator(), KEY))[0]


@pytest.mark.parametrize(
    ("kind", "ours", "googles"),
    [
        ("suspended", "suspended the project of this key", "has been suspended"),
        ("organisation", "a rule of the organisation", "prohibited by organization's policy"),
        ("quota-project", "set-quota-project", "requires a quota project"),
        ("project-denied", "Google refused desk@", "does not have required permission to use"),
        ("switched-off", "?project=100000000000 , choose Enable", ""),
        ("scope", "may not be used for Google Sheets", "insufficient authentication scopes"),
        ("403", "is not shared with desk@", ""),
    ],
)
def test_googles_own_words_stay_in_what_we_say(key, kind, ours, googles):
    """Each reason for a 403 has a sentence of its own; only one of them is about sharing."""
    emulator().fail(kind)

    english, japanese = said(on(emulator(), key))

    assert ours in english
    assert googles in english
    assert googles in japanese
    assert ("not shared" in english) == (kind == "403")


@pytest.mark.parametrize(("minutes", "way"), [(120, "behind"), (-30, "ahead of")])
def test_a_wrong_clock_is_not_called_a_bad_key(key, monkeypatch, minutes, way):
    """The sentence says by how much it is wrong; Google's answer carries the time."""
    monkeypatch.setattr(emulator().accounts, "clock", lambda: time.time() + 60 * minutes)

    english, _ = said(on(emulator(), key))

    assert f"clock is {abs(minutes)} minutes {way} Google's" in english
    assert "reasonable timeframe" in english
    assert "make a new key" not in english


def test_a_deleted_key_names_its_file(key, file):
    """Its signature fits no key of the account any more."""
    other = emulator().accounts.credentials("other@example.com", emulator().address)
    file.write_text(json.dumps(key_content() | {"private_key": other["private_key"]}))
    book = GoogleSheet(key, credentials=file, endpoint=emulator().address)

    assert f"does not know the key in {file} any more" in said(book)[0]


def test_a_token_that_became_old_is_renewed(key):
    """An hour passes between two readings."""
    book = on(emulator(), key)
    book.read()
    emulator().accounts.forget_tokens()

    assert book.read().sheets


@pytest.mark.parametrize("endpoint", ["http://sheets.example", "ftp://localhost", "sheets.example"])
def test_a_key_is_not_sent_unencrypted(endpoint, file):
    """Only https, or this machine."""
    with pytest.raises(UnsafeAddressError):
        RetryingClient(None, endpoint=endpoint)
    file.write_text(json.dumps(key_content() | {"token_uri": f"{endpoint}/token"}))
    with pytest.raises(BookUnavailableError, match="in the open"):
        find_credentials(file, environ={})


def test_keys_are_looked_for_in_order(tmp_path):
    """Credentials come from the option, our variable, Google's variable, gcloud's file, gspread's folder, in this order."""
    content = key_file(emulator()).read_text()
    positions = {
        "gspread's folder": tmp_path / ".config/gspread/service_account.json",
        "gcloud's default credentials": tmp_path
        / ".config/gcloud/application_default_credentials.json",
        "GOOGLE_APPLICATION_CREDENTIALS": tmp_path / "google.json",
        "BACKOFFICE_CREDENTIALS": tmp_path / "ours.json",
        "--credentials": tmp_path / "given.json",
    }
    environ, given, found = {"HOME": str(tmp_path)}, None, []
    with pytest.raises(BookUnavailableError, match="no key for Google"):
        find_credentials(environ=environ)
    for name, path in positions.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        environ |= {name: str(path)} if name.isupper() else {}
        given = path if name == "--credentials" else None
        used = find_credentials(given, environ=environ)
        found.append((used.source.en, used.path, used.email))

    assert [(name, path, emulator().email) for name, path in positions.items()] == found


def refused(file):
    """Return in both languages why a file that somebody named is not used; no other place is tried."""
    with pytest.raises(BookUnavailableError) as stopped:
        find_credentials(file, environ={})
    assert str(file) in stopped.value.in_("ja")
    return str(stopped.value)


NO_KEYS = {
    **dict.fromkeys(
        ["", "{}", "[]", '{"type": "service_account"}', '{"type": "magic"}', "\x00\xff"],
        "is no key that Google gives out",
    ),
    '{"installed": {"client_id": "x"}}': "is the file of an OAuth client",
    '{"web": {"client_id": "x"}}': "is the file of an OAuth client",
    '{"type": "external_account", "audience": "x"}': "signs in without a Google address",
    '{"type": "external_account_authorized_user"}': "signs in without a Google address",
    '{"type": "gdch_service_account"}': "Google Distributed Cloud",
}


@pytest.mark.parametrize(("text", "sentence"), NO_KEYS.items())
def test_a_file_that_is_no_key_says_which_one_and_what_it_is(file, text, sentence):
    """Files that Google gives out as well, and that open no sheet, are called what they are."""
    file.write_text(text)

    assert sentence in refused(file)


def test_a_file_that_cannot_be_read_says_why(file, monkeypatch):
    """A typing error in the path, a folder in its place, a file of another account of the machine."""
    assert "There is no file" in refused(file)
    assert "is a folder" in refused(file.parent)

    def denied(path):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert "cannot be read: Permission denied" in refused(file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_that_a_windows_program_saved_is_read(file, encoding):
    """With a mark before its text, or two bytes for each letter."""
    file.write_text(key_file(emulator()).read_text(), encoding=encoding)

    assert emulator().email == find_credentials(file, environ={}).email


@pytest.mark.parametrize(
    "where",
    [
        f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0",
        f"https://docs.google.com/spreadsheets/u/1/d/{KEY}",
        f"https://drive.google.com/open?id={KEY}",
        f" {KEY} ",
    ],
)
def test_an_address_or_a_key_opens_a_google_sheet(where):
    """As copied from the browser, in its several forms."""
    assert f"https://docs.google.com/spreadsheets/d/{KEY}" == open_book(where).where


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (f"docs.google.com/document/d/{KEY}/edit", "is the address of a Google Doc"),
        (f"docs.google.com/presentation/d/{KEY}/edit", "is the address of a presentation"),
        (f"docs.google.com/forms/d/{KEY}/edit", "is the address of a Google Form"),
        (f"drive.google.com/drive/folders/{KEY}", "is the address of a folder of Google Drive"),
        (f"docs.google.com/spreadsheets/d/e/2PACX-{KEY}/pubhtml", "a copy published to the web"),
        ("example.com/", "copy the whole address"),
    ],
)
def test_an_address_of_something_else_is_called_what_it_is(address, sentence):
    """They look alike, and their keys too."""
    with pytest.raises(BookUnavailableError, match=sentence):
        open_book(f"https://{address}")
