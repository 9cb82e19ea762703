"""What a book that is being made will hold, tab by tab, whatever home it gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice.sheet.columns import SCRIPT_COLUMNS, ticket_columns
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.snapshot import Row
from estimator.policy.model import UndatedPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One tab to be made.

    Attributes:
        tab: Which of the desk's; None for one of staff's own.
        name: What it is called.
        columns: The desk's columns by place; None where a column is staff's own.
        rows: All rows, the headings first; none for Start, which is laid out anew.
    """

    tab: Tab | None
    name: str
    columns: Sequence[Column | None] = ()
    rows: Sequence[Row] = ()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max([len(self.columns), *map(len, self.rows)])

    @property
    def places(self) -> dict[str, int]:
        """Place of each of the desk's columns, from 0, by key."""
        return {column.key: at for at, column in enumerate(self.columns) if column}


def new_pages(policy: UndatedPolicy, language: str, numbers: Sequence[str]) -> list[Page]:
    """Return the tabs of a new desk, in their order, with a docket pad of `numbers`."""
    pages = []
    for tab in Tab:
        columns = ticket_columns(policy) if tab is Tab.TICKETS else SCRIPT_COLUMNS.get(tab, ())
        rows: list[Row] = [[column.heading(language) for column in columns]] if columns else []
        if tab is Tab.TICKETS:
            rows += [[number] for number in numbers]
        name = tab.value.in_(language)
        pages.append(Page(tab=tab, name=name, columns=columns, rows=rows))
    return pages
