"""Protected ranges: who may edit them, and what the others are told."""

from __future__ import annotations

import pytest

from tests.emulator import ApiError
from tests.emulator.emulator import OWNER
from tests.emulator.problems import PROTECTED

STAFF = "hana@example.com"
TOP = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2}


def protect(staff, **more):
    """Let the owner protect the first two rows; return the id."""
    protection = {"range": TOP, "editors": {"users": [OWNER]}} | more
    (reply,) = staff.edit({"addProtectedRange": {"protectedRange": protection}})
    return reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]


def test_who_protects_a_range_is_its_editor(plain, key, google):
    """The first answer leaves the editors out, the next one names the asker, as Google does."""
    asked = {"range": TOP, "description": None, "warningOnly": False, "editors": {"users": []}}
    (reply,) = plain.done(key, {"addProtectedRange": {"protectedRange": asked}})
    made = reply["addProtectedRange"]["protectedRange"]
    area = {"startRowIndex": 0, "endRowIndex": 2}

    assert {"range": area, "requestingUserCanEdit": True, "editors": {}}.items() <= made.items()
    (kept,) = plain.ask("GET", f"{key}?fields=sheets.protectedRanges").json()["sheets"]
    assert [made | {"editors": {"users": [google.email]}}] == kept["protectedRanges"]
    assert "warningOnly" not in made


@pytest.mark.parametrize(
    "asked",
    [
        {"updateCells": {"start": {}, "rows": [{"values": [{"note": "x"}]}], "fields": "note"}},
        {"repeatCell": {"range": TOP, "cell": {}, "fields": "note"}},
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}},
        {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 5}}},
        {"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}},
        {"sortRange": {"range": {"endRowIndex": 9}, "sortSpecs": [{"dimensionIndex": 0}]}},
        {"cutPaste": {"source": {"endRowIndex": 1}, "destination": {"rowIndex": 8}}},
        {"mergeCells": {"range": TOP, "mergeType": "MERGE_ALL"}},
        {"setDataValidation": {"range": TOP}},
        {"deleteSheet": {"sheetId": 0}},
    ],
    ids=lambda asked: next(iter(asked)),
)
def test_who_is_no_editor_changes_nothing(plain, key, staff, asked):
    """Every request that touches the range is refused in Google's words."""
    staff.add_tab("Other")
    staff.type("Sheet1", "A1", "ours")
    protect(staff)

    (kind,) = asked
    assert f"Invalid requests[0].{kind}: {PROTECTED}" == plain.refused(key, asked)
    assert [["ours"]] == staff.values("Sheet1")


def test_values_are_protected_too(plain, key, staff):
    """Writing and clearing get 400; reading and the rows below are free."""
    protect(staff)
    body = {"values": [["x"]]}

    refused = plain.ask("PUT", f"{key}/values/A2?valueInputOption=RAW", body)
    assert (400, PROTECTED) == (refused.status_code, refused.json()["error"]["message"])
    assert 400 == plain.ask("POST", f"{key}/values/A1:B9:clear").status_code
    assert 200 == plain.ask("GET", f"{key}/values/A1").status_code
    assert 200 == plain.ask("PUT", f"{key}/values/A3?valueInputOption=RAW", body).status_code


def test_only_editors_see_who_the_editors_are(plain, key, staff, google):
    """Nor may others change or delete the protection."""
    number = protect(staff)
    (seen,) = plain.ask("GET", f"{key}?fields=sheets.protectedRanges").json()["sheets"]

    assert [{"protectedRangeId": number, "range": {"startRowIndex": 0, "endRowIndex": 2}}] == (
        seen["protectedRanges"]
    )
    assert PROTECTED in plain.refused(key, {"deleteProtectedRange": {"protectedRangeId": number}})
    change = {"protectedRangeId": number, "editors": {"users": [google.email]}}
    asked = {"updateProtectedRange": {"protectedRange": change, "fields": "editors"}}
    assert PROTECTED in plain.refused(key, asked)

    staff.edit(asked)
    plain.done(key, {"deleteProtectedRange": {"protectedRangeId": number}})
    assert f"No protected range with id: {number}" in plain.refused(
        key, {"deleteProtectedRange": {"protectedRangeId": number}}
    )


def test_a_warning_keeps_nobody_out(plain, key, staff):
    """warningOnly protects from slips only, and takes no editors."""
    protect(staff, warningOnly=True, editors={})

    plain.done(key, {"setDataValidation": {"range": TOP}})
    with pytest.raises(ApiError, match="Editors cannot be set on it"):
        protect(staff, warningOnly=True)


def test_parts_of_a_protected_tab_can_be_open(plain, key, staff):
    """A tab is protected once; what it leaves open may be edited."""
    open_part = {"sheetId": 0, "startRowIndex": 5, "endRowIndex": 9}
    protect(staff, range={"sheetId": 0}, unprotectedRanges=[open_part])

    plain.done(key, {"setDataValidation": {"range": open_part}})
    assert PROTECTED in plain.refused(key, {"setDataValidation": {"range": TOP}})
    with pytest.raises(ApiError, match="already has sheet protection"):
        protect(staff, range={"sheetId": 0})


def test_at_the_edge_of_a_protected_range_rows_may_be_inserted(plain, key, staff):
    """They push it down or stand below it, and are not protected."""
    protect(staff)

    for place in (0, 3):
        span = {"dimension": "ROWS", "startIndex": place, "endIndex": place + 1}
        plain.done(key, {"insertDimension": {"range": span}})

    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3}
    assert [area] == [one["range"] for one in staff.sheet("Sheet1").protected]


def test_a_tab_protected_in_part_can_still_be_renamed(google, key, staff):
    """One that is protected as a whole cannot, nor can it grow or be hidden."""
    google.share(key, STAFF)
    hana = google.staff(key, STAFF)
    protect(staff)
    hana.rename_tab("Sheet1", "Mine")
    staff.add_tab("Second")
    protect(staff, range={"sheetId": 0})

    for edit in (
        lambda: hana.rename_tab("Mine", "Hers"),
        lambda: hana.hide_tab("Mine"),
        lambda: hana.edit({"appendDimension": {"dimension": "ROWS", "length": 1}}),
        lambda: hana.hide_rows("Mine", 1, 1),
    ):
        with pytest.raises(ApiError, match="protected cell"):
            edit()
    assert ["Mine", "Second"] == staff.tabs


def test_staff_are_kept_out_of_the_programs_tabs(plain, key, google):
    """What the program protects, staff cannot type into; the owner can."""
    google.share(key, STAFF)
    plain.done(key, {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}})

    with pytest.raises(ApiError, match="protected cell"):
        google.staff(key, STAFF).type("Sheet1", "A1", "x")
    google.staff(key).type("Sheet1", "A1", "x")
    assert [["x"]] == google.staff(key).values("Sheet1")
