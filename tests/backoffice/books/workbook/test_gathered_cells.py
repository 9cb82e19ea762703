"""Cells gathered from a worksheet: each is where it was, and what no program writes is reported."""

from __future__ import annotations

import pytest

from backoffice.books.workbook.package.gathered_cells import WIDTH, gathered
from backoffice.messages.errors import BookUnavailableError

SHEET = "<worksheet><sheetData>%s</sheetData></worksheet>"


def cells(rows, strings=9):
    return gathered("Own", (SHEET % rows).encode(), strings)


def body(rows, strings=9):
    """Return the cells of the first row, as they are written side by side."""
    xml = cells(rows, strings).xml.decode().removeprefix("<worksheet><sheetData>")
    return xml.removeprefix('<row r="1">').partition("</row>")[0]


@pytest.mark.parametrize(
    ("rows", "positions"),
    [
        ('<row r="3"><c r="B3"><v>1</v></c><c r="XFD3"><v>2</v></c></row>', [(3, 2), (3, 16_384)]),
        ('<row r="1048576"><c><v>1</v></c><c><v>2</v></c></row>', [(1_048_576, 1), (1_048_576, 2)]),
        ("<row><c><v>1</v></c></row><row><c/><c><v>2</v></c></row>", [(1, 1), (2, 2)]),
        ('<row r="4"><c r="C4"><v>1</v></c><c><v>2</v></c></row><row/>', [(4, 3), (4, 4)]),
        ('<row r="2"><c r=" b2 "><v>1</v></c></row>', [(2, 2)]),
        (
            '<row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
            [(9, 1), (2, 1)],
        ),
        ('<row r="5"/><row><c><v>1</v></c></row>', [(6, 1)]),
        ('<q><c r="B7"><v>1</v></c></q>', [(7, 2)]),
    ],
)
def test_each_filled_cell_has_its_address(rows, positions):
    """A cell or row without an address follows the one before; blank cells are left out."""
    assert positions == cells(rows).positions


@pytest.mark.parametrize(
    "row",
    ['<row r="0">', '<row r="1048577">', '<row r="x">', '<row r="-1">', '<row r="１">',
     '<row r="1"><c r="A0"><v>1</v></c>', '<row r="1"><c r="XFE1"><v>1</v></c>',
     '<row r="1"><c r="A1048577"><v>1</v></c>', '<row r="1"><c r=""><v>1</v></c>',
     '<row r="1"><c r="7"><v>1</v></c>'],
)  # fmt: skip
def test_an_address_outside_of_a_sheet_is_named(row):
    """The tab and what the file gives as the address are in the message."""
    with pytest.raises(BookUnavailableError, match="tab “Own” at “"):
        cells(row + "</row>")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("<c><v>7</v></c>", '<c r="A1" t="n"><v>7</v></c>'),
        ('<c s="3" t="n"><v> 7 </v></c>', '<c r="A1" s="3" t="n"><v>7</v></c>'),
        ('<c t="s"><v>8</v></c>', '<c r="A1" t="s"><v>8</v></c>'),
        ('<c t="str"><f>A2&amp;""</f><v>a&lt;b</v></c>',
         '<c r="A1" t="str"><f>A2&amp;""</f><v>a&lt;b</v></c>'),
        ('<c t="inlineStr"><is><t>a</t><rPh><t>reading</t></rPh></is></c>', '<c r="A1" t="str"><v>a</v></c>'),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', '<c r="A1" t="str"><v>ab</v></c>'),
        ("<c><is><t>a</t></is></c>", '<c r="A1" t="str"><v>a</v></c>'),
        ('<c t="b"><v>1</v></c>', '<c r="A1" t="b"><v>1</v></c>'),
        ('<c t="e" vm="2"><v>#SPILL!</v></c>', '<c r="A1" t="e" vm="2"><v>#SPILL!</v></c>'),
        ("<c><f>1+1</f></c>", '<c r="A1"><f>1+1</f></c>'),
        ("<c><f/></c>", '<c r="A1"><f></f></c>'),
        ("<c><v>1_0</v></c>", '<c r="A1" t="str"><v>1_0</v></c>'),
        ("<c><v>nan</v></c>", '<c r="A1" t="str"><v>nan</v></c>'),
        ('<x:c xmlns:x="u"><x:v>7</x:v></x:c>', '<c r="A1" t="n"><v>7</v></c>'),
        ("<c/>", ""),
        ('<c t="str"><f>""</f><v></v></c>', ""),
    ],
)  # fmt: skip
def test_a_cell_keeps_its_kind(cell, written):
    """Numbers, texts, formulas, formats, errors and rich values are written as they were; blanks are not."""
    assert written == body(f"<row>{cell}</row>").removesuffix("</sheetData></worksheet>")


@pytest.mark.parametrize(
    "cell",
    ['<c t="e"/>', '<c t="s"><v>9</v></c>', '<c t="s"><v>x</v></c>', '<c t="s"><v>-1</v></c>',
     f'<c t="s"><v>{"1" * 5000}</v></c>', '<c t="b"><v>2</v></c>', '<c t="q"><v>7</v></c>', '<c t="s"><v>１</v></c>', "<c><q>7</q></c>", "<c>7</c>",
     '<c t="inlineStr"><f><t>x</t></f></c>', '<c t="inlineStr"><is><f>x</f></is></c>', "<c><v><v>7</v></v></c>",
     '<c t="inlineStr"><t>x</t></c>', "<c><c><v>7</v></c></c>", "<c><v>1</v><q>7</q></c>"],
)  # fmt: skip
def test_what_no_program_writes_is_an_error(cell):
    """A text that is not there, a type that nobody knows and words out of place are shown as an error in the cell."""
    assert '<c r="A1" t="e"><v>#ERROR!</v></c>' == body(f"<row>{cell}</row>")


def test_values_go_back_to_their_addresses():
    """Between two cells are blanks; rows without cells share one value and need no memory."""
    found = cells(
        '<row r="2"><c r="C2"><v>1</v></c></row><row r="900000"><c r="A900000"><v>2</v></c></row>'
    )

    rows = found.spread([[1, 2]])

    assert (900_000, ["", "", 1], [2]) == (len(rows), rows[1], rows[-1])
    assert rows[5] is rows[800_000]


def test_more_cells_than_one_row_holds():
    """Cells stand side by side in rows of equal width."""
    found = cells("<row>" + "<c><v>1</v></c>" * (WIDTH + 1) + "</row>")

    rows = found.spread([[*range(WIDTH)], ["last"]])

    assert ['<row r="2"><c r="A2" t="n"><v>1</v></c></row>'] == [
        found.xml.decode().partition("</row>")[2].partition("</sheetData>")[0]
    ]
    assert [[*range(WIDTH), "last"]] == rows


@pytest.mark.parametrize("row", ['<q r="A1"><v>1</v></q>', "x", '<row r="1"><v>1</v></row>'])
def test_values_outside_of_cells_name_the_tab(row):
    """A value whose cell cannot be known is not left out."""
    with pytest.raises(BookUnavailableError, match="outside of all cells in the tab “Own”"):
        cells(f"<row>{row}</row>")


@pytest.mark.parametrize("rows", ["<row>", '<row r="1" r="1"/>', "<row>&nbsp;</row>"])
def test_damaged_xml_names_the_tab(rows):
    """The message says which tab is damaged."""
    with pytest.raises(BookUnavailableError, match="damaged tab “Own”"):
        cells(rows)
