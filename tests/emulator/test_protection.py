"""Protected ranges: who may edit them."""

from __future__ import annotations

import pytest

from tests.emulator import ApiError
from tests.emulator.api_errors import PROTECTED
from tests.emulator.emulator import OWNER

HANA = "hana@example.com"
TOP = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2}


def protect(staff, **more):
    """Let the owner protect the first two rows; return the id."""
    protection = {"range": TOP, "editors": {"users": [OWNER]}} | more
    (reply,) = staff.edit({"addProtectedRange": {"protectedRange": protection}})
    return reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]


def test_who_protects_a_range_may_edit_it(http_client, key, google):
    """The asker becomes one of its editors."""
    asked = {"range": TOP, "warningOnly": False, "description": None, "editors": {"users": []}}
    (reply,) = http_client.done(key, {"addProtectedRange": {"protectedRange": asked}})

    made = reply["addProtectedRange"]["protectedRange"]
    (sheet,) = http_client.get(key, "sheets.protectedRanges")["sheets"]
    assert [made] == sheet["protectedRanges"]
    assert {
        "protectedRangeId": made["protectedRangeId"],
        "range": {"startRowIndex": 0, "endRowIndex": 2},
        "requestingUserCanEdit": True,
        "editors": {"users": [google.email]},
    } == made


@pytest.mark.parametrize(
    "asked",
    [
        {"updateCells": {"start": {}, "rows": [{"values": [{"note": "x"}]}], "fields": "note"}},
        {"repeatCell": {"range": TOP, "cell": {}, "fields": "note"}},
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}}},
        {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 5}}},
        {"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}},
        {"sortRange": {"range": {"endRowIndex": 9}, "sortSpecs": [{"dimensionIndex": 0}]}},
        {"copyPaste": {"source": {"startRowIndex": 8, "endRowIndex": 9}, "destination": TOP}},
        {"findReplace": {"find": "ours", "matchEntireCell": True, "matchCase": True}},
        {"setBasicFilter": {"filter": {"range": {"endRowIndex": 9}}}},
        {"addBanding": {"bandedRange": {"range": TOP, "rowProperties": {}}}},
        {"deleteSheet": {"sheetId": 0}},
    ],
    ids=lambda asked: next(iter(asked)),
)
def test_others_may_not_edit_it(http_client, key, staff, asked):
    """Every kind of request that would change it is refused, and changes nothing."""
    staff.add_tab("Other")
    staff.type("Sheet1", "A1", "ours")
    protect(staff)

    (kind,) = asked
    assert f"Invalid requests[0].{kind}: {PROTECTED}" == http_client.refused(key, asked)
    assert [["ours"]] == staff.values("Sheet1")


def test_cells_that_are_protected_cannot_be_cleared_or_typed_into(google, key, staff):
    """Others are free; the owner may do both."""
    google.share(key, HANA)
    protect(staff)

    hana = google.staff(key, HANA)
    for edit in (lambda: hana.clear("Sheet1", "A1:B9"), lambda: hana.type("Sheet1", "A1", "x")):
        with pytest.raises(ApiError, match="protected cell"):
            edit()
    hana.clear("Sheet1", "A3:B9")
    staff.type("Sheet1", "A1", "x")
    staff.clear("Sheet1", "A1")


def test_only_editors_see_and_change_the_editors(http_client, key, staff, google):
    """Others can neither change nor delete the protection."""
    number = protect(staff)
    (seen,) = http_client.get(key, "sheets.protectedRanges")["sheets"]

    assert [{"protectedRangeId": number, "range": {"startRowIndex": 0, "endRowIndex": 2}}] == (
        seen["protectedRanges"]
    )
    delete = {"deleteProtectedRange": {"protectedRangeId": number}}
    change = {"protectedRangeId": number, "editors": {"users": [google.email]}}
    update = {"updateProtectedRange": {"protectedRange": change, "fields": "editors"}}
    assert PROTECTED in http_client.refused(key, delete)
    assert PROTECTED in http_client.refused(key, update)

    staff.edit(update)
    http_client.done(key, delete)
    assert f"No protected range with id: {number}" in http_client.refused(key, delete)


def test_rows_may_be_inserted_at_the_edge_of_a_protected_range(http_client, key, staff):
    """Above and below it; the range does not grow."""
    protect(staff)

    for position in (0, 3):
        span = {"dimension": "ROWS", "startIndex": position, "endIndex": position + 1}
        http_client.done(key, {"insertDimension": {"range": span}})

    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3}
    assert [area] == [one["range"] for one in staff.sheet("Sheet1").protected]


def test_a_tab_protected_in_part_can_be_renamed(google, key, staff):
    """One that is protected in all parts cannot, nor can it grow."""
    google.share(key, HANA)
    hana = google.staff(key, HANA)
    protect(staff)
    hana.rename_tab("Sheet1", "Mine")
    staff.add_tab("Second")
    protect(staff, range={"sheetId": 0})
    with pytest.raises(ApiError, match="already has sheet protection"):
        protect(staff, range={"sheetId": 0})

    for edit in (
        lambda: hana.rename_tab("Mine", "Hers"),
        lambda: hana.edit({"appendDimension": {"dimension": "ROWS", "length": 1}}),
    ):
        with pytest.raises(ApiError, match="protected cell"):
            edit()
    assert ["Mine", "Second"] == staff.tabs
