"""The docket pad: new numbers are right below the last one, and nothing of staff's moves."""

from __future__ import annotations

from itertools import count, islice

import pytest

from backoffice.books.workbook.package.docket_pad import append_rows, blank_rows
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.snapshot import NoResult

SHEET = '<worksheet xmlns="urn:x"><dimension ref="A1"/>%s<pageMargins left="1"/></worksheet>'
HEADING = ["Ticket", "Name"]
NEW = '<row r="{0}"><c r="B{0}" t="inlineStr"><is><t>R-1</t></is></c></row>'


def padded(rows, *blank, column=2):
    """Return the rows of a worksheet after the number R-1 was put on the first free one of `blank`."""
    xml = SHEET % f"<sheetData>{rows}</sheetData>"
    new = append_rows(xml.encode(), ["R-1"], column, 2, blank).decode()
    return new.partition("<sheetData>")[2].partition("</sheetData>")[0]


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([], [2, 3]),
        ([HEADING], [2, 3]),
        ([HEADING, ["R-00101", "Emma"], ["R-00102"]], [4, 5]),
        ([HEADING, ["r101 "], ["Ｒ－００１０２", None]], [4, 5]),
        ([HEADING, ["R-00101"], *[()] * 900_000, ["", "memo"]], [3, 4]),
        ([HEADING, ["R-00101"], ["", "", "memo"], [], ["total"]], [4, 6]),
        ([HEADING, ["R-00101"], ["", "Emma"], [None, False], ["", NoResult("=A1")]], [4, 6]),
    ],
)
def test_blank_rows_begin_below_the_last_number(rows, first):
    """A memo anywhere is passed over; unticked boxes are nothing to see."""
    assert first == [*islice(blank_rows(rows, 1), 2)]


@pytest.mark.parametrize(
    "data", ["<sheetData/>", "<sheetData />", "<sheetData></sheetData>", "<sheetData></sheetData >"]
)
def test_a_sheet_without_rows_gets_its_first(data):
    """However the program writes that there are none."""
    new = append_rows((SHEET % data).encode(), ["R-1"], 2, 2, count(1)).decode()

    assert NEW.format(1) in new
    assert 'dimension ref="A1:B1"' in new


@pytest.mark.parametrize(
    ("rows", "row", "expected"),
    [
        ('<row r="1"/>', 2, '<row r="1"/>' + NEW.format(2)),
        ("<row><c/></row><row/>", 3, "<row><c/></row><row/>" + NEW.format(3)),
        ('<row r="4"/><row/>', 6, '<row r="4"/><row/>' + NEW.format(6)),
        ('<row r="9"/>', 2, NEW.format(2) + '<row r="9"/>'),
        ('<row r="1"/><!-- --><row r="9"/>', 3, f'<row r="1"/>{NEW.format(3)}<!-- --><row r="9"/>'),
    ],
)
def test_a_row_is_made_where_there_is_none(rows, row, expected):
    """It is between the rows above and below; these do not change."""
    assert expected == padded(rows, row)


NUMBER = '<c r="B2"{} t="inlineStr"><is><t>R-1</t></is></c>'


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('<row r="2" s="3" ht="9"/>', '<row r="2" s="3" ht="9">[]</row>'),
        ('<row r="2"></row>', '<row r="2">[]</row>'),
        ('<row r="2"><c r="A2" s="1"/></row>', '<row r="2"><c r="A2" s="1"/>[]</row>'),
        ('<row r="2"><c r="C2"><f>1</f></c></row>', '<row r="2">[]<c r="C2"><f>1</f></c></row>'),
        ('<row r="2"><c r="A2"/><c r="B2"/></row>', '<row r="2"><c r="A2"/>[]</row>'),
        ('<row r="2"><c/><c r="B2" s="7"/><c/></row>', '<row r="2"><c/>[ s="7"]<c/></row>'),
        ('<row r="2"><c r="B2"></c><c r="C2"/></row>', '<row r="2">[]<c r="C2"/></row>'),
        ("<row/><row><c/><c/></row>", "<row/><row><c/>[]</row>"),
    ],
)
def test_a_row_that_is_there_keeps_all_but_one_cell(row, expected):
    """Its height, the format of the cell and what staff prepared in other columns stay."""
    before, _, rest = expected.partition("[")
    style, _, after = rest.partition("]")

    assert before + NUMBER.format(style) + after == padded(row, 2)


def test_a_formula_in_the_ticket_column_stays():
    """A row whose number staff compute is passed over."""
    row = '<row r="2"><c r="B2" t="str"><f>IF(A2="","","x")</f><v></v></c></row>'

    assert row + NEW.format(3) == padded(row, 2, 3)


def test_elements_may_have_a_prefix():
    """Rows and cells are found by the prefix of the sheet."""
    xml = '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="1"/></x:sheetData></x:worksheet>'

    new = append_rows(xml.encode(), ["R-1", "R-2"], 1, 1, count(1)).decode()

    assert '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>R-1</x:t>' in new
    assert '<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>R-2</x:t>' in new


def test_a_full_sheet_says_so():
    """The last row of Excel is the last."""
    with pytest.raises(BookUnavailableError, match="no room"):
        padded('<row r="1048576"/>', 1_048_577)


def test_rows_in_no_order_are_refused():
    """No number lands between rows that no program orders so."""
    with pytest.raises(BookUnavailableError, match="unknown way"):
        padded('<row r="5"/><row r="3"/>', 9)
