"""Any edits in any order: everything stays on the grid."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.emulator import ApiError
from tests.emulator.model import Sheet, Spreadsheet
from tests.emulator.ranges import Area
from tests.emulator.request_context import RequestContext
from tests.emulator.updates import do_all

DIMENSIONS = ("ROWS", "COLUMNS")
ends = st.tuples(st.integers(0, 5), st.integers(1, 4)).map(lambda pair: (pair[0], sum(pair)))
dimensions = st.sampled_from(DIMENSIONS)
CONDITION = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A1>$B2"}]}
CELL = {
    "userEnteredValue": {"formulaValue": "=A1+$C$4"},
    "note": "n",
    "dataValidation": {"condition": CONDITION},
}
BAND = {"firstBandColor": {"red": 1}}


@st.composite
def areas(draw):
    area = {}
    for name in ("Row", "Column"):
        if draw(st.integers(0, 4)):
            area[f"start{name}Index"], area[f"end{name}Index"] = draw(ends)
    return area


@st.composite
def spans(draw):
    start, end = draw(ends)
    return {"dimension": draw(dimensions), "startIndex": start, "endIndex": end}


def sorted_by(area, column):
    """Return a SortRangeRequest."""
    return {"range": area, "sortSpecs": [{"dimensionIndex": column}]}


edits = st.one_of(
    spans().map(lambda span: {"insertDimension": {"range": span}}),
    spans().map(lambda span: {"deleteDimension": {"range": span}}),
    st.builds(
        lambda span, to: {"moveDimension": {"source": span, "destinationIndex": to}},
        spans(),
        st.integers(0, 9),
    ),
    areas().map(lambda area: {"repeatCell": {"range": area, "cell": CELL, "fields": "*"}}),
    areas().map(lambda area: {"addProtectedRange": {"protectedRange": {"range": area}}}),
    areas().map(lambda area: {"setBasicFilter": {"filter": {"range": area}}}),
    areas().map(
        lambda area: {"addBanding": {"bandedRange": {"range": area, "rowProperties": BAND}}}
    ),
    areas().map(
        lambda area: {
            "addConditionalFormatRule": {
                "rule": {
                    "ranges": [area],
                    "booleanRule": {"condition": CONDITION, "format": {}},
                }
            }
        }
    ),
    st.builds(lambda *given: {"sortRange": sorted_by(*given)}, areas(), st.integers(0, 5)),
    st.builds(
        lambda source, target: {"copyPaste": {"source": source, "destination": target}},
        areas(),
        areas(),
    ),
)


def context(book):
    """Return what the owner asks."""
    return RequestContext(book, book.owner)


def small_book():
    """Return a spreadsheet of eight rows and six columns, the first row frozen."""
    book = Spreadsheet.new("Small", "owner@example.com")
    book.sheets = [Sheet.new(0, "Sheet1", 8, 6)]
    book.sheets[0].properties["gridProperties"] = {"frozenRowCount": 1}
    return book


def areas_of(book):
    """Return the area of everything that has one."""
    (sheet,) = book.sheets
    given_ = [one["range"] for one in (*sheet.protected, *sheet.bands)]
    given_ += [area for rule in sheet.rules for area in rule["ranges"]]
    given_ += [sheet.filter["range"]] if sheet.filter else []
    return list(map(Area.of, given_))


@given(st.lists(edits, max_size=25))
@settings(max_examples=150, deadline=None)
def test_everything_stays_on_the_grid(sequence):
    """Areas, cells and frozen rows, after each edit that was not refused."""
    book = small_book()
    for edit in sequence:
        draft = book.copy()
        try:
            do_all(context(draft), [edit])
        except ApiError:
            continue
        book = draft
        (sheet,) = book.sheets
        sizes = dict(zip(DIMENSIONS, sheet.size, strict=True))
        for area in areas_of(book):
            for dimension, count in sizes.items():
                start, end = area.span(dimension)
                assert 0 <= (start or 0) < count
                assert end is None or (start or 0) < end <= count
        assert all(column < sheet.size[1] for row in sheet.rows for column in row.cells)
        assert 0 <= sheet.properties["gridProperties"].get("frozenRowCount", 0) <= sheet.size[0]


@given(st.lists(edits, min_size=1, max_size=10))
@settings(max_examples=50, deadline=None)
def test_a_copy_stays_as_it_was(sequence):
    """Edits of the copy that a write works on do not change the spreadsheet."""
    book = small_book()
    before = repr(book)
    for edit in sequence:
        draft = book.copy()
        try:
            do_all(context(draft), [edit, edit])
        except ApiError:
            continue
        assert before == repr(book)
