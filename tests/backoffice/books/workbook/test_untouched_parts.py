"""What other programs put into a workbook is there after a write, byte for byte."""

from __future__ import annotations

import re
from datetime import date

import openpyxl
import pytest

from backoffice.books.changes import Changes
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Link
from tests.backoffice.books.decorated_workbooks import DECORATIONS
from tests.backoffice.books.desks import (
    NUMBERS,
    around_print_area,
    changed_parts,
    desk_in,
    log_row,
    new_workbook,
    part_of,
    parts,
    records,
    repacked,
    replacing,
)

TYPES, RELATIONS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
QUOTE = ["R-00101", "R-00101", "quoted", 100]


@pytest.fixture(scope="module")
def books():
    return {name: change(new_workbook()) for name, change in DECORATIONS.items()}


@pytest.fixture(params=DECORATIONS)
def book(request, books, tmp_path):
    return desk_in(tmp_path, books[request.param])


@pytest.fixture
def path(book, tmp_path):
    return tmp_path / "desk.xlsx"


def sheet_around(xml: bytes) -> bytes:
    """Return a sheet without its rows and used area."""
    xml = re.sub(rb"<((?:\w+:)?)sheetData\s*/>", rb"<\1sheetData></\1sheetData>", xml)
    xml = re.sub(
        rb"(<(?:\w+:)?sheetData>).*(</(?:\w+:)?sheetData>)", rb"\1\2", xml, flags=re.DOTALL
    )
    return re.sub(rb'(<(?:\w+:)?dimension ref=)"[^"]*"', rb"\1", xml)


def test_only_rows_of_the_written_tab_change(book, path):
    """Every other part keeps its order in the file and its compressed bytes, but for what is printed.

    In the written tab columns, views, protection, colours, print setup and extensions stay.
    """
    before, found, quotes = records(path), parts(path), part_of(path, "Quotes")

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [QUOTE] * 3}), once=1)

    after, names = parts(path), "xl/workbook.xml"
    assert {quotes} == changed_parts(before, records(path)) - {names}
    assert list(before) == list(records(path))
    assert around_print_area(found[names]) == around_print_area(after[names])
    assert sheet_around(found[quotes]) == sheet_around(after[quotes])


def test_tickets_only_gain_rows(book, path):
    """With the new rows taken out again, Tickets is what it was."""
    part = part_of(path, "Tickets")
    before, read = parts(path)[part], book.read()

    book.write(Changes(read=read, pad=["R-00111"]), once=1)

    after = parts(path)[part]
    added = re.search(rb'<((?:\w+:)?)row r="12"[^>]*>.*?</\1row>(?=</\1sheetData>)', after)
    without = after[: added.start()] + after[added.end() :]
    area = rb'<((?:\w+:)?)dimension ref="[^"]*"'
    assert re.sub(area, b"", before) == re.sub(area, b"", without)


def test_what_is_written_is_read_again(book):
    """Rows of a script tab and the pad come back, wherever the Ticket column is; a day in its own format."""
    before = book.read().sheets["Tickets"].rows
    place = [str(cell).split("\n")[0] for cell in before[0]].index("Ticket")
    quote = [*QUOTE, *[None] * 6, date(2026, 6, 30)]

    changes = Changes(
        read=book.read(), tabs={Tab.QUOTES: [quote], Tab.LOG: [log_row(1)]}, pad=["R-00111"]
    )
    book.write(changes, once=1)

    after = book.read()
    assert quote == [cell or None for cell in after.sheets["Quotes"].rows[1][:11]]
    assert [*NUMBERS, "R-00111"] == sorted(row[place] for row in after.sheets["Tickets"].rows[1:])
    assert before == after.sheets["Tickets"].rows[: len(before)]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl would drop it
def test_openpyxl_opens_what_was_written(book, path):
    """A second reader agrees, also about the links and the heading."""
    row = ["to fix", "R-00101", "Name", Link("D2", "It's", "D2"), "<x>", "Write “a & b”."]
    book.write(Changes(read=book.read(), tabs={Tab.TO_FIX: [row]}), once=1)

    if b"purl.oclc.org" in parts(path)["xl/workbook.xml"]:
        return  # openpyxl does not know the strict edition
    sheet = openpyxl.load_workbook(path)["To fix"]
    assert sheet["D2"].hyperlink.location == "'It''s'!D2"
    assert [sheet["E2"].value, sheet["F2"].value] == ["<x>", "Write “a & b”."]
    assert sheet["A1"].value == "Kind\n種別"


def with_formula(found):
    """Leave the parts of a book in which somebody typed a formula into Quotes."""
    kinds = "openxmlformats.org/officeDocument/2006/relationships/calcChain"
    chain = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    for part, end, new in (
        (
            "xl/worksheets/sheet5.xml",
            "</sheetData>",
            '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>',
        ),
        (TYPES, "</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{chain}"/>'),
        (
            RELATIONS,
            "</Relationships>",
            f'<Relationship Id="rId99" Type="http://schemas.{kinds}" Target="calcChain.xml"/>',
        ),
    ):
        replacing(part, end, new + end)(found)
    found["xl/calcChain.xml"] = b'<calcChain><c r="A2" i="5"/></calcChain>'


def test_a_formula_in_a_script_tab_goes_with_its_chain(tmp_path):
    """Otherwise Excel would offer a repair for a chain that leads nowhere."""
    book, path = desk_in(tmp_path, repacked(new_workbook(), with_formula)), tmp_path / "desk.xlsx"
    untouched = desk_in(tmp_path, name="plain.xlsx")

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [QUOTE]}), once=1)

    after, made = parts(path), parts(tmp_path / "plain.xlsx")
    assert untouched.read().sheets.keys() == book.read().sheets.keys()
    assert made.keys() == after.keys()
    for part in (TYPES, RELATIONS):
        assert made[part] == after[part]


def test_the_chain_stays_while_no_formula_goes(tmp_path):
    """Formulas of staff in other tabs keep their chain."""
    book, path = desk_in(tmp_path, repacked(new_workbook(), with_formula)), tmp_path / "desk.xlsx"

    book.write(Changes(read=book.read(), tabs={Tab.TODAY: []}), once=1)

    assert "xl/calcChain.xml" in parts(path)
