"""Finding tabs and columns by their headings, in English or Japanese, wherever staff moved them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backoffice.books.book import Cell, Sheet, Snapshot
from backoffice.books.headings import (
    SCRIPT_COLUMNS,
    Column,
    Tab,
    find_column,
    find_tab,
    ticket_columns,
)
from backoffice.errors import LayoutError
from estimator.policy import Language, Policy


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is in one reading of the book.

    Attributes:
        language: The sheet's own language.
        sheets: Each tab's sheet.
        columns: The columns of Tickets, in the order of the policy.
        places: Place of each column in a row of Tickets, from 0, by key.
    """

    language: Language
    sheets: Mapping[Tab, Sheet]
    columns: Sequence[Column]
    places: Mapping[str, int]

    @property
    def tickets(self) -> Sheet:
        """The tab that staff write."""
        return self.sheets[Tab.TICKETS]

    def address(self, row: int, key: str) -> str:
        """Return the address of a cell of Tickets: ``F12``."""
        return f"{letters(self.places[key])}{row}"


def find_layout(snapshot: Snapshot, policy: Policy) -> Layout:
    """Return where tabs and columns are.

    Raises:
        LayoutError: Naming every tab or heading that is missing or doubled, and what to do.
    """
    names = list(snapshot.sheets)
    found = {tab: name for tab in Tab if (name := find_tab(tab, names)) is not None}
    missing = [tab for tab in Tab if tab not in found and tab is not Tab.START]
    if missing:
        wanted = ", ".join(f"“{tab.value.en}” ({tab.value.ja})" for tab in missing)
        raise LayoutError(
            f"the tab {wanted} is missing. If somebody renamed it, give it its name back; "
            f"these tabs are there: {', '.join(names)}."
        )
    sheets = {tab: snapshot.sheets[name] for tab, name in found.items()}
    columns = ticket_columns(policy)
    japanese = found[Tab.TICKETS].strip() == Tab.TICKETS.value.ja
    return Layout(
        language=Language.JA if japanese else Language.EN,
        sheets=sheets,
        columns=columns,
        places=find_columns(sheets[Tab.TICKETS], columns),
    )


def find_columns(sheet: Sheet, columns: Sequence[Column]) -> dict[str, int]:
    """Return the place of each of `columns` in the rows of `sheet`.

    Raises:
        LayoutError: Naming every heading that is missing or doubled.
    """
    heading = sheet.rows[0] if sheet.rows else ()
    places: dict[str, int] = {}
    wrong = []
    for column in columns:
        at = find_column(column, heading)
        if len(at) == 1:
            places[column.key] = at[0]
        else:
            wrong.append(_what_is_wrong(sheet, column, at))
    if wrong:
        raise LayoutError("\n".join(wrong))
    return places


def _what_is_wrong(sheet: Sheet, column: Column, at: Sequence[int]) -> str:
    title = f"“{column.label.en} / {column.label.ja}”"
    if at:
        cells = " and ".join(f"{letters(place)}1" for place in at)
        return f"{sheet.name}: the heading {title} stands twice, in {cells}. Rename one of them."
    if column.service:
        return (
            f"{sheet.name}: the policy offers {title}, and no column has this heading. "
            f"Add a column anywhere and write {title} into its first row."
        )
    return f"{sheet.name}: the heading {title} is missing in row 1. Write it back."


def letters(place: int) -> str:
    """Return the letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def script_rows(layout: Layout, tab: Tab) -> list[list[Cell]]:
    """Return the rows of a script tab below its heading, as wide as its columns; no blank ones."""
    width = len(SCRIPT_COLUMNS[tab])
    rows = layout.sheets[tab].rows[1:]
    return [
        [*row[:width], *[None] * (width - len(row))]
        for row in rows
        if any(cell not in (None, "") for cell in row)
    ]
