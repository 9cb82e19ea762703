"""Tabs and the file: added, renamed, moved, hidden, frozen, resized, deleted."""

from __future__ import annotations

import pytest


def change(fields, **properties):
    """Return a request that changes properties of the first tab."""
    return {"updateSheetProperties": {"properties": {"sheetId": 0} | properties, "fields": fields}}


def test_a_tab_is_added_where_it_was_asked_for(http_client, key, staff):
    """With the size and looks that were sent; without a position it is last, without a name numbered."""
    grid = {"rowCount": 5, "columnCount": 3, "frozenRowCount": 1}
    colour = {"rgbColor": {"red": 0.5}}
    properties = {"title": "First", "index": 0, "gridProperties": grid, "tabColorStyle": colour}
    http_client.done(key, {"addSheet": {"properties": properties}}, {"addSheet": {}})

    assert ["First", "Sheet1", "Sheet3"] == staff.tabs
    first = http_client.get(key, "sheets.properties")["sheets"][0]["properties"]
    assert (properties | {"sheetType": "GRID"}).items() <= first.items()


@pytest.mark.parametrize(("position", "order"), [(0, "CAB"), (1, "ACB"), (2, "ABC"), (3, "ABC")])
def test_positions_count_as_before_the_move(http_client, key, staff, position, order):
    """Its own position and the one after it change nothing."""
    staff.rename_tab("Sheet1", "A")
    staff.add_tab("B")
    staff.add_tab("C")

    http_client.done(key, change("index", sheetId=staff.sheet("C").id, index=position))

    assert list(order) == staff.tabs


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"addSheet": {"properties": {"title": "sheet1"}}},
            'addSheet: A sheet with the name "sheet1" already exists. Please enter another name.',
        ),
        ({"addSheet": {"properties": {"sheetId": 0}}}, "addSheet: Sheet with ID 0 already exists."),
        (
            {"deleteSheet": {"sheetId": 0}},
            "deleteSheet: You can't remove all the sheets in a document.",
        ),
        (
            change("hidden", hidden=True),
            "updateSheetProperties: You can't hide all the sheets in a document.",
        ),
        (
            change("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 1000}),
            "updateSheetProperties: You can't freeze all visible rows on the sheet.",
        ),
        (
            {"updateSheetProperties": {"properties": {"title": "x"}}},
            (
                "updateSheetProperties: At least one field must be listed in 'fields'. "
                "(Use '*' to indicate all fields.)"
            ),
        ),
        (
            change("gridProperties.rowCount", gridProperties={"rowCount": 500_000}),
            (
                "updateSheetProperties: This action would increase the number of cells in the workbook "
                "above the limit of 10000000 cells."
            ),
        ),
        (
            {"updateCells": {"start": {"sheetId": 5}, "fields": "note"}},
            "updateCells: No grid with id: 5",
        ),
    ],
)
def test_what_a_file_cannot_have_is_refused(http_client, key, asked, said):
    """Two tabs of one name or id, no visible tab, too many cells, a tab that does not exist."""
    assert f"Invalid requests[0].{said}" == http_client.refused(key, asked)


def test_a_smaller_tab_loses_cells_and_a_larger_one_gets_empty_ones(http_client, key, staff):
    """At the right and at the bottom."""
    staff.type_row("Sheet1", 1, ["a", "b"])
    staff.type("Sheet1", "A2", "c")

    for rows, columns in ((1, 1), (2, 2)):
        grid = {"rowCount": rows, "columnCount": columns}
        http_client.done(key, change("gridProperties(rowCount,columnCount)", gridProperties=grid))

    assert ([["a"]], (2, 2)) == (staff.values("Sheet1"), staff.sheet("Sheet1").size)


def test_hidden_and_frozen_are_left_out_when_they_are_not(http_client, key, staff):
    """The reply names them only while they are set."""
    staff.add_tab("Other")
    fields = "hidden,gridProperties.frozenRowCount"
    wanted = "sheets.properties(hidden,gridProperties.frozenRowCount)"

    http_client.done(key, change(fields, hidden=True, gridProperties={"frozenRowCount": 2}))
    shown = {"hidden": True, "gridProperties": {"frozenRowCount": 2}}
    assert {"properties": shown} == http_client.get(key, wanted)["sheets"][0]

    http_client.done(key, change(fields, gridProperties={"frozenRowCount": 0}))
    assert {"properties": {"gridProperties": {}}} == http_client.get(key, wanted)["sheets"][0]


def test_title_locale_and_time_zone_can_be_changed(http_client, key):
    """None of them may be empty."""
    properties = {"title": "機材", "locale": "ja_JP", "timeZone": "Asia/Tokyo"}
    asked = {"properties": properties, "fields": "title,locale,timeZone"}
    http_client.done(key, {"updateSpreadsheetProperties": asked})

    found = http_client.get(key, "properties(title,locale,timeZone)")
    assert {"properties": properties} == found
    asked = {"properties": {}, "fields": "title"}
    assert "title must be specified" in http_client.refused(
        key, {"updateSpreadsheetProperties": asked}
    )
