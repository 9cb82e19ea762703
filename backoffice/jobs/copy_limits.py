"""What a book cannot hold of a desk that is to be copied there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from backoffice.books.limits import Limits
from backoffice.books.uncopied import Uncopied, UncopiedKind
from backoffice.jobs.copy_contents import filled_cells
from backoffice.messages import label
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.snapshot import LinkedText
from backoffice.sheet.tab_contents import TabContents
from estimator.policy.label import Label

_SPARE_ROWS = 300
"""Rows that a new tab may have beyond those that are filled."""


def obstacles(tabs: Sequence[TabContents], limits: Limits) -> list[Label]:
    """Return what somebody has to change before `tabs` can be copied."""
    return [
        *(label for contents in tabs for label in _long_texts(contents, limits)),
        *(label for contents in tabs for label in _bad_name(contents, limits)),
        *_too_many_cells(tabs, limits),
    ]


def _long_texts(contents: TabContents, limits: Limits) -> Iterator[Label]:
    for address, cell in filled_cells(contents):
        if isinstance(cell, str) and len(cell) > limits.text:
            yield label(
                "copying",
                "long-text",
                tab=contents.name,
                cell=address,
                length=len(cell),
                most=limits.text,
            )


def _bad_name(contents: TabContents, limits: Limits) -> Iterator[Label]:
    name, rows, columns = contents.name, len(contents.rows), contents.width
    if limits.bad_tab_name and limits.bad_tab_name.search(name):
        yield label("copying", "tab-name", tab=name)
    if limits.rows and limits.columns and (rows > limits.rows or columns > limits.columns):
        yield label(
            "copying",
            "large-tab",
            tab=name,
            rows=rows,
            columns=columns,
            most_rows=limits.rows,
            most_columns=limits.columns,
        )


def _too_many_cells(tabs: Sequence[TabContents], limits: Limits) -> Iterator[Label]:
    cells = sum((len(contents.rows) + _SPARE_ROWS) * contents.width for contents in tabs)
    if limits.cells and cells > limits.cells:
        yield label("copying", "many-cells", cells=cells, most=limits.cells)


def adapted(tabs: Sequence[TabContents], limits: Limits) -> tuple[list[TabContents], list[str]]:
    """Return `tabs` with dates as text where they are too early, and the addresses of these."""
    if limits.first_day is None:
        return list(tabs), []
    changed: list[str] = []
    copied = []
    for contents in tabs:
        rows = list(contents.rows)
        for number, row in enumerate(contents.rows, start=1):
            for index, cell in enumerate(row):
                if isinstance(cell, date) and _day(cell) < limits.first_day:
                    rows[number - 1] = [*rows[number - 1][:index], str(cell), *row[index + 1 :]]
                    changed.append(f"{contents.name} {column_letters(index + 1)}{number}")
        copied.append(replace(contents, rows=rows))
    return copied, changed


def without_long_links(
    tabs: Sequence[TabContents], limits: Limits
) -> tuple[list[TabContents], list[Uncopied]]:
    """Return `tabs` with texts for links that are too long or too many, and how many these are."""
    copied, lost = [], []
    for contents in tabs:
        rows, count, kept = list(contents.rows), 0, 0
        for at, row in enumerate(contents.rows):
            for index, cell in enumerate(row):
                if not isinstance(cell, LinkedText):
                    continue
                kept += 1
                too_long = limits.address is not None and len(cell.address) > limits.address
                if too_long or (limits.links is not None and kept > limits.links):
                    rows[at] = [*rows[at][:index], str(cell), *rows[at][index + 1 :]]
                    count += 1
        copied.append(replace(contents, rows=rows))
        if count:
            lost.append(Uncopied(contents.name, UncopiedKind.LONG_LINKS.name, count))
    return copied, lost


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell
