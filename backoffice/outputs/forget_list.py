"""The list of cells to empty: a page with links and ready selections, and the same as CSV.

It holds ticket numbers and addresses of cells, and nothing of what is in them.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from backoffice.messages import labels, message, messages_in
from backoffice.outputs.jinja_templates import template
from backoffice.sheet.addresses import cell_address

NAME_BOX = 250
"""Characters that the name box of a spreadsheet program takes."""

Place = tuple[int, int]
"""Row, counted from 1, and index of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetList:
    """The cells to empty, in the order of the sheet.

    Attributes:
        tab: Name of Tickets in the book.
        tickets: The number on each row.
        headings: What each column is called, by its index.
        link: Returns the address that leads to cells: ``B5:D5``.
    """

    tab: str
    tickets: Mapping[int, str]
    places: Sequence[Place]
    headings: Mapping[int, str]
    link: Callable[[str], str]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Each ticket with address, heading and link of its cells."""
        return [
            (self.tickets[row], [self._cell(*place) for place in places])
            for row, places in groupby(sorted(self.places), key=itemgetter(0))
        ]

    def _cell(self, row: int, column: int) -> tuple[str, str, str]:
        address = cell_address(row, column)
        return address, self.headings[column], self.link(address)

    @property
    def areas(self) -> list[str]:
        """The cells as few rectangles, in the order of their first cells: ``B5:D7``."""
        columns_of: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(self.places):
            columns_of[row].append(column)
        rows_of: dict[tuple[int, int], list[int]] = defaultdict(list)
        for row, columns in columns_of.items():
            for span in _runs(columns):
                rows_of[span].append(row)
        found = [
            (rows, columns) for columns, all_rows in rows_of.items() for rows in _runs(all_rows)
        ]
        corners = [
            dict.fromkeys(
                cell_address(row, column) for row, column in zip(rows, columns, strict=True)
            )
            for rows, columns in sorted(found)
        ]
        return [":".join(each) for each in corners]

    @property
    def selections(self) -> list[str]:
        """What is typed into the name box to select the cells, in pieces that it takes."""
        pieces: list[str] = []
        for area in self.areas:
            if pieces and len(pieces[-1]) + 1 + len(area) <= NAME_BOX:
                pieces[-1] += f",{area}"
            else:
                pieces.append(area)
        return pieces


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of consecutive numbers, which are in order."""
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append((run[0], run[-1]))
    return runs


def list_page(found: ForgetList, language: str, *, day: str, book: str) -> str:
    """Return the list as a page; every text in it is escaped."""
    text, rows = messages_in("forget-list-of", language), found.rows
    return template("forget_list.html").render(
        language=language,
        text={key: each.in_(language) for key, each in labels("forget-list").items()},
        about=text("about", day=day, book=book),
        what=text("what", tickets=len(rows), count=len(found.places)),
        step_tab=text("step-tab", tab=found.tab),
        areas=[(area, found.link(area)) for area in found.areas],
        selections=[
            (text("selection", number=number), selection)
            for number, selection in enumerate(found.selections, start=1)
        ],
        rows=rows,
    )


def list_csv(found: ForgetList, language: str) -> str:
    """Return the list as CSV that spreadsheet programs open as it is."""
    out = io.StringIO()
    keys = ("ticket", "cell", "column", "link")
    writer = csv.writer(out)
    writer.writerow(message("forget-list", key, language) for key in keys)
    writer.writerows((ticket, *cell) for ticket, cells in found.rows for cell in cells)
    return "\ufeff" + out.getvalue()
