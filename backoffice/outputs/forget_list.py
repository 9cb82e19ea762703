"""The list of cells to empty: a page with links and ready selections, and the same as CSV.

It holds ticket numbers and addresses of cells, and nothing of what is in them.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

import jinja2

from backoffice.messages import labels, message
from backoffice.sheet.addresses import column_letters

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
        places: The cells.
        headings: What each column is called, by its index.
        link: Returns the address that leads to cells: ``B5:D5``.
    """

    tab: str
    tickets: Mapping[int, str]
    places: Sequence[Place]
    headings: Mapping[int, str]
    link: Callable[[str], str]

    @property
    def areas(self) -> list[str]:
        """The cells as few rectangles: ``B5:D7``."""
        return areas_of(self.places)

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


def areas_of(places: Sequence[Place]) -> list[str]:
    """Return cells as few rectangles, in the order of their first cells.

    >>> areas_of([(5, 1), (5, 2), (6, 1), (6, 2), (8, 4)])
    ['B5:C6', 'E8']
    """
    columns_of: dict[int, set[int]] = defaultdict(set)
    for row, column in places:
        columns_of[row].add(column)
    spans: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, columns in columns_of.items():
        for span in _runs(sorted(columns)):
            spans[span].append(row)
    found = [(rows, columns) for columns, starts in spans.items() for rows in _runs(sorted(starts))]
    return [_area(rows, columns) for rows, columns in sorted(found)]


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last of each run of consecutive numbers."""
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs.append((run[0], run[-1]))
    return runs


def _area(rows: tuple[int, int], columns: tuple[int, int]) -> str:
    first, last = (
        f"{column_letters(column + 1)}{row}" for row, column in zip(rows, columns, strict=True)
    )
    return first if first == last else f"{first}:{last}"


def list_page(found: ForgetList, language: str, *, day: str, book: str) -> str:
    """Return the list as a page; every text in it is escaped."""
    text = files("backoffice.outputs").joinpath("forget_list.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)

    rows = [
        (found.tickets[row], [(column, *_cell(found, row, column)) for column in columns])
        for row, columns in _by_row(found.places)
    ]
    return environment.from_string(text).render(
        language=language,
        text={key: each.in_(language) for key, each in labels("forget-list").items()},
        about=message("forget-list-of", "about", language, day=day, book=book),
        what=message(
            "forget-list-of", "what", language, tickets=len(rows), count=len(found.places)
        ),
        step_tab=message("forget-list-of", "step-tab", language, tab=found.tab),
        areas=[(area, found.link(area)) for area in found.areas],
        selections=[
            (message("forget-list-of", "selection", language, number=number), selection)
            for number, selection in enumerate(found.selections, start=1)
        ],
        rows=rows,
    )


def list_csv(found: ForgetList, language: str) -> str:
    """Return the list as CSV that spreadsheet programs open as it is."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        message("forget-list", key, language) for key in ("ticket", "cell", "column", "link")
    )
    for row, columns in _by_row(found.places):
        for column in columns:
            cell, heading, link = _cell(found, row, column)
            writer.writerow((found.tickets[row], cell, heading, link))
    return "\ufeff" + out.getvalue()


def _by_row(places: Sequence[Place]) -> list[tuple[int, list[int]]]:
    columns_of: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(places):
        columns_of[row].append(column)
    return [*columns_of.items()]


def _cell(found: ForgetList, row: int, column: int) -> tuple[str, str, str]:
    cell = f"{column_letters(column + 1)}{row}"
    return cell, found.headings[column], found.link(cell)
