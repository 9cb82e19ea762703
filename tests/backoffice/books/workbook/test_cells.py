"""Values become cells that say the same, and cells become values as typed."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree as Tree

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from backoffice.books.changes import Changes
from backoffice.books.workbook.package.cell_xml import MOST_CHARACTERS, CellWriter, shortened
from backoffice.books.workbook.package.tab_rows import MOST_LINKS, replace_rows
from backoffice.books.workbook.reader import snapshot_of
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Link
from tests.backoffice.books.desks import desk_in, new_workbook, repacked, replacing

SHEET = b'<worksheet xmlns="urn:x"><dimension ref="A1"/>%s<pageMargins left="1"/></worksheet>'


def written(tmp_path, *values):
    """Return what is read of values written into a column of Today."""
    book = desk_in(tmp_path)
    rows = [["what", 1, value] for value in values]
    book.write(Changes(read=book.read(), tabs={Tab.TODAY: rows}), once=1)
    return [row[2] for row in book.read().sheets["Today"].rows[1:]]


def test_characters_that_xml_cannot_hold(tmp_path):
    """Control characters and lone returns come back as they were; line ends of Windows become one."""
    texts = ["bell\x07", "nul\x00", "\x1f", "a\rb", "_x0007_", "_x005F_x0007_"]

    assert [*texts, "a\nb"] == written(tmp_path, *texts, "a\r\nb")


def test_half_an_emoji_is_written_as_an_escape():
    """What is not even Unicode does not stop a run."""
    assert "<t>_xD83D__xFFFE_</t>" in CellWriter().text("\ud83d\ufffe")


def test_every_character_makes_valid_xml():
    """No character breaks out of its cell, and all that XML can hold stay themselves."""
    for start in range(0, 0x110000, 0x1000):
        text = "".join(map(chr, range(start, start + 0x1000)))
        cell = Tree.fromstring(f'<c r="A1"{CellWriter().text(text)}')
        assert [element.tag for element in cell.iter()] == ["c", "is", "t"]
        back = re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), cell[0][0].text)
        assert text == back


TEXTS = ["", "a", " b", "c\n", "<", "_x0041_", "\x1f", "\ud83d", "\uffff", "x" * 40_000]


@given(
    st.lists(st.sampled_from(["a", "🖼"]))
    | st.lists(st.sampled_from([*TEXTS, 1, 1.0, True, None]))
    | st.lists(st.sampled_from([Link(text, "Tickets", "A1") for text in TEXTS]))
)
def test_a_column_is_written_as_its_cells(cells):
    """What is looked for in all texts of a column at once is what is looked for in each."""
    writer = CellWriter()

    start, texts, end = writer.column(cells)
    assert [writer.content(cell) for cell in cells] == [f"{start}{text}{end}" for text in texts]


@pytest.mark.parametrize("unit", ["a", "あ", "💍"])
def test_a_text_too_long_is_cut_visibly(tmp_path, unit):
    """Excel counts UTF-16 units, and a cut never splits an emoji; what just fits is kept."""
    long = unit * 40_000

    cut = written(tmp_path, long)[0]

    assert cut == shortened(long)
    assert shortened("a" * MOST_CHARACTERS) == "a" * MOST_CHARACTERS
    assert cut.endswith(unit + "…")
    assert MOST_CHARACTERS - 1 <= len(cut.encode("utf-16-le")) // 2 <= MOST_CHARACTERS


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (True, "1"),
        (0, "0"),
        (-5, "-5"),
        (37.4, "37.4"),
        (date(2026, 6, 1), "46174"),
        (date(1900, 3, 1), "61"),
        (datetime.fromisoformat("2026-06-01T12:00"), "46174.5"),
        (datetime.fromisoformat("2026-06-01T12:00+09:00"), "46174.5"),
        (time(6), "0.25"),
        (timedelta(hours=36), "1.5"),
    ],
)
def test_numbers_and_days_are_typed(value, number):
    """Each kind has the serial number that Excel uses."""
    assert f"<v>{number}</v></c>" in CellWriter().content(value)


@pytest.mark.parametrize("value", [10**16, float("inf"), date(1899, 1, 1)])
def test_what_excel_cannot_count_is_text(value):
    """No digits are lost in numbers too long, and no day shifts."""
    assert f"<t>{value}</t>" in CellWriter().content(value)


def test_a_value_of_another_kind_is_a_bug():
    """The error names the value and its type."""
    with pytest.raises(TypeError, match="a cell cannot hold"):
        CellWriter().content(object())


def test_days_of_a_book_that_counts_from_1904(tmp_path):
    """Old books of Excel for Mac read and write the same days."""
    edit = replacing("xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="1" ')
    book = desk_in(tmp_path, repacked(new_workbook(), edit))
    row = [None] * 10 + [date(2026, 6, 30)]
    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [row]}), once=1)

    assert book.read().sheets["Quotes"].rows[1][10] == date(2026, 6, 30)
    read = openpyxl.load_workbook(tmp_path / "desk.xlsx")["Quotes"]["K2"].value
    assert read == datetime.fromisoformat("2026-06-30")


def test_links_are_at_the_position_of_the_schema():
    """New links replace the old ones, after rows and checks and before the print setup."""
    rest = b"<sheetData/><mergeCells/><conditionalFormatting/><hyperlinks><x/></hyperlinks>"

    new = b"".join(replace_rows(SHEET % rest, ["a"], [[Link('"', "T&T", "B2")]]))

    link = b"""<hyperlink ref="A2" location="'T&amp;T'!B2" display="&quot;"/>"""
    assert new.endswith(
        b"</sheetData><conditionalFormatting/><hyperlinks>"
        + link
        + b'</hyperlinks><pageMargins left="1"/></worksheet>'
    )


def test_more_links_than_excel_takes_become_text():
    """A sheet with too many links would be repaired away."""
    rows = [[Link("x", "T", "A1")]] * (MOST_LINKS + 10)

    new = b"".join(replace_rows(SHEET % b"<sheetData/>", ["a"], rows))

    assert new.count(b"<hyperlink ") == MOST_LINKS
    assert new.count(b"<row ") == len(rows) + 1


def test_the_heading_keeps_height_and_look():
    """A heading that was overwritten comes back with the look of the first row."""
    rows = b'<sheetData><row r="1" ht="60" customHeight="1"><c r="A1" s="7"/></row></sheetData>'

    new = b"".join(replace_rows(SHEET % rows, ["a", "b"], []))

    assert b'<row r="1" ht="60" customHeight="1"><c r="A1" s="7" t="inlineStr">' in new


def sheet_of(write) -> list:
    """Return the rows of a sheet that XlsxWriter wrote."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    write(book, book.add_worksheet("S"))
    book.close()
    return snapshot_of(file.getvalue()).sheets["S"].rows


def test_cells_are_read_as_typed():
    """An error is shown, a ticked box is true, digits as text stay text; rows count from the first."""

    def write(_, sheet):
        sheet.insert_checkbox(1, 1, True)
        sheet.write_string(1, 2, "00123")
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")

    assert sheet_of(write) == [["", "", ""], ["", True, "00123"], ["", "", "#DIV/0!"]]


def test_a_number_too_large_for_hours_is_a_number():
    """A telephone number in a cell that shows hours is no span of time, and stops no run."""

    def write(book, sheet):
        hours = book.add_format({"num_format": "[h]:mm"})
        sheet.write_column(0, 0, [1.5, 9_012_345_678], hours)

    assert sheet_of(write) == [[timedelta(days=1.5)], [9_012_345_678]]


def test_readings_above_japanese_words_are_no_text(tmp_path):
    """Excel keeps the reading of a typed word beside it; only the word counts."""
    reading = '<rPh sb="0" eb="2"><t>ヤマダ</t></rPh>'
    edit = replacing("xl/sharedStrings.xml", "山田 花子</t>", f"山田 花子</t>{reading}")
    book = desk_in(tmp_path, repacked(new_workbook(), edit))

    assert book.read().sheets["Tickets"].rows[1][1] == "山田 花子"


def test_a_stray_cell_far_away_is_read():
    """It takes no gigabytes of blanks: the rows above it are empty, and its row ends with it."""

    def write(_, sheet):
        sheet.write(0, 0, "first")
        sheet.write(1_048_575, 16_383, "oops")

    rows = sheet_of(write)

    assert (1_048_576, ["first"], "oops") == (len(rows), rows[0], rows[-1][-1])
    assert (16_384, 0) == (len(rows[-1]), sum(map(len, rows[1:-1])))


def test_a_chart_sheet_is_no_tab():
    """Sheets without cells are passed over."""

    def write(book, sheet):
        sheet.write(0, 0, 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=S!$A$1:$A$2"})
        book.add_chartsheet("C").set_chart(chart)

    assert sheet_of(write) == [[1]]


@pytest.mark.parametrize(
    "column", ['min="1e9" max="3" style="2"', 'max="3" style="2"', 'min="1" max="-1" style="x"']
)
def test_a_column_that_no_program_writes_has_no_format(column):
    """Its cells are written without one."""
    xml = SHEET % (b"<cols><col %s/></cols><sheetData/>" % column.encode())

    assert b'<c r="A2" t="inlineStr">' in b"".join(replace_rows(xml, ["a"], [["b"]]))
