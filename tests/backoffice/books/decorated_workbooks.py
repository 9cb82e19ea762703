"""Workbooks as other programs leave them: charts, comments, prefixes, strict names, new styles."""

from __future__ import annotations

import re
from itertools import product

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.backoffice.books.desks import repacked, saved_again


def decorated(data: bytes) -> bytes:
    """Return the book as staff make it their own, as openpyxl writes it."""
    return repacked(saved_again(data, _decorate), _add_parts)


def _decorate(book):
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


def _add_parts(found):
    found["xl/media/image1.png"] = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    found["xl/threadedComments/threadedComment1.xml"] = b"<ThreadedComments/>"
    found["xl/featurePropertyBag/featurePropertyBag.xml"] = b"<FeaturePropertyBags/>"


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
    names = {b"spreadsheetml/2006/main": b"spreadsheetml/main"}
    names[b"officeDocument/2006/relationships"] = b"officeDocument/relationships"

    def edit(found):
        for name, (old, new) in product(found, names.items()):
            full = b"http://schemas.openxmlformats.org/" + old
            found[name] = found[name].replace(full, b"http://purl.oclc.org/ooxml/" + new)
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


def rearranged(data: bytes) -> bytes:
    """Return the book with columns of Tickets in another order, and its rows sorted the other way."""

    def rearrange(book):
        sheet = book["Tickets"]
        heading, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        order = [*range(5, len(heading)), *range(5)]
        for number, row in enumerate([heading, *reversed(rows)], start=1):
            for column, old in enumerate(order, start=1):
                sheet.cell(number, column).value = row[old]

    return saved_again(data, rearrange)


DECORATIONS = {
    "as made": lambda data: data,
    "decorated": decorated,
    "rearranged": rearranged,
    "prefixed": prefixed,
    "decorated and prefixed": lambda data: prefixed(decorated(data)),
    "strict": strict,
    "with extras": with_extras,
    "renumbered": renumbered,
}
"""What other programs and staff make of a workbook, by a name for it."""
