"""What other programs put into a workbook is there after a write, byte for byte."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from backoffice.books.book import Changes
from backoffice.books.headings import Tab
from tests.books.desks import (
    NUMBERS,
    changed_parts,
    desk_in,
    log_row,
    new_workbook,
    part_of,
    parts,
    records,
    repacked,
)

QUOTE = ["R-00101", "R-00101", "quoted", 100]


def decorated() -> bytes:
    """Return a book that staff made their own, as openpyxl writes it."""
    book = openpyxl.load_workbook(io.BytesIO(new_workbook()))
    sheet = book["Tickets"]
    sheet.insert_cols(1, 2)
    sheet["A1"], sheet["B1"] = "Shelf", "Our own"
    for row in range(2, 12):
        sheet.cell(row, 1, f"Shelf {row}")
    sheet["B2"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    sheet["B3"].comment = Comment("ring her back", "Hanako")
    check = DataValidation(type="list", formula1='"a,b"')
    sheet.add_data_validation(check)
    check.add("B2:B9")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=5))
    sheet.add_chart(chart, "H20")
    own = book.create_sheet("My notes", 1)
    own["A1"], own["A2"] = "=1+1", "do not touch"
    book.defined_names["shelves"] = DefinedName("shelves", attr_text="Tickets!$A$2:$A$11")
    saved = io.BytesIO()
    book.save(saved)

    def more(found):
        found["xl/media/image1.png"] = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
        found["xl/threadedComments/threadedComment1.xml"] = b"<ThreadedComments/>"
        found["xl/featurePropertyBag/featurePropertyBag.xml"] = b"<FeaturePropertyBags/>"

    return repacked(saved.getvalue(), more)


def prefixed(data: bytes) -> bytes:
    """Return the book as programs write it that put a prefix before every name."""

    def edit(found):
        for name in found:
            if re.match(r"xl/(workbook|worksheets/sheet\d+|sharedStrings|styles)\.xml", name):
                xml = re.sub(rb"<(/?)(?=[A-Za-z]+[\s/>])", rb"<\1x:", found[name])
                found[name] = xml.replace(b" xmlns=", b" xmlns:x=", 1)

    return repacked(data, edit)


def strict(data: bytes) -> bytes:
    """Return the book in the strict edition of the format, with targets from the root."""
    main, rels = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    )

    def edit(found):
        for name, xml in found.items():
            xml = xml.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            xml = xml.replace(rels, b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            found[name] = xml
        name = "xl/_rels/workbook.xml.rels"
        found[name] = found[name].replace(b'Target="work', b'Target="/xl/work')

    return repacked(data, edit)


def with_extras(data: bytes) -> bytes:
    """Return the book with what only newer Excel knows, in Tickets and in Quotes."""
    extra = (
        b'<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="urn:x14">'
        b'<x14:sparklineGroups><x14:sparklineGroup><xm:f xmlns:xm="urn:xm">A1:B2</xm:f>'
        b"</x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>"
    )

    def edit(found):
        for name in ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet5.xml"):
            found[name] = found[name].replace(b"</worksheet>", extra)

    return repacked(data, edit)


def renumbered(data: bytes) -> bytes:
    """Return the book with its styles in another order, as Excel leaves them after a save."""

    def edit(found):
        styles = found["xl/styles.xml"].decode()
        inner = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", styles)[1]
        first, *others = re.findall(r"<xf [^>]*/>|<xf [^>]*[^/]>.*?</xf>", inner)
        last = len(others)
        styles = styles.replace(inner, "".join([first, *reversed(others)]))
        found["xl/styles.xml"] = styles.encode()
        for name in found:
            if "worksheets/sheet" in name and not name.endswith(".rels"):
                found[name] = re.sub(
                    rb' (s|style)="([1-9]\d*)"',
                    lambda m: b' %s="%d"' % (m[1], last + 1 - int(m[2])),
                    found[name],
                )

    return repacked(data, edit)


BOOKS = {
    "as made": new_workbook,
    "decorated": decorated,
    "prefixed": lambda: prefixed(new_workbook()),
    "decorated and prefixed": lambda: prefixed(decorated()),
    "strict": lambda: strict(new_workbook()),
    "with extras": lambda: with_extras(new_workbook()),
    "renumbered": lambda: renumbered(new_workbook()),
}


@pytest.fixture(scope="module")
def books():
    return {name: make() for name, make in BOOKS.items()}


@pytest.fixture(params=BOOKS)
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


def test_only_the_written_tab_changes(book, path):
    """Every other part keeps its place in the file and even its compressed bytes."""
    before, quotes = records(path), part_of(path, "Quotes")

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [QUOTE]}), once=1)

    assert {quotes} == changed_parts(before, records(path))
    assert list(before) == list(records(path))


def test_in_a_written_tab_only_rows_change(book, path):
    """Columns, views, protection, colours, print setup and extensions stay."""
    part = part_of(path, "Quotes")
    before = parts(path)[part]

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [QUOTE] * 3}), once=1)

    assert sheet_around(before) == sheet_around(parts(path)[part])


def test_tickets_only_gain_rows(book, path):
    """With the new rows taken out again, Tickets is what it was."""
    part = part_of(path, "Tickets")
    before, read = parts(path)[part], book.read()

    book.write(Changes(read=read, pad=["R-00111"]), once=1)

    after = parts(path)[part]
    added = re.search(rb'<((?:\w+:)?)row r="12">.*?</\1row>(?=</\1sheetData>)', after)
    without = after[: added.start()] + after[added.end() :]
    area = rb'<((?:\w+:)?)dimension ref="[^"]*"'
    assert re.sub(area, b"", before) == re.sub(area, b"", without)


def test_what_is_written_is_read_again(book):
    """Rows of a script tab and the pad come back, wherever the Ticket column stands."""
    before = book.read().sheets["Tickets"].rows
    place = [str(cell).split("\n")[0] for cell in before[0]].index("Ticket")

    changes = Changes(
        read=book.read(), tabs={Tab.QUOTES: [QUOTE], Tab.LOG: [log_row(1)]}, pad=["R-00111"]
    )
    book.write(changes, once=1)

    after = book.read()
    assert after.sheets["Quotes"].rows[1][:4] == QUOTE
    assert [*NUMBERS, "R-00111"] == [row[place] for row in after.sheets["Tickets"].rows[1:]]
    assert before == after.sheets["Tickets"].rows[: len(before)]


def test_dates_keep_the_format_of_their_column(book):
    """The formats come from the sheet's own columns, however they are numbered."""
    from datetime import date

    row = [None] * 18
    row[10] = date(2026, 6, 30)

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [row]}), once=1)

    assert date(2026, 6, 30) == book.read().sheets["Quotes"].rows[1][10]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl would drop it
def test_openpyxl_opens_what_was_written(book, path):
    """A second reader agrees, also about the links and the heading."""
    from backoffice.books.book import Link

    row = ["to fix", "R-00101", "Name", Link("D2", "It's", "D2"), "<x>", "Write “a & b”."]
    book.write(Changes(read=book.read(), tabs={Tab.TO_FIX: [row]}), once=1)

    if b"purl.oclc.org" in parts(path)["xl/workbook.xml"]:
        return  # openpyxl does not know the strict edition
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["To fix"]
    assert sheet["D2"].hyperlink.location == "'It''s'!D2"
    assert [sheet["E2"].value, sheet["F2"].value] == ["<x>", "Write “a & b”."]
    assert sheet["A1"].value == "Kind\n種別"


def with_formula(data: bytes) -> bytes:
    """Return the book with a formula that somebody typed into Quotes."""
    override = (
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.calcChain+xml"/></Types>'
    )
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    )

    def edit(found):
        name = "xl/worksheets/sheet5.xml"
        row = b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row></sheetData>'
        found[name] = found[name].replace(b"</sheetData>", row)
        found["xl/calcChain.xml"] = b'<calcChain><c r="A2" i="5"/></calcChain>'
        for part, end, new in (
            ("[Content_Types].xml", b"</Types>", override),
            ("xl/_rels/workbook.xml.rels", b"</Relationships>", relation),
        ):
            found[part] = found[part].replace(end, new)

    return repacked(data, edit)


def test_a_formula_in_a_script_tab_goes_with_its_chain(tmp_path):
    """Otherwise Excel would offer a repair for a chain that leads nowhere."""
    book, path = desk_in(tmp_path, with_formula(new_workbook())), tmp_path / "desk.xlsx"
    plain = desk_in(tmp_path, name="plain.xlsx")

    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [QUOTE]}), once=1)

    after, made = parts(path), parts(tmp_path / "plain.xlsx")
    assert plain.read().sheets.keys() == book.read().sheets.keys()
    assert made.keys() == after.keys()
    for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert made[part] == after[part]


def test_the_chain_stays_while_no_formula_goes(tmp_path):
    """Formulas of staff in other tabs keep their chain."""
    book, path = desk_in(tmp_path, with_formula(new_workbook())), tmp_path / "desk.xlsx"

    book.write(Changes(read=book.read(), tabs={Tab.DESK: []}), once=1)

    assert "xl/calcChain.xml" in parts(path)
