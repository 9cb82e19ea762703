"""Rows and columns that are inserted, deleted or moved, and what names them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.emulator.ranges import Area, after_delete, after_insert, after_move, order_after_move

SIZE = 12


@pytest.fixture
def desk(staff):
    """One of everything on rows 3 and 4 of columns B and C."""
    position = Area(0, 2, 4, 1, 3).grid_range
    staff.type("Sheet1", "B3", "here")
    white = {"headerColor": {"red": 1}, "firstBandColor": {"red": 1}}
    staff.edit(
        {"updateSheetProperties": {"properties": {"gridProperties": {"frozenRowCount": 2, "frozenColumnCount": 1}}, "fields": "gridProperties(frozenRowCount,frozenColumnCount)"}},
        {"addProtectedRange": {"protectedRange": {"range": position}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [position], "booleanRule": {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B3>0"}]}, "format": {"backgroundColor": {"red": 1}}}}}},
        {"setBasicFilter": {"filter": {"range": position, "filterSpecs": [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["x"]}}]}}},
        {"addBanding": {"bandedRange": {"range": position, "rowProperties": white}}},
        {"repeatCell": {"range": position, "cell": {"dataValidation": {"condition": {"type": "NOT_BLANK"}}}, "fields": "dataValidation"}},
    )  # fmt: skip
    return staff


def found(staff):
    """Return the area of everything, the column of the filter, the cell with a value, what is frozen."""
    sheet = staff.sheet("Sheet1")
    cells = [
        (row, column, cell)
        for row, each in enumerate(sheet.rows)
        for column, cell in each.cells.items()
    ]
    rows, columns, _ = zip(*(one for one in cells if "dataValidation" in one[2]), strict=True)
    named = [*sheet.protected, *sheet.bands, sheet.filter, {"range": sheet.rules[0]["ranges"][0]}]
    areas = {Area.of(one["range"]) for one in named} | {
        Area(0, min(rows), max(rows) + 1, min(columns), max(columns) + 1)
    }
    [cell] = [(row, column) for row, column, one in cells if "userEnteredValue" in one]
    grid = sheet.properties["gridProperties"]
    frozen = (grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0))
    return areas, sheet.filter["filterSpecs"][0]["columnIndex"], cell, frozen


def test_everything_moves_with_rows_and_columns(desk):
    """Inserted and deleted before it, inserted inside it, and moved itself."""
    assert ({Area(0, 2, 4, 1, 3)}, 1, (2, 1), (2, 1)) == found(desk)

    desk.insert_rows("Sheet1", 2, 3)
    desk.insert_columns("Sheet1", "A")
    assert ({Area(0, 5, 7, 2, 4)}, 2, (5, 2), (5, 2)) == found(desk)

    desk.insert_rows("Sheet1", 7)  # with the validation rule of the row before it
    assert ({Area(0, 5, 8, 2, 4)}, 2, (5, 2), (5, 2)) == found(desk)

    desk.delete_rows("Sheet1", 1, 3)
    desk.delete_columns("Sheet1", "A")
    assert ({Area(0, 2, 5, 1, 3)}, 1, (2, 1), (2, 1)) == found(desk)

    desk.move_rows("Sheet1", 3, 5, before=11)
    desk.move_columns("Sheet1", "B", "C", before="F")
    assert ({Area(0, 7, 10, 3, 5)}, 3, (7, 3), (2, 1)) == found(desk)

    desk.delete_rows("Sheet1", 8, 10)
    sheet = desk.sheet("Sheet1")
    assert [] == [*sheet.protected, *sheet.rules, *sheet.bands]
    assert sheet.filter is None
    assert [] == desk.values("Sheet1")


def test_widths_and_heights_move_too(http_client, key, staff):
    """They belong to the row or column."""
    span = {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    wide = {"range": span, "properties": {"pixelSize": 250}, "fields": "pixelSize"}
    http_client.done(key, {"updateDimensionProperties": wide})
    span = {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    high = {"range": span, "properties": {"pixelSize": 40}, "fields": "pixelSize"}
    http_client.done(key, {"updateDimensionProperties": high})
    staff.insert_rows("Sheet1", 1)
    staff.insert_columns("Sheet1", "A")

    sheet = staff.sheet("Sheet1")
    assert [{}, {}, {"pixelSize": 250}, {}] == sheet.columns[:4]
    assert [{}, {}, {}, {"pixelSize": 40}, {}] == [row.properties for row in sheet.rows[:5]]


spans = (
    st.tuples(st.integers(0, SIZE), st.integers(0, SIZE))
    .map(sorted)
    .filter(lambda span: span[0] < span[1])
)


@given(spans, st.integers(0, SIZE), st.integers(1, 5))
def test_a_span_has_the_same_positions_after_an_insert(span, at, count):
    """Its rows or columns are still inside, all others are not."""
    start, end = after_insert(*span, at, count)

    inside = [position if position < at else position + count for position in range(*span)]
    assert (inside[0], inside[-1] + 1) == (start, end)


@given(spans, spans)
def test_a_span_has_what_is_left_after_a_delete(span, deleted):
    """Its rows or columns that were not deleted; None if there are none."""
    first, last = deleted
    left = [position for position in range(*span) if not first <= position < last]
    closed_up = [position if position < first else position - (last - first) for position in left]

    expected = (closed_up[0], closed_up[-1] + 1) if left else None
    assert expected == after_delete(*span, first, last)


@given(spans, spans, st.integers(0, SIZE))
def test_a_span_moves_with_its_cells(span, block, to):
    """Where its rows or columns are still side by side, it has the same ones."""
    first, last = block
    assume(not first <= to <= last)
    order = order_after_move(SIZE + 1, first, last, to)
    assert sorted(order) == list(range(SIZE + 1))

    start, end = after_move(*span, first, last, to)
    new = sorted(order.index(position) for position in range(*span))
    if new[-1] - new[0] == len(new) - 1:
        assert (new[0], new[-1] + 1) == (start, end)
    assert start < end
