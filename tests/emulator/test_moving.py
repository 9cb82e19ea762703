"""Rows and columns move, and all that stands on them goes along."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.emulator.places import after_delete, after_insert, after_move, order_after_move

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
    """Rows 3 and 4 of columns B and C carry one of everything."""
    place = area(2, 4, 1, 3)
    staff.type("Sheet1", "B3", "here")
    white = {"headerColor": {"red": 1}, "firstBandColor": {"red": 1}}
    staff.edit(
        {"updateSheetProperties": {"properties": {"gridProperties": {"frozenRowCount": 2, "frozenColumnCount": 1}}, "fields": "gridProperties(frozenRowCount,frozenColumnCount)"}},
        {"addNamedRange": {"namedRange": {"name": "Prices", "range": place}}},
        {"addProtectedRange": {"protectedRange": {"range": place}}},
        {"mergeCells": {"range": area(2, 4, 2, 3), "mergeType": "MERGE_ALL"}},
        {"addConditionalFormatRule": {"rule": {"ranges": [place], "booleanRule": {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B3>0"}]}, "format": {"backgroundColor": {"red": 1}}}}}},
        {"setBasicFilter": {"filter": {"range": place, "filterSpecs": [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["x"]}}]}}},
        {"addBanding": {"bandedRange": {"range": place, "rowProperties": white}}},
        {"setDataValidation": {"range": place, "rule": {"condition": {"type": "NOT_BLANK"}}}},
        {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 7, "metadataKey": "row", "visibility": "DOCUMENT", "location": {"dimensionRange": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}}}}},
        {"createDeveloperMetadata": {"developerMetadata": {"metadataId": 8, "metadataKey": "column", "visibility": "DOCUMENT", "location": {"dimensionRange": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}}}},
    )  # fmt: skip
    return staff


def found(staff):
    """Return the row and column span of everything, and where the cell and the marks stand."""
    book, sheet = staff.book, staff.sheet("Sheet1")

    def span(place):
        return (
            place["startRowIndex"],
            place["endRowIndex"],
            place["startColumnIndex"],
            place["endColumnIndex"],
        )

    checked = [
        (row, column)
        for row, line in enumerate(sheet.lines)
        for column, cell in line.cells.items()
        if "dataValidation" in cell
    ]
    cell = [
        (row, column)
        for row, line in enumerate(sheet.lines)
        for column, cell in line.cells.items()
        if "userEnteredValue" in cell
    ]
    return {
        "ranges": {
            span(book.named[0]["range"]),
            span(sheet.protected[0]["range"]),
            span(sheet.rules[0]["ranges"][0]),
            span(sheet.filter["range"]),
            span(sheet.bands[0]["range"]),
            (min(checked)[0], max(checked)[0] + 1, min(checked)[1], max(checked)[1] + 1),
        },
        "merge": span(sheet.merges[0].grid_range),
        "formula": sheet.rules[0]["booleanRule"]["condition"]["values"][0]["userEnteredValue"],
        "filter": sheet.filter["filterSpecs"][0]["columnIndex"],
        "cell": cell[0],
        "marks": tuple(mark["location"]["dimensionRange"]["startIndex"] for mark in book.metadata),
        "frozen": (
            sheet.properties["gridProperties"].get("frozenRowCount", 0),
            sheet.properties["gridProperties"].get("frozenColumnCount", 0),
        ),
    }


def test_it_stands_where_it_was_put(desk):
    """The state that the other tests change."""
    assert {
        "ranges": {(2, 4, 1, 3)},
        "merge": (2, 4, 2, 3),
        "formula": "=$B3>0",
        "filter": 1,
        "cell": (2, 1),
        "marks": (2, 1),
        "frozen": (2, 1),
    } == found(desk)


def test_inserting_above_and_before(desk):
    """Everything moves down and to the right; frozen lines grow."""
    desk.insert_rows("Sheet1", 2, 3)
    desk.insert_columns("Sheet1", "A")

    assert {
        "ranges": {(5, 7, 2, 4)},
        "merge": (5, 7, 3, 4),
        "formula": "=$C6>0",
        "filter": 2,
        "cell": (5, 2),
        "marks": (5, 2),
        "frozen": (5, 2),
    } == found(desk)


def test_inserting_inside(desk):
    """Ranges stretch; the new row takes format and check from its neighbour."""
    desk.insert_rows("Sheet1", 4)

    state = found(desk)
    assert ({(2, 5, 1, 3)}, (2, 5, 2, 3)) == (state["ranges"], state["merge"])


def test_deleting_above_and_before(desk):
    """Everything moves up and to the left; frozen lines shrink."""
    desk.delete_rows("Sheet1", 1)
    desk.delete_columns("Sheet1", "A")

    assert {
        "ranges": {(1, 3, 0, 2)},
        "merge": (1, 3, 1, 2),
        "formula": "=$A2>0",
        "filter": 0,
        "cell": (1, 0),
        "marks": (1, 0),
        "frozen": (1, 0),
    } == found(desk)


def test_deleting_what_it_stands_on(desk):
    """Nothing of it is left, not even in the reply of a whole get."""
    desk.delete_rows("Sheet1", 3, 4)

    sheet, book = desk.sheet("Sheet1"), desk.book
    assert [] == [*sheet.merges, *sheet.protected, *sheet.rules, *sheet.bands, *book.named]
    assert sheet.filter is None
    assert [8] == [mark["metadataId"] for mark in book.metadata]
    assert [] == desk.values("Sheet1")


def test_moving_the_rows_it_stands_on(desk):
    """They go to the end with everything on them."""
    desk.move_rows("Sheet1", 3, 4, before=11)
    desk.move_columns("Sheet1", "B", "C", before="F")

    assert {
        "ranges": {(8, 10, 3, 5)},
        "merge": (8, 10, 4, 5),
        "formula": "=$D9>0",
        "filter": 3,
        "cell": (8, 3),
        "marks": (8, 3),
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
def test_lines_that_cannot_be_moved(plain, key, desk, kind, asked, said):
    """Beyond the grid, all of them, into themselves."""
    assert f"Invalid requests[0].{kind}: {said}" == plain.refused(key, {kind: asked})


def test_widths_and_hidden_rows_go_along(plain, key, staff):
    """They belong to the line."""
    wide = {"pixelSize": 250}
    span = {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    plain.done(
        key,
        {"updateDimensionProperties": {"range": span, "properties": wide, "fields": "pixelSize"}},
    )
    staff.hide_rows("Sheet1", 3, 3)
    staff.insert_rows("Sheet1", 1)
    staff.insert_columns("Sheet1", "A")

    fields = "sheets.data(rowMetadata.hiddenByUser,columnMetadata.pixelSize)"
    (grid,) = plain.ask("GET", f"{key}?ranges=A1:D5&fields={fields}").json()["sheets"][0]["data"]
    assert [100, 100, 250, 100] == [one["pixelSize"] for one in grid["columnMetadata"]]
    assert [{}, {}, {}, {"hiddenByUser": True}, {}] == grid["rowMetadata"]


def test_a_column_fits_its_longest_text(sheet, plain, key):
    """autoResizeDimensions widens it; an empty one stays."""
    sheet.update([["x" * 100]], "A1")
    sheet.columns_auto_resize(0, 2)

    answer = plain.ask("GET", f"{key}?fields=sheets.data.columnMetadata").json()
    first, second = answer["sheets"][0]["data"][0]["columnMetadata"][:2]
    assert first["pixelSize"] > 500
    assert 100 == second["pixelSize"]


spans = (
    st.tuples(st.integers(0, SIZE), st.integers(0, SIZE))
    .map(sorted)
    .filter(lambda span: span[0] < span[1])
)


@given(spans, st.integers(0, SIZE), st.integers(1, 5))
def test_a_span_holds_the_same_lines_after_an_insert(span, at, count):
    """Whatever is put in, the lines that were inside still are, and those outside are not."""
    start, end = after_insert(*span, at, count)

    inside = [place if place < at else place + count for place in range(*span)]
    assert (inside[0], inside[-1] + 1) == (start, end)


@given(spans, spans)
def test_a_span_holds_what_is_left_after_a_delete(span, gone):
    """The lines inside that were not deleted; none at all is no span."""
    first, last = gone
    left = [place for place in range(*span) if not first <= place < last]
    closed_up = [place if place < first else place - (last - first) for place in left]

    expected = (closed_up[0], closed_up[-1] + 1) if left else None
    assert expected == after_delete(*span, first, last)


@given(spans, spans, st.integers(0, SIZE))
def test_a_span_goes_with_its_lines_when_they_move(span, block, to):
    """A span inside the block goes with it; one that the move does not touch holds the same lines."""
    first, last = block
    assume(not first <= to <= last)
    order = order_after_move(SIZE + 1, first, last, to)
    assert sorted(order) == list(range(SIZE + 1))

    start, end = after_move(*span, first, last, to)
    new = sorted(order.index(place) for place in range(*span))
    if new[-1] - new[0] == len(new) - 1:
        assert (new[0], new[-1] + 1) == (start, end)
    assert start < end
