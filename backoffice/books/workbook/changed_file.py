"""The bytes of a workbook with the changes of one run and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backoffice.books.book import Changes
from backoffice.books.workbook.package.contents import (
    Contents,
    contents_of,
    without_calculation_chain,
)
from backoffice.books.workbook.package.docket_pad import append_rows
from backoffice.books.workbook.package.parts import Package
from backoffice.books.workbook.package.tab_rows import replace_rows
from backoffice.books.workbook.package.worksheet import has_formulas
from backoffice.errors import LayoutError
from backoffice.sheet.columns import SCRIPT_COLUMNS
from backoffice.sheet.design.text_width import width_of, wraps
from backoffice.sheet.headings import Column, Tab, find_column, find_tab

_TICKET = Column(key="ticket", label=SCRIPT_COLUMNS[Tab.QUOTES][0].label)


def with_changes(data: bytes, changes: Changes) -> Iterator[bytes | memoryview]:
    """Return the new file in pieces.

    Args:
        data: The file that `changes.read` was read from.
        changes: What to write.

    Raises:
        LayoutError: If a tab or the Ticket column is missing.
    """
    package = Package(data)
    contents = contents_of(package)
    parts: dict[str, bytes] = {}
    chain = ""
    for tab, rows in changes.tabs.items():
        name = _tab_name(contents, tab)
        part = contents.sheets[name]
        language = "ja" if name.strip() == tab.value.ja else "en"
        columns = SCRIPT_COLUMNS[tab]
        heading = [column.heading(language) for column in columns]
        old = package.read(part)
        parts[part] = replace_rows(
            old,
            heading,
            rows,
            keep_heading=_first_line(changes, name) == heading,
            wrapped={n: width_of(column) for n, column in enumerate(columns) if wraps(column)},
            date1904=contents.date1904,
        )
        if has_formulas(old) and not chain:
            less, chain = without_calculation_chain(package, contents)
            parts |= less
    if changes.pad:
        name = _tab_name(contents, Tab.TICKETS)
        part = contents.sheets[name]
        headings = changes.read.sheets[name].rows[0]
        column = _ticket_column(name, headings)
        parts[part] = append_rows(package.read(part), changes.pad, column, len(headings))
    return package.changed(parts, {chain})


def _first_line(changes: Changes, name: str) -> list[object]:
    """Return the heading of a tab as it was read."""
    return list(next(iter(changes.read.sheets[name].rows), ()))


def _tab_name(contents: Contents, tab: Tab) -> str:
    name = find_tab(tab, list(contents.sheets))
    if name is None:
        raise LayoutError(
            f"The tab {tab.value.en} / {tab.value.ja} is missing. If it was renamed, give it its "
            "name back; if it was deleted, restore an earlier version of the book.",
            f"「{tab.value.ja}」({tab.value.en})タブがありません。名前を変えたときは元に戻し、"
            "削除したときは以前の版から戻してください。",
        )
    return name


def _ticket_column(name: str, headings: Sequence[object]) -> int:
    """Return the place of the ticket numbers, counted from 1."""
    found = find_column(_TICKET, headings)
    if len(found) != 1:
        raise LayoutError(
            f"{name}: the heading “{_TICKET.label.en} / {_TICKET.label.ja}” stands {len(found)} "
            "times, it should stand once. Put it right and run this again.",
            f"{name}:見出し「{_TICKET.label.ja} / {_TICKET.label.en}」は1つのはずですが、"
            f"{len(found)} 個あります。直してから、もう一度実行してください。",
        )
    return found[0] + 1
