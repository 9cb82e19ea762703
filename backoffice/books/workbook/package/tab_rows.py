"""The rows of a script tab: all are replaced, every other byte of the worksheet stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain, repeat, zip_longest

from backoffice.books.workbook.package.cell_xml import CellWriter, escaped
from backoffice.books.workbook.package.worksheet import Shell, shell_of, whole_number
from backoffice.books.workbook.package.xml_elements import elements, spliced
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.design.text_width import lines_of
from backoffice.sheet.distinct import each_once
from backoffice.sheet.snapshot import Cell, Link, Row

MOST_LINKS = 65_530
"""Excel offers a repair for a sheet with more; further links are written as text."""

_BLOCK = 1_000
"""Rows that are worked on at once, column by column: 5,000 took a quarter longer, all of them twice the memory."""

_ROWS = b"\x00"
"""Where the rows will be; no XML holds this byte."""

# elements that precede <hyperlinks> in a worksheet, ISO/IEC 29500-1, 18.3.1.99
_BEFORE_LINKS = frozenset(
    {
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetCalcPr",
        "sheetProtection",
        "protectedRanges",
        "scenarios",
        "autoFilter",
        "sortState",
        "dataConsolidate",
        "customSheetViews",
        "mergeCells",
        "phoneticPr",
        "conditionalFormatting",
        "dataValidations",
    }
)


def replace_rows(
    xml: bytes,
    heading: Sequence[str],
    rows: Sequence[Row],
    *,
    keep_heading: bool = False,
    wrapped: Mapping[int, int] | None = None,
    date1904: bool = False,
) -> Iterator[bytes]:
    """Return the worksheet with other rows, in pieces.

    Formats come from the sheet's own columns, because programs renumber styles when they save; the
    heading keeps the format of the first row.

    Args:
        xml: The worksheet part.
        heading: Texts of the first row.
        rows: All further rows.
        keep_heading: Whether the first row has these texts and is kept byte for byte.
        wrapped: Width of each column that wraps long text, by its index.
        date1904: Whether days count from 1904.
    """
    shell = shell_of(xml)
    writer = CellWriter(shell.prefix, date1904=date1904)
    styles = shell.column_styles()
    columns = [
        (column_letters(n), f' s="{styles[n]}"' if n in styles else "")
        for n in range(1, 1 + max(len(heading), *map(len, rows[:1]), 1))
    ]
    first = _first_row(shell) if keep_heading else b""
    first = first or _heading_row(shell, heading, writer).encode()
    around = replace(shell, rows=b"")  # the old rows are not kept while others are written
    edits = [around.filled(_ROWS), *around.resized(f"A1:{columns[-1][0]}{len(rows) + 1}")]
    edits += [(e.start, e.end, b"") for e in around.top if e.name == "mergeCells"]

    def pieces() -> Iterator[bytes]:
        links: list[str] = []
        yield spliced(around.xml, edits).partition(_ROWS)[0] + first
        yield from _rows(rows, columns, writer, links, wrapped or {})
        yield spliced(around.xml, [*edits, *_links_edit(around, links)]).partition(_ROWS)[2]

    return pieces()


def _rows(
    rows: Sequence[Row],
    columns: Sequence[tuple[str, str]],
    writer: CellWriter,
    links: list[str],
    wrapped: Mapping[int, int],
) -> Iterator[bytes]:
    """Yield the rows as XML, some thousands at once, and add the XML of their links to `links`."""
    for at in range(0, len(rows), _BLOCK):
        some = rows[at : at + _BLOCK]
        lines = [*map(str, range(at + 2, at + 2 + len(some)))]
        yield _block(some, lines, columns, writer, links, wrapped).encode()


def _block(
    rows: Sequence[Row],
    lines: Sequence[str],
    columns: Sequence[tuple[str, str]],
    writer: CellWriter,
    links: list[str],
    wrapped: Mapping[int, int],
) -> str:
    p = writer.prefix
    cells_of = [*zip_longest(*rows)]
    parts: list[Iterable[str]] = [repeat(f'<{p}row r="'), lines, repeat('"')]
    parts += [_heights(cells_of, len(rows), wrapped)]
    between = ">"
    for (letters, style), cells in zip(columns, cells_of, strict=False):
        start, contents, end = writer.column(cells)
        opening, middle = f'<{p}c r="{letters}', f'"{style}{start}'
        if contents.count(contents[0]) == len(contents):
            if contents[0]:
                parts += [repeat(between + opening), lines]
                between = middle + contents[0] + end
        elif "" not in contents:
            parts += [repeat(between + opening), lines, repeat(middle), contents]
            between = end
        else:
            written = zip(lines, contents, strict=True)
            parts += [
                repeat(between),
                [text and f"{opening}{line}{middle}{text}{end}" for line, text in written],
            ]
            between = ""
        if Link in {*map(type, cells)} and len(links) < MOST_LINKS:
            links += [
                _link(p, letters + line, cell)
                for line, cell in zip(lines, cells, strict=True)
                if isinstance(cell, Link)
            ]
    parts.append(repeat(f"{between}</{p}row>"))
    return "".join(chain.from_iterable(zip(*parts, strict=False)))


def _heights(
    cells_of: Sequence[Sequence[Cell | Link]], rows: int, wrapped: Mapping[int, int]
) -> list[str]:
    """Return the height of each row with wrapped text; not every program computes it."""
    counts = [
        each_once(cells_of[index], partial(_lines, width=width - 2))
        for index, width in wrapped.items()
        if index < len(cells_of)
    ]
    most = map(max, zip([1] * rows, *counts, strict=True)) if counts else repeat(1, rows)
    return [f' ht="{lines * 15 + 5}"' if lines > 1 else "" for lines in most]


def _lines(cell: Cell | Link, width: int) -> int:
    return lines_of(cell, width) if isinstance(cell, str) else 1


def _link(prefix: str, ref: str, link: Link) -> str:
    location = f"{_sheet(link.sheet)}!{link.cell}"
    return (
        f'<{prefix}hyperlink ref="{ref}" location="{location}" display="{_attribute(link.text)}"/>'
    )


@cache
def _sheet(name: str) -> str:
    return _attribute("'{}'".format(name.replace("'", "''")))


def _attribute(text: str) -> str:
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def _heading_row(shell: Shell, heading: Sequence[str], writer: CellWriter) -> str:
    """Return a first row with these texts and its present format."""
    row, styles = _first_styles(shell)
    kept = "".join(
        f' {key}="{_attribute(value)}"'
        for key, value in row.items()
        if key in {"s", "customFormat", "ht", "customHeight"}
    )
    p = shell.prefix
    cells = [
        f'<{p}c r="{letters}1"{styles.get(letters, "")}{writer.text(text)}'
        for letters, text in ((column_letters(n), text) for n, text in enumerate(heading, start=1))
    ]
    return f'<{p}row r="1"{kept}>{"".join(cells)}</{p}row>'


def _first_row(shell: Shell) -> bytes:
    """Return the bytes of row 1; empty if it is missing or blank."""
    tag = shell.prefix.encode() + b"row"
    end = shell.rows.find(b"</" + tag)
    if end < 0:
        return b""
    upto = shell.rows[: shell.rows.find(b">", end) + 1]
    # prefixes are declared at the root, which is not part of this; expat accepts a name with a colon
    row = elements(b"<rows>" + upto + b"</rows>")[1]
    if row.name != "row" or row.attributes.get("r", "1") != "1":
        return b""
    shift = len(b"<rows>")
    return upto[row.start - shift : row.end - shift]


def _first_styles(shell: Shell) -> tuple[Mapping[str, str], dict[str, str]]:
    """Return the attributes of row 1, and the style of each of its cells by column letters."""
    first = _first_row(shell)
    if not first:
        return {}, {}
    row, *inside = elements(first)
    styles = {}
    for number, cell in enumerate((e for e in inside if e.name == "c"), start=1):
        address = cell.attributes.get("r", column_letters(number)).rstrip("0123456789")
        if style := whole_number(cell.attributes.get("s")):
            styles[address] = f' s="{style}"'
    return row.attributes, styles


def _links_edit(shell: Shell, links: Sequence[str]) -> list[tuple[int, int, bytes]]:
    """Return the edits that make `links` the only links of the sheet."""
    old = [(e.start, e.end, b"") for e in shell.top if e.name == "hyperlinks"]
    if not links:
        return old
    p = shell.prefix
    new = f"<{p}hyperlinks>{''.join(links[:MOST_LINKS])}</{p}hyperlinks>".encode()
    at = max(element.end for element in shell.top if element.name in _BEFORE_LINKS)
    return [(at, at, new), *old]
