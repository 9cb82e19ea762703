"""Cells of usual worksheets are as calamine alone reads them; nothing unusual is taken for one."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from backoffice.books.workbook.package.extent import is_compact
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.shared_strings import shared_strings
from backoffice.books.workbook.package.unread_cells import unread_cells
from backoffice.books.workbook.package.usual_cells import usual_cells
from backoffice.books.workbook.package.xml_elements import check_well_formed
from backoffice.messages.errors import BookUnavailableError
from tests.backoffice.books.desks import new_workbook, repacked

SHEET = '<?xml version="1.0"?><worksheet><cols/><sheetData>{}</sheetData><x a="1"/></worksheet>'
ROWS = (
    '<row r="1" spans="1:3" ht="24" customHeight="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="C1"/></row>'
    '<row r="2"/><row r="4" s="1" hidden="true"><c r="A4"><v>-1.5E+9</v></c>'
    '<c r="B4" t="inlineStr"><is><t xml:space="preserve">a &amp; 受付</t></is></c>'
    '<c r="AB4" s="2" t="n"><v>46150</v></c><c r="BZ4" t="b"><v>1</v></c></row>'
)


def rows_of(xml, size=1 << 20):
    """Return the rows of a usual worksheet that comes in pieces of so many bytes; None of any other."""
    pieces = (xml[at : at + size] for at in range(0, len(xml), size))
    cells = usual_cells(pieces, strings_of_book())
    return cells and cells.rows(by_calamine(cells.compact))


@cache
def strings_of_book():
    """Return the shared strings of the book whose first worksheet is replaced, the last two left to calamine."""
    package = Package(new_workbook())
    strings = shared_strings(package.read("xl/sharedStrings.xml"))
    return [*strings[:-2], None]


def by_calamine(xml):
    """Return the rows of a worksheet as calamine alone reads them."""

    def change(parts):
        parts["xl/worksheets/sheet1.xml"] = xml

    book = CalamineWorkbook.from_filelike(io.BytesIO(repacked(new_workbook(), change)))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def kinds_of(rows):
    """Return the rows with what kind each cell is: 1, 1.0 and TRUE differ."""
    return [[(type(cell), cell) for cell in row] for row in rows]


ALIKE = "".join(
    f'<row r="{n}"><c r="A{n}" s="3" t="inlineStr"><is><t>R-{n}</t></is></c>'
    f'<c r="B{n}"><v>{n}</v></c><c r="C{n}" t="inlineStr"><is><t>x</t></is></c></row>'
    for n in range(5, 19)
)


@pytest.mark.parametrize("size", [1, 7, 100, 1 << 20])
def test_what_programs_write_is_usual(size):
    """Numbers, texts, ticks and blanks, wherever they are and wherever a piece ends, need no closer look."""
    for rows in (ROWS, ALIKE):
        xml = SHEET.format(rows).encode()

        assert kinds_of(by_calamine(xml)) == kinds_of(rows_of(xml, size))


LATE = f' t="s"><v>{len(strings_of_book())}</v></c>'
TEXTS = st.sampled_from(
    ["a", "受付 3", " a", "a ", "a\u3000", "a\nb", "a&amp;b", "&lt;", "a]", "_x0041_", "_x", 'size 3"', '3"', "葛\U000e0100"]
)  # fmt: skip
STYLES = st.sampled_from(["", ' s="1"', ' s="2"', ' s="12"'])
CELLS = st.one_of(
    st.just("/>"),
    TEXTS.map(' t="inlineStr"><is><t>{}</t></is></c>'.format),
    TEXTS.map(' t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'.format),
    st.sampled_from(["0", "1", "12", "-1.5", "46150", "46150.25", "1E-3"]).map("><v>{}</v></c>".format),
    st.sampled_from([' t="n"><v>1</v></c>', ' t="b"><v>1</v></c>', ' t="s"><v>1</v></c>', ' t="s"><v>2</v></c>', LATE]),
)  # fmt: skip


@given(
    st.lists(st.tuples(st.lists(st.tuples(STYLES, CELLS), max_size=4), st.integers(1, 15)), max_size=4),
    st.sampled_from(["", ' spans="1:3"', ' ht="2"']),
    st.integers(0, 2),
    st.sampled_from([300, 1 << 20]),
)  # fmt: skip
def test_usual_cells_are_as_calamine_reads_them(runs, attributes, above, size):
    """Rows that are alike and rows that differ, of every kind of cell, below blank rows."""
    rows, number = [], above
    for cells, times in runs:
        for _ in range(times):
            number += 1
            row = "".join(
                f'<c r="{letter}{number}"{style}{cell}'
                for letter, (style, cell) in zip("ABCD", cells, strict=False)
            )
            rows.append(f'<row r="{number}"{attributes}>{row}</row>')
    xml = SHEET.format("".join(rows)).encode()

    assert kinds_of(by_calamine(xml)) == kinds_of(rows_of(xml, size))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><f>TODAY()</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>１</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A11"><v>1</v></c></row>',
        '<row r="1"><c r="CA1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>',
        '<row r="99999"><c r="A99999"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a & b</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>\x00</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>\x01</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>]]></t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>\uffff</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c></row>',
        '<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></d></row>',
        f'<row r="1"><c r="A1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>{"1" * 5000}</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        "<row><c><v>1</v></c></row>",
    ],
)
def test_all_else_is_looked_at(rows):
    """Formulas, errors, numbers that are none, cells without or with another's address, damage."""
    assert rows_of(SHEET.format(rows).encode()) is None


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ('<row r="13">', '<row q="13">'),
        ('<row r="13">', '<row r="13"><q/>'),
        ('<row r="13">', '<row r="13" q="1">'),
        ('<c r="B13">', '<c r="C13">'),
        ('<c r="B13">', 'x<c r="B13">'),
        ('<c r="A13"', '<c r="A14"'),
        ('</c><c r="B13"', '</c>13"'),
        (r'</t></is></c></row>(<row r="14">.*?<c r="C14") t="inlineStr"><is><t>', r"</row>\1"),
        ("><v>13</v></c>", "/>\x00><v>13</v></c>"),
        ('<row r="13">(.*?)</row><row r="14">', '13">\\1</row><row r="\x00<row r="14">'),
    ],
)  # fmt: skip
def test_a_row_that_is_not_like_those_above_is_looked_at(part, instead):
    """Rows that are split at their number are checked as those that are split at addresses."""
    changed = re.sub(part, instead, ALIKE)

    assert changed != ALIKE and rows_of(SHEET.format(changed).encode(), 1000) is None


def test_damage_around_the_cells_is_looked_at():
    """The rest of the worksheet is parsed."""
    sound = SHEET.format(ROWS).encode()

    damaged = [
        sound.replace(b"<x a", b"<x a='2' a"),
        sound.replace(b"<cols/>", b"<cols>"),
        sound.replace(b'"1.0"', b'"1.0" encoding="shift_jis"'),
        sound.replace("受".encode(), b"\x8e\xf3"),
        sound.replace(b"<x a", b"<sheetData/><x a"),
        sound.replace(b"<cols/>", b"<!--").replace(b"<x a", b"--><x a"),
        sound.replace(b"<cols/>", b"<?x ").replace(b"<x a", b"?><x a"),
        sound[:-3],
    ]

    assert [None] * 8 == [rows_of(xml) for xml in damaged]


PIECES = ['"', "<", ">", "/", "&", " ", "=", "r", "v", "c", "1", "e", "E9", "E99", "ZZ", "t", "é", "</c>", "<v>", '6"', '7"',
          "</row>", "<f>1</f>", 't="e"', "<!--", "-->", "<![CDATA[", "x:", "\x00", "\ufffe", '<c r="C7"', '<c r="B', "/>"]  # fmt: skip


@given(
    st.sampled_from([ROWS, ALIKE, '<row r="4"/>' + ALIKE]),
    st.floats(0, 1),
    st.integers(0, 12),
    st.lists(st.sampled_from(PIECES), max_size=3),
    st.sampled_from([50, 300]),
)
def test_usual_means_that_nothing_else_would_object(rows, place, length, pieces, size):
    """Whatever is cut out or put in, what is called usual passes every closer look, and is as calamine reads it."""
    at = int(place * len(rows))
    xml = SHEET.format(f"{rows[:at]}{''.join(pieces)}{rows[at + length :]}").encode()
    try:
        check_well_formed(xml, "file.damaged-part")
        passes = is_compact(xml) and unread_cells(xml, list) == []
    except BookUnavailableError:
        passes = False

    found = rows_of(xml, size)

    assert found is None or (passes and kinds_of(by_calamine(xml)) == kinds_of(found))
