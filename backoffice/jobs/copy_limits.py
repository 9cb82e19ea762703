"""What a book cannot hold of a desk that is to be copied there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from math import inf

from backoffice.books.limits import Limits
from backoffice.books.new_desks import TabContents
from backoffice.books.uncopied import Uncopied, UncopiedKind
from backoffice.jobs.copy_contents import filled_cells
from backoffice.messages import label
from backoffice.sheet.addresses import cell_address
from backoffice.sheet.snapshot import Cell, Link, LinkedText
from estimator.policy.label import Label

_SPARE_ROWS = 300
"""Rows that a new tab may have beyond those that are filled."""


def obstacles(tabs: Sequence[TabContents], limits: Limits) -> list[Label]:
    """Return what somebody has to change before `tabs` can be copied."""
    found = [label for contents in tabs for label in _long_texts(contents, limits)]
    found += [label for contents in tabs for label in _bad_name(contents, limits)]
    cells = sum((len(contents.rows) + _SPARE_ROWS) * contents.width for contents in tabs)
    if limits.cells and cells > limits.cells:
        found.append(label("copying", "many-cells", cells=cells, most=limits.cells))
    return found


def _long_texts(contents: TabContents, limits: Limits) -> Iterator[Label]:
    for address, cell in filled_cells(contents):
        if isinstance(cell, str) and len(cell) > limits.text:
            values = {"tab": contents.name, "cell": address, "length": len(cell)}
            yield label("copying", "long-text", **values, most=limits.text)


def _bad_name(contents: TabContents, limits: Limits) -> Iterator[Label]:
    name, rows, columns = contents.name, len(contents.rows), contents.width
    if limits.bad_tab_name and limits.bad_tab_name.search(name):
        yield label("copying", "tab-name", tab=name)
    if limits.rows and limits.columns and (rows > limits.rows or columns > limits.columns):
        most = {"most_rows": limits.rows, "most_columns": limits.columns}
        yield label("copying", "large-tab", tab=name, rows=rows, columns=columns, **most)


def adapted(tabs: Sequence[TabContents], limits: Limits) -> tuple[list[TabContents], list[str]]:
    """Return `tabs` with dates as text where they are too early, and the addresses of these."""
    first = limits.first_day
    if first is None:
        return list(tabs), []

    def is_early(cell: Cell | Link) -> bool:
        day = cell.date() if isinstance(cell, datetime) else cell
        return isinstance(day, date) and day < first

    copied = [_with_texts(contents, is_early) for contents in tabs]
    return [contents for contents, _ in copied], [each for _, found in copied for each in found]


def without_long_links(
    tabs: Sequence[TabContents], limits: Limits
) -> tuple[list[TabContents], list[Uncopied]]:
    """Return `tabs` with texts for links that are too long or too many, and how many these are."""
    copied, lost = [], []
    for tab in tabs:
        links = count(1)

        def is_too_much(cell: Cell | Link, links: Iterator[int] = links) -> bool:
            return isinstance(cell, LinkedText) and (
                next(links) > (limits.links or inf) or len(cell.address) > (limits.address or inf)
            )

        contents, found = _with_texts(tab, is_too_much)
        copied.append(contents)
        if found:
            lost.append(Uncopied(contents.name, UncopiedKind.LONG_LINKS, len(found)))
    return copied, lost


def _with_texts(
    contents: TabContents, becomes_text: Callable[[Cell | Link], bool]
) -> tuple[TabContents, list[str]]:
    """Return a tab with texts for the cells that cannot be copied as they are, and the addresses of these."""
    rows, found = [*contents.rows], []
    for at, row in enumerate(contents.rows):
        for index, cell in enumerate(row):
            if becomes_text(cell):
                rows[at] = [*rows[at][:index], str(cell), *row[index + 1 :]]
                found.append(f"{contents.name} {cell_address(at + 1, index)}")
    return replace(contents, rows=rows), found
