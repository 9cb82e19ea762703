"""A desk to be created in a book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from backoffice.sheet.snapshot import Cell, Row
from estimator.policy.model import UndatedPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class TabContents:
    """One tab to be created.

    Attributes:
        tab: Which tab of a desk; None for one of staff's own.
        columns: The desk's columns in their order; None for a column of staff's own.
        rows: All rows, the headings first; none for Start, which has a fixed layout.
    """

    tab: Tab | None
    name: str
    columns: Sequence[Column | None] = ()
    rows: Sequence[Row] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return max([len(self.columns), *map(len, self.rows)])

    @property
    def column_index(self) -> dict[str, int]:
        """Index of each of the desk's columns by key."""
        return {column.key: index for index, column in enumerate(self.columns) if column}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesk:
    """A desk to be created in a book.

    Attributes:
        policy: Gives the shop's name, its time zone and its currency.
        language: Of the sheet, ``en`` or ``ja``; headings show the other one below.
        tabs: Its tabs in their order; each column of the desk gets its format, check and colours.
        closed_months: Marks of closed months, which Log shows as in use.
    """

    policy: UndatedPolicy
    language: str
    tabs: Sequence[TabContents]
    closed_months: Sequence[int] = ()


def new_desk(
    policy: UndatedPolicy,
    language: str,
    numbers: Sequence[str],
    tickets: Sequence[Mapping[str, Cell]] = (),
) -> NewDesk:
    """Return a desk on which nobody has run anything.

    Args:
        policy: Its services and materials become columns and dropdowns.
        language: Of the sheet.
        numbers: Ticket numbers of the docket pad.
        tickets: Cells of the first numbered rows by column key; not more than `numbers`.
    """
    tabs = []
    for tab in Tab:
        columns = ticket_columns(policy) if tab is Tab.TICKETS else SCRIPT_COLUMNS.get(tab, ())
        rows: list[Row] = [[column.heading(language) for column in columns]] if columns else []
        if tab is Tab.TICKETS:
            rows += _ticket_rows(columns, numbers, tickets)
        name = tab.value.in_(language)
        tabs.append(TabContents(tab=tab, name=name, columns=columns, rows=rows))
    return NewDesk(policy=policy, language=language, tabs=tabs)


def _ticket_rows(
    columns: Sequence[Column], numbers: Sequence[str], tickets: Sequence[Mapping[str, Cell]]
) -> Iterator[Row]:
    """Yield the numbered rows, the first of them filled in."""
    keys = [column.key for column in columns]
    for index, number in enumerate(numbers):
        cells = {"ticket": number, **(tickets[index] if index < len(tickets) else {})}
        if unknown := cells.keys() - set(keys):
            raise KeyError(f"there are no columns {sorted(unknown)}")
        yield [cells.get(key) for key in keys]
