"""Whatever is done in whatever order, nothing stands outside of the grid."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.emulator import ApiError
from tests.emulator.asking import Asking
from tests.emulator.model import Spreadsheet
from tests.emulator.places import Area
from tests.emulator.updates import batch_update

LINES = ("ROWS", "COLUMNS")
ends = st.tuples(st.integers(0, 5), st.integers(1, 4)).map(lambda pair: (pair[0], sum(pair)))
dimensions = st.sampled_from(LINES)
CONDITION = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=A1>$B2"}]}
CELL = {"userEnteredValue": {"formulaValue": "=A1+SUM(B2:C4)"}, "note": "n"}
BAND = {"firstBandColor": {"red": 1}}


@st.composite
def areas(draw):
    area = {}
    for name in ("Row", "Column"):
        if draw(st.integers(0, 4)):
            area[f"start{name}Index"], area[f"end{name}Index"] = draw(ends)
    return area


@st.composite
def lines(draw):
    start, end = draw(ends)
    return {"dimension": draw(dimensions), "startIndex": start, "endIndex": end}


def mark_on(span):
    """Return a mark on the first line of a span."""
    place = span | {"endIndex": span["startIndex"] + 1}
    return {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": place}}


def sorted_by(area, column):
    """Return what sorts an area by a column."""
    return {"range": area, "sortSpecs": [{"dimensionIndex": column}]}


edits = st.one_of(
    lines().map(lambda span: {"insertDimension": {"range": span}}),
    lines().map(lambda span: {"deleteDimension": {"range": span}}),
    st.builds(
        lambda span, to: {"moveDimension": {"source": span, "destinationIndex": to}},
        lines(),
        st.integers(0, 9),
    ),
    lines().map(lambda span: {"createDeveloperMetadata": {"developerMetadata": mark_on(span)}}),
    areas().map(lambda area: {"repeatCell": {"range": area, "cell": CELL, "fields": "*"}}),
    areas().map(lambda area: {"addProtectedRange": {"protectedRange": {"range": area}}}),
    areas().map(lambda area: {"addNamedRange": {"namedRange": {"name": "Mine", "range": area}}}),
    areas().map(lambda area: {"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}}),
    areas().map(lambda area: {"setBasicFilter": {"filter": {"range": area}}}),
    areas().map(
        lambda area: {"addBanding": {"bandedRange": {"range": area, "rowProperties": BAND}}}
    ),
    areas().map(
        lambda area: {"setDataValidation": {"range": area, "rule": {"condition": CONDITION}}}
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


def small_book():
    """Return a spreadsheet of eight rows and six columns, the first row frozen."""
    book = Spreadsheet.new("Small", "owner@example.com")
    grid = {"rowCount": 8, "columnCount": 6, "frozenRowCount": 1}
    asked = {"properties": {"gridProperties": grid}, "fields": "gridProperties"}
    batch_update(
        Asking(book, book.owner, date(2026, 6, 9)), {"requests": [{"updateSheetProperties": asked}]}
    )
    return book


def areas_of(book):
    """Return every area that anything stands on."""
    (sheet,) = book.sheets
    given_ = [one["range"] for one in (*sheet.protected, *sheet.bands, *book.named)]
    given_ += [area for rule in sheet.rules for area in rule["ranges"]]
    given_ += [sheet.filter["range"]] if sheet.filter else []
    return [*sheet.merges, *map(Area.of, given_)]


@given(st.lists(edits, max_size=25))
@settings(max_examples=150, deadline=None)
def test_nothing_stands_outside_of_the_grid(sequence):
    """Areas end where the grid ends, merges do not overlap, marks stand on lines that there are."""
    book = small_book()
    for edit in sequence:
        draft = book.copy()
        try:
            batch_update(Asking(draft, book.owner, date(2026, 6, 9)), {"requests": [edit]})
        except ApiError:
            continue
        book = draft
        (sheet,) = book.sheets
        sizes = dict(zip(LINES, sheet.size, strict=True))
        for area in areas_of(book):
            for dimension, count in sizes.items():
                start, end = area.span(dimension)
                assert 0 <= (start or 0) < count
                assert end is None or (start or 0) < end <= count
        for place, merge in enumerate(sheet.merges):
            assert not any(merge.meets(other) for other in sheet.merges[place + 1 :])
        for mark in book.metadata:
            span = mark["location"]["dimensionRange"]
            assert 0 <= span["startIndex"] < sizes[span["dimension"]]
        assert all(column < sheet.size[1] for line in sheet.lines for column in line.cells)
        assert 0 <= sheet.properties["gridProperties"].get("frozenRowCount", 0) <= sheet.size[0]


@given(st.lists(edits, min_size=1, max_size=10))
@settings(max_examples=50, deadline=None)
def test_a_copy_stays_as_it_was(sequence):
    """Whatever is done to a working copy, the spreadsheet behind it does not change."""
    book = small_book()
    before = repr(book)
    for edit in sequence:
        draft = book.copy()
        try:
            batch_update(Asking(draft, book.owner, date(2026, 6, 9)), {"requests": [edit, edit]})
        except ApiError:
            continue
        assert before == repr(book)
