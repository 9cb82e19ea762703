"""Tabs and the file itself: made, renamed, moved, hidden, frozen, deleted."""

from __future__ import annotations

import pytest
from gspread.exceptions import APIError


def test_a_new_file_has_one_empty_tab(book):
    """1000 rows and 26 columns, as Google makes it."""
    properties = book.fetch_sheet_metadata()["sheets"][0]["properties"]

    assert {
        "sheetId": 0,
        "title": "Sheet1",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    } == properties


def test_a_tab_is_added_copied_moved_and_deleted(book):
    """Each is found where it was put, with an id of its own."""
    added = book.add_worksheet("To fix", rows=5, cols=3)
    added.update([["x"]], "A1")
    copied = added.duplicate(insert_sheet_index=0, new_sheet_name="Copy")
    book.reorder_worksheets([book.worksheet("Sheet1"), added, copied])

    assert ["Sheet1", "To fix", "Copy"] == [sheet.title for sheet in book.worksheets()]
    assert [["x"]] == copied.get_values()
    assert 3 == len({sheet.id for sheet in book.worksheets()})

    book.del_worksheet(added)
    assert ["Sheet1", "Copy"] == [sheet.title for sheet in book.worksheets()]


@pytest.mark.parametrize(("place", "order"), [(0, "CAB"), (1, "ACB"), (2, "ABC"), (3, "ABC")])
def test_places_count_as_before_the_move(plain, key, staff, place, order):
    """Moving the last of three; its own place and the one behind it change nothing."""
    staff.rename_tab("Sheet1", "A")
    staff.add_tab("B")
    staff.add_tab("C")
    properties = {"sheetId": staff.sheet("C").id, "index": place}

    plain.done(key, {"updateSheetProperties": {"properties": properties, "fields": "index"}})

    assert list(order) == staff.tabs


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"addSheet": {"properties": {"title": "sheet1"}}},
            'addSheet: A sheet with the name "sheet1" already exists. Please enter another name.',
        ),
        ({"deleteSheet": {"sheetId": 99}}, "deleteSheet: No sheet with id: 99"),
        (
            {"deleteSheet": {"sheetId": 0}},
            "deleteSheet: You can't remove all the sheets in a document.",
        ),
        (
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": 0, "hidden": True},
                    "fields": "hidden",
                }
            },
            "updateSheetProperties: You can't hide all the sheets in a document.",
        ),
        (
            {
                "updateSheetProperties": {
                    "properties": {"gridProperties": {"frozenRowCount": 1000}},
                    "fields": "gridProperties.frozenRowCount",
                }
            },
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
            {
                "updateSheetProperties": {
                    "properties": {"gridProperties": {"rowCount": 500_000}},
                    "fields": "gridProperties.rowCount",
                }
            },
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
def test_what_cannot_be(plain, key, asked, said):
    """The message names the request and what is wrong."""
    assert f"Invalid requests[0].{said}" == plain.refused(key, asked)


def test_frozen_lines_and_size(sheet):
    """Zero frozen lines are not mentioned; shrinking takes what stood there."""
    sheet.update([["a", "b"], ["c", "d"]], "A1")
    sheet.freeze(rows=1, cols=1)
    assert (1, 1) == (sheet.frozen_row_count, sheet.frozen_col_count)

    sheet.freeze(rows=0, cols=0)
    sheet.resize(rows=1, cols=1)

    properties = sheet.spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]
    assert {"rowCount": 1, "columnCount": 1} == properties["gridProperties"]
    assert [["a"]] == sheet.get_values()


def test_hidden_tabs_say_so(book):
    """`hidden` is mentioned while it is true."""
    extra = book.add_worksheet("Extra", 1, 1)
    extra.hide()
    assert ["Sheet1"] == [sheet.title for sheet in book.worksheets(exclude_hidden=True)]

    extra.show()
    assert 2 == len(book.worksheets(exclude_hidden=True))


def test_a_tab_colour_comes_in_256_steps(book):
    """Half of blue is 127 of 255."""
    book.batch_update(
        {
            "requests": [
                {
                    "updateSheetProperties": {
                        "properties": {
                            "sheetId": 0,
                            "tabColorStyle": {"rgbColor": {"red": 1, "blue": 0.5}},
                        },
                        "fields": "tabColorStyle",
                    }
                }
            ]
        }
    )
    properties = book.fetch_sheet_metadata()["sheets"][0]["properties"]
    assert {"red": 1, "blue": 0.49803922} == properties["tabColorStyle"]["rgbColor"]
    assert properties["tabColor"] == properties["tabColorStyle"]["rgbColor"]

    book.sheet1.clear_tab_color()
    assert {"tabColor", "tabColorStyle"}.isdisjoint(
        book.fetch_sheet_metadata()["sheets"][0]["properties"]
    )


def test_title_locale_and_time_zone(book):
    """They can be changed and read; anything else of the file answers 501."""
    book.update_title("機材")
    book.update_locale("ja_JP")
    book.update_timezone("Asia/Tokyo")

    properties = book.fetch_sheet_metadata()["properties"]
    assert ("機材", "ja_JP", "Asia/Tokyo") == tuple(
        properties[name] for name in ("title", "locale", "timeZone")
    )
    with pytest.raises(APIError, match="does not answer updateSpreadsheetProperties"):
        book.batch_update(
            {
                "requests": [
                    {
                        "updateSpreadsheetProperties": {
                            "properties": {
                                "autoRecalc": "HOUR",
                                "iterativeCalculationSettings": {},
                            },
                            "fields": "iterativeCalculationSettings",
                        }
                    }
                ]
            }
        )
