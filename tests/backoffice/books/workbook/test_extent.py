"""Which worksheets calamine may read as a rectangle, and how many of their cells are filled."""

from __future__ import annotations

import re

import pytest

from backoffice.books.workbook.package.extent import filled_cells, is_compact

SHEET = "<worksheet><cols><col min='1' r = '9'/></cols><sheetData>%s</sheetData><x r='XFD9'/></worksheet>"
FILLED = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'


def compact(rows):
    return is_compact((SHEET % rows).encode())


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (1, "A", True),
        (20_000, "A", True),
        (20_000, "IF", True),  # 240 columns
        (1_048_576, "A", False),
        (22_000, "A", False),
        (1, "ZZ", False),
        (1, "XFD", False),
        (99_999, "NB", False),
    ],
)
def test_filled_cells_far_away_are_no_rectangle(row, column, expected):
    """Twenty thousand rows may be sparse, and about 238 columns wide."""
    assert expected == compact(FILLED.format(row, column))


def test_more_rows_may_reach_further_down():
    """A hundred thousand rows that are there are read as a rectangle."""
    rows = "".join(f'<row r="{n}"/>' for n in range(1, 30_001))

    assert compact(rows + FILLED.format(30_001, "AD"))
    assert not compact(rows + FILLED.format(40_000, "AD"))


@pytest.mark.parametrize(
    "far",
    ['<row r="1048576" ht="9"/>', '<row r="1048576"></row>', '<row r="1048576"><c r="A1048576" s="3"/></row>',
     "<row r='1'><c r='XFD1'/></row>", '<row r="1"><c r="XFD1" s="1"></c><c r="XFC1"/></row>'],
)  # fmt: skip
def test_blank_cells_far_away_do_not_count(far):
    """Some programs write formatted blank rows down to the last one."""
    assert compact(FILLED.format(1, "A") + far)


@pytest.mark.parametrize(
    "far",
    ["<row r='1048576'><c><v>1</v></c></row>", '<row r="1"><c r="XFD1"><f>1</f></c></row>',
     '<row r="1"><c r="xfd1" t="inlineStr"><is><t>x</t></is></c></row>'],
)  # fmt: skip
def test_everything_that_fills_a_cell_counts(far):
    """A value, a formula or a text, however its address is quoted; also a cell without one."""
    assert not compact(far)


@pytest.mark.parametrize(
    "cell",
    ['<c r = "A1"><v>1</v></c>', '<c r="A1" t="s"><v> </v></c>', '<c r="A1" t="s"><v>x</v></c>',
     "<c r='A1' t='s'><v>-1</v></c>", '<c r="A1" t="s"><v>18446744073709551616</v></c>',
     '<c r="A1"><f>1</f><x:v/></c>', '<c r="A1" t="inlineStr"><f><t>x</t></f></c>',
     '<c r="A1" t="inlineStr"><is><f>x</f></is></c>', '<c r="A1"><q>1</q></c>', '<c r="A1"><v><v>1</v></v></c>',
     '<q r="A1"><v>1</v></q>', '<c r="A1">1</c>', '<c r="A1"><v>1</v><v>2</v></c>', '<c r="A1"><v>1<!-- --></v></c>',
     '<c r="A1"><v>nan</v></c>', '<c r="A1"><v>-INF</v></c>', '<c r="A1"><v>1e999</v></c>', '<c r="A1"><v>1.5E+400</v></c>',
     '<c r="A1"><c r="B1"><v>1</v></c></c>', '</row>x<row r="2"><c r="A2"><v>1</v></c>',
     '<c r="A1" t="s"><v/></c><c r="B1" t="s"><v></v></c>'],
)  # fmt: skip
def test_unusual_cells_are_read_one_by_one(cell):
    """Calamine misses an address with spaces, takes a text's number that is none for the first, and reads what is
    out of place as blank."""
    assert not compact(f'<row r="1">{cell}</row>')


@pytest.mark.parametrize(
    "cells",
    ['<c r="A1" s="1"/><c r="B1"></c>', '<c r="A1" t="str"><f>B1&amp;""</f><v>x</v></c>', "<c><v/></c>",
     '<c r="A1"><f t="shared" si="0"/><v>1</v></c>', '<c r="A1"><v>1.5E-10</v></c>', '<c r="A1" t="str"><v>Nancy</v></c>',
      '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c>',
     '\n <c r="A1">\n  <f aca="false">1</f>\n  <v>1</v>\n </c>\n'],
)  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_as_programs_write_them(cells, prefix):
    """Blank, shared, indented and inline cells are read as a rectangle, with a prefix or without."""
    xml = SHEET % f'<row r="1">{cells}</row><row r="2"/>'

    assert is_compact(re.sub("<(/?)", rf"<\1{prefix}", xml).encode())


def test_words_in_a_text_are_no_addresses():
    """A space before a sign of equality counts only within a tag."""
    assert compact('<row r="1"><c r="A1" t="str"><v>r = 2</v></c></row>')


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("<c><v>1</v></c><c><v> </v></c><c><v/></c><c><v></v></c><c/>", 2),
        ("<c><is><t>x</t></is></c><c><f>1</f><v>1</v></c><c><f>1</f></c>", 2),
    ],
)
def test_cells_with_a_value_are_counted(cells, expected):
    """Values and texts count, formulas without a result do not."""
    assert expected == filled_cells((SHEET % f"<row>{cells}</row>").encode())
