"""Rows and columns that are inserted, deleted or moved, and what names them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.emulator.ranges import after_delete, after_insert, after_move, order_after_move

SIZE = 12


def area(top, bottom, left=None, right=None):
    ends = {
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }
    return {key: end for key, end in ends.items() if end is not None}


@pytest.fixture
def desk(staff):
    """One of everything on rows 3 and 4 of columns B and C."""
    position = area(2, 4, 1, 3)
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
    """Return the positions of everything."""
    sheet = staff.sheet("Sheet1")

    def span(position):
        return (
            position["startRowIndex"],
            position["endRowIndex"],
            position["startColumnIndex"],
            position["endColumnIndex"],
        )

    checked = [
        (row, column)
        for row, cells in enumerate(sheet.rows)
        for column, cell in cells.cells.items()
        if "dataValidation" in cell
    ]
    cell = [
        (row, column)
        for row, cells in enumerate(sheet.rows)
        for column, cell in cells.cells.items()
        if "userEnteredValue" in cell
    ]
    return {
        "ranges": {
            span(sheet.protected[0]["range"]),
            span(sheet.rules[0]["ranges"][0]),
            span(sheet.filter["range"]),
            span(sheet.bands[0]["range"]),
            (min(checked)[0], max(checked)[0] + 1, min(checked)[1], max(checked)[1] + 1),
        },
        "formula": sheet.rules[0]["booleanRule"]["condition"]["values"][0]["userEnteredValue"],
        "filter": sheet.filter["filterSpecs"][0]["columnIndex"],
        "cell": cell[0],
        "frozen": (
            sheet.properties["gridProperties"].get("frozenRowCount", 0),
            sheet.properties["gridProperties"].get("frozenColumnCount", 0),
        ),
    }


def test_everything_is_where_it_was_put(desk):
    """The positions that the next tests change."""
    assert {
        "ranges": {(2, 4, 1, 3)},
        "formula": "=$B3>0",
        "filter": 1,
        "cell": (2, 1),
        "frozen": (2, 1),
    } == found(desk)


def test_inserting_above_and_before(desk):
    """Everything moves down and to the right; there are more frozen rows and columns."""
    desk.insert_rows("Sheet1", 2, 3)
    desk.insert_columns("Sheet1", "A")

    assert {
        "ranges": {(5, 7, 2, 4)},
        "formula": "=$C6>0",
        "filter": 2,
        "cell": (5, 2),
        "frozen": (5, 2),
    } == found(desk)


def test_inserting_inside(desk):
    """Ranges grow; the new row takes the validation rule of the row before it."""
    desk.insert_rows("Sheet1", 4)

    assert {(2, 5, 1, 3)} == found(desk)["ranges"]


def test_deleting_above_and_before(desk):
    """Everything moves up and to the left; there are fewer frozen rows and columns."""
    desk.delete_rows("Sheet1", 1)
    desk.delete_columns("Sheet1", "A")

    assert {
        "ranges": {(1, 3, 0, 2)},
        "formula": "=$A2>0",
        "filter": 0,
        "cell": (1, 0),
        "frozen": (1, 0),
    } == found(desk)


def test_deleting_the_rows_themselves(desk):
    """Everything on them is deleted."""
    desk.delete_rows("Sheet1", 3, 4)

    sheet = desk.sheet("Sheet1")
    assert [] == [*sheet.protected, *sheet.rules, *sheet.bands]
    assert sheet.filter is None
    assert [] == desk.values("Sheet1")


def test_moving_the_rows_and_columns_themselves(desk):
    """Everything moves with them."""
    desk.move_rows("Sheet1", 3, 4, before=11)
    desk.move_columns("Sheet1", "B", "C", before="F")

    assert {
        "ranges": {(8, 10, 3, 5)},
        "formula": "=$D9>0",
        "filter": 3,
        "cell": (8, 3),
        "frozen": (2, 1),
    } == found(desk)


@pytest.mark.parametrize(
    ("kind", "asked", "said"),
    [
        (
            "deleteDimension",
            {"range": {"dimension": "ROWS", "startIndex": 1000, "endIndex": 1001}},
            (
                "Cannot delete a row that doesn't exist. Tried to delete row index 1000 but there are "
                "only 1000 rows."
            ),
        ),
        (
            "deleteDimension",
            {"range": {"dimension": "COLUMNS"}},
            "You can't delete all the columns on the sheet.",
        ),
        (
            "deleteDimension",
            {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 1000}},
            "Sorry, it is not possible to delete all non-frozen rows.",
        ),
        ("deleteDimension", {"range": {}}, "No dimension specified."),
        (
            "insertDimension",
            {
                "range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1},
                "inheritFromBefore": True,
            },
            "inheritFromBefore cannot be true if inserting at the start of the grid.",
        ),
        ("appendDimension", {"dimension": "ROWS"}, "length must be at least 1."),
        (
            "moveDimension",
            {
                "source": {"dimension": "ROWS", "startIndex": 2, "endIndex": 4},
                "destinationIndex": 3,
            },
            "destinationIndex must lie outside of source.",
        ),
    ],
)
def test_what_cannot_be_inserted_deleted_or_moved_is_refused(
    http_client, key, desk, kind, asked, said
):
    """Outside the grid, all rows or columns, into themselves."""
    assert f"Invalid requests[0].{kind}: {said}" == http_client.refused(key, {kind: asked})


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
