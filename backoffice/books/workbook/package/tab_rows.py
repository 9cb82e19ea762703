"""The rows of a script tab: all are replaced, every other byte of the worksheet stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain, repeat, zip_longest

from backoffice.books.workbook.package.cell_xml import CellWriter, escaped
from backoffice.books.workbook.package.worksheet import (
    RowElement,
    Shell,
    cells_in,
    rows_in,
    shell_of,
)
from backoffice.books.workbook.package.xml_elements import Edit, elements, spliced
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

_BEFORE_LINKS = frozenset(
    (
        *(
            "sheetPr",
            "dimension",
            "sheetViews",
            "sheetFormatPr",
            "cols",
            "sheetData",
            "sheetCalcPr",
        ),
        *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
        *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
        *("conditionalFormatting", "dataValidations"),
    )
)
"""Elements that precede ``<hyperlinks>`` in a worksheet, ISO/IEC 29500-1, 18.3.1.99."""


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
        (column_letters(n), styles.get(n, ""))
        for n in range(1, 1 + max(len(heading), *map(len, rows[:1]), 1))
    ]
    first = next(rows_in(shell.rows, shell.prefix), None)
    if first and first.number != 1:
        first = None
    if first and keep_heading:
        heading_row = shell.rows[first.start : first.end]
    else:
        heading_row = _heading_row(shell, first, heading, writer).encode()
    around = replace(shell, rows=b"")  # the old rows are not kept while others are written
    edits = [around.filled(_ROWS), *around.resized(f"A1:{columns[-1][0]}{len(rows) + 1}")]
    edits += [each.removed() for each in around.top if each.name == "mergeCells"]

    def pieces() -> Iterator[bytes]:
        links: list[str] = []
        yield spliced(around.xml, edits).partition(_ROWS)[0] + heading_row
        for at in range(0, len(rows), _BLOCK):
            some = rows[at : at + _BLOCK]
            yield _block(some, at + 2, columns, writer, links, wrapped or {}).encode()
        yield spliced(around.xml, [*edits, *_links_edit(around, links)]).partition(_ROWS)[2]

    return pieces()


def _block(
    rows: Sequence[Row],
    first: int,
    columns: Sequence[tuple[str, str]],
    writer: CellWriter,
    links: list[str],
    wrapped: Mapping[int, int],
) -> str:
    """Return rows as XML, the first with the number `first`, and add the XML of their links to `links`."""
    p = writer.prefix
    lines = [*map(str, range(first, first + len(rows)))]
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


def _heading_row(
    shell: Shell, row: RowElement | None, heading: Sequence[str], writer: CellWriter
) -> str:
    """Return a first row with these texts and the format of `row`, which it replaces."""
    kept, styles, p = "", {}, shell.prefix
    if row:
        tag = elements(shell.rows[row.start : row.end])[0]
        kept = "".join(
            f' {key}="{_attribute(value)}"'
            for key, value in tag.attributes.items()
            if key in {"s", "customFormat", "ht", "customHeight"}
        )
        styles = {cell.number: cell.style(shell.rows) for cell in cells_in(shell.rows, p, row)}
    cells = [
        f'<{p}c r="{column_letters(n)}1"{styles.get(n, "")}{writer.text(text)}'
        for n, text in enumerate(heading, start=1)
    ]
    return f'<{p}row r="1"{kept}>{"".join(cells)}</{p}row>'


def _links_edit(shell: Shell, links: Sequence[str]) -> list[Edit]:
    """Return the edits that make `links` the only links of the sheet."""
    old = [e.removed() for e in shell.top if e.name == "hyperlinks"]
    if not links:
        return old
    p = shell.prefix
    new = f"<{p}hyperlinks>{''.join(links[:MOST_LINKS])}</{p}hyperlinks>".encode()
    at = max(element.end for element in shell.top if element.name in _BEFORE_LINKS)
    return [(at, at, new), *old]
