"""A worksheet that one pattern calls usual is well-formed, compact, and has nothing that calamine leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.books.workbook.package.extent import filled_cells, is_compact
from backoffice.books.workbook.package.unread_cells import unread_cells
from backoffice.books.workbook.package.usual_cells import usual_cells
from backoffice.books.workbook.package.xml_elements import check_well_formed
from backoffice.messages.errors import BookUnavailableError

SHEET = '<?xml version="1.0"?><worksheet><cols/><sheetData>{}</sheetData><x a="1"/></worksheet>'
ROWS = (
    '<row r="1" spans="1:3" ht="24" customHeight="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="C1"/></row>'
    '<row r="2"/><row r="4" s="1" hidden="true"><c r="A4"><v>-1.5E+9</v></c>'
    '<c r="B4" t="inlineStr"><is><t xml:space="preserve">a &amp; 受付</t></is></c>'
    '<c r="BZ4" t="b"><v>1</v></c><c r="AB4" s="2" t="n"><v>46150</v></c></row>'
)


def filled(xml, size=1 << 20):
    """Return what is known of a worksheet that comes in pieces of so many bytes."""
    return usual_cells(xml[at : at + size] for at in range(0, len(xml), size))


@pytest.mark.parametrize("size", [1, 7, 100, 1 << 20])
def test_what_programs_write_is_usual(size):
    """Numbers, texts, ticks and blanks, wherever they are and wherever a piece ends, need no closer look."""
    xml = SHEET.format(ROWS).encode()

    assert filled_cells(xml) == filled(xml, size)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><f>TODAY()</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="CA1"><v>1</v></c></row>',
        '<row r="99999"><c r="A99999"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a & b</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>\x01</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>]]></t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>\uffff</t></is></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        "<row><c><v>1</v></c></row>",
    ],
)
def test_all_else_is_looked_at(rows):
    """Formulas, errors, numbers that are none, cells without or with another's address, damage."""
    assert filled(SHEET.format(rows).encode()) is None


def test_damage_around_the_cells_is_looked_at():
    """The rest of the worksheet is parsed."""
    sound = SHEET.format(ROWS).encode()

    damaged = [
        sound.replace(b"<x a", b"<x a='2' a"),
        sound.replace(b"<cols/>", b"<cols>"),
        sound.replace(b'"1.0"', b'"1.0" encoding="shift_jis"'),
        sound.replace("受".encode(), b"\x8e\xf3"),
        sound.replace(b"<x a", b"<sheetData/><x a"),
        sound[:-3],
    ]

    assert [None] * 6 == [filled(xml) for xml in damaged]


PIECES = ['"', "<", ">", "/", "&", " ", "=", "r", "v", "c", "1", "e", "E9", "E99", "ZZ", "t", "é", "</c>", "<v>",
          "</row>", "<f>1</f>", 't="e"', "<!--", "-->", "<![CDATA[", "x:", "\x00", "\ufffe"]  # fmt: skip


@given(st.integers(0, len(ROWS)), st.integers(0, 12), st.lists(st.sampled_from(PIECES), max_size=3))
def test_usual_means_that_nothing_else_would_object(at, length, pieces):
    """Whatever is cut out or put in, what is called usual passes every closer look."""
    xml = SHEET.format(f"{ROWS[:at]}{''.join(pieces)}{ROWS[at + length :]}").encode()
    try:
        check_well_formed(xml, "file.damaged-part")
        passes = is_compact(xml) and unread_cells(xml, list) == []
    except BookUnavailableError:
        passes = False

    assert filled(xml, 50) in ([None, filled_cells(xml)] if passes else [None])
