"""What is wrong with tabs and headings: missing, doubled, renamed, moved.  It stops a run before it writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from backoffice.messages import label
from backoffice.messages.errors import LayoutError
from backoffice.sheet.addresses import cell_address
from backoffice.sheet.headings import (
    Column,
    Tab,
    find_column,
    find_tab,
)
from backoffice.sheet.script_columns import ADDED_COLUMNS, SCRIPT_COLUMNS
from backoffice.sheet.service_columns import column_to_add
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot
from estimator.policy.label import Label


def tabs_missing(tabs: Sequence[Tab], names: Sequence[str]) -> LayoutError:
    """Return the error that names the `tabs` that are not among `names`."""
    wanted = [label("names", "tab", en=tab.value.en, ja=tab.value.ja) for tab in tabs]
    return LayoutError("layout.tabs-missing", wanted=wanted, names=names)


def renamed_tabs(missing: Sequence[Tab], snapshot: Snapshot) -> Iterator[Label]:
    """Yield what to do about tabs that have the headings of a missing one, and another name."""
    for tab in missing:
        for name, sheet in snapshot.sheets.items():
            headings = sheet.rows[0] if sheet.rows else ()
            if _has_most(SCRIPT_COLUMNS[tab], headings) and not any(
                find_tab(other, [name]) for other in Tab
            ):
                wanted = label("names", "tab", en=tab.value.en, ja=tab.value.ja)
                yield label("layout", "tab-renamed", wanted=wanted, name=name)


def _has_most(columns: Sequence[Column], row: Sequence[Cell]) -> bool:
    return 2 * sum(bool(find_column(column, row)) for column in columns) > len(columns)


def quoted(text: str) -> Label:
    """Return a name in the quotation marks of each language."""
    return label("names", "quoted", text=text)


def check_script_tabs(sheets: Mapping[Tab, Sheet]) -> None:
    """Refuse script tabs whose columns somebody moved: their cells would be misread.

    Raises:
        LayoutError: Naming the first heading of each tab that is not the expected one.
    """
    problems = []
    for tab, columns in SCRIPT_COLUMNS.items():
        if tab not in sheets:
            continue
        if further_down := _further_down(sheets[tab], columns):
            problems.append(further_down)
            continue
        headings = [*(sheets[tab].rows[0] if sheets[tab].rows else ()), *[None] * len(columns)]
        for index, column in enumerate(columns):
            if headings[index] in (None, "") and column.key in ADDED_COLUMNS.get(tab, ()):
                continue  # a book of an earlier version
            if not find_column(column, headings[index : index + 1]):
                cell = cell_address(1, index)
                problems.append(_problem("out-of-order", sheets[tab], column, cell=cell))
                break
    refuse_all(problems)


def refuse_all(problems: Sequence[Label]) -> None:
    """Raise a LayoutError with all of the problems, if there are any."""
    if problems:
        raise LayoutError("layout.all", problems=problems)


def _further_down(sheet: Sheet, columns: Sequence[Column]) -> Label | None:
    """Return what to do where the headings are further down; None where most are in row 1, or in none.

    Somebody inserted rows above them, or sorted the tab together with its headings, which then are
    anywhere.
    """
    with_most = (number for number, row in enumerate(sheet.rows, 1) if _has_most(columns, row))
    number = next(with_most, 1)
    if number == 1:
        return None
    if any(map(_is_entry, sheet.rows[: number - 1])):
        return label("layout", "sorted-away", tab=sheet.name, row=number)
    above = label("layout", "rows-above" if number > 2 else "row-above", last=number - 1)
    return label("layout", "further-down", tab=sheet.name, row=number, above=above)


_NOTE_CELLS = 3
"""Cells that a note above the headings may fill; a row with more, or with a number, is an entry."""


_NUMBER = re.compile(r"R-\d+")


def _is_entry(row: Sequence[Cell]) -> bool:
    filled = [cell for cell in row if cell not in (None, "")]
    return len(filled) > _NOTE_CELLS or any(
        isinstance(cell, str) and _NUMBER.fullmatch(cell) for cell in filled
    )


def find_columns(sheet: Sheet, columns: Sequence[Column]) -> dict[str, int]:
    """Return the index of each of `columns` in the rows of `sheet`, by key; optional ones may be missing.

    Raises:
        LayoutError: Naming every heading that is missing or doubled, or the row they slid down to.
    """
    if further_down := _further_down(sheet, columns):
        refuse_all([further_down])
    headings = sheet.rows[0] if sheet.rows else ()
    indices = {column.key: find_column(column, headings) for column in columns}
    refuse_all(
        [
            _not_once(sheet, column, indices[column.key])
            for column in columns
            if len(indices[column.key]) > 1 or not (indices[column.key] or column.optional)
        ]
    )
    return {key: found[0] for key, found in indices.items() if found}


def only_index(column: Column, tab: str, headings: Sequence[object]) -> int:
    """Return the index of `column` among the `headings` of a tab.

    Raises:
        LayoutError: If its heading is missing or doubled.
    """
    indices = find_column(column, headings)
    if len(indices) != 1:
        en, ja = column.label.en, column.label.ja
        heading = Label(en=f"{en} / {ja}", ja=f"{ja} / {en}")
        raise LayoutError("layout.heading-not-once", tab=tab, heading=heading, count=len(indices))
    return indices[0]


def _not_once(sheet: Sheet, column: Column, indices: Sequence[int]) -> Label:
    """Return what to do about a heading that is missing or doubled."""
    if indices:
        cells = [cell_address(1, index) for index in indices]
        often = "heading-twice" if len(cells) == 2 else "heading-often"
        return _problem(often, sheet, column, cells=cells)
    if column.service:
        return column_to_add(column, sheet.name)
    return _problem("heading-missing", sheet, column)


def _problem(key: str, sheet: Sheet, column: Column, **values: object) -> Label:
    heading = f"{column.label.en} / {column.label.ja}"
    return label("layout", key, tab=sheet.name, heading=heading, **values)
