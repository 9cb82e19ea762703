"""Finding tabs and columns by their headings, in English or Japanese, wherever staff moved them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from backoffice.messages import label
from backoffice.messages.errors import LayoutError
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.columns import (
    ADDED_COLUMNS,
    FORMER_ORDERS,
    SCRIPT_COLUMNS,
    ticket_columns,
)
from backoffice.sheet.headings import (
    DERIVED_TABS,
    Column,
    Tab,
    find_column,
    find_former_tab,
    find_tab,
    find_tabs,
)
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot
from estimator.policy.model import Label, Language, UndatedPolicy


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is in one reading of the book.

    Attributes:
        language: The sheet's own language.
        sheets: Each tab's sheet; one that is to be made again has no rows.
        columns: The columns of Tickets, in the order of the policy, also optional ones that are not there.
        column_index: Index of each column that is there in a row of Tickets, by key.
        missing: The tabs that somebody deleted and the next write makes again.
        former: Of these, the tabs that an earlier version made under other names, which they replace.
    """

    language: Language
    sheets: Mapping[Tab, Sheet]
    columns: Sequence[Column]
    column_index: Mapping[str, int]
    missing: Sequence[Tab] = ()
    former: Mapping[Tab, str] = field(default_factory=dict)

    @property
    def tickets(self) -> Sheet:
        """The tab that staff write."""
        return self.sheets[Tab.TICKETS]

    @property
    def left_out(self) -> list[Column]:
        """The optional columns that Tickets does not have."""
        return [column for column in self.columns if column.key not in self.column_index]

    def address(self, row: int, key: str) -> str:
        """Return the address of a cell of Tickets: ``F12``."""
        return f"{column_letters(self.column_index[key] + 1)}{row}"


def find_layout(snapshot: Snapshot, policy: UndatedPolicy) -> Layout:
    """Return where tabs and columns are.

    Raises:
        LayoutError: Naming every tab or heading that is missing, doubled or too far down, and what
            to do.
    """
    names = list(snapshot.sheets)
    _refuse(
        [
            label("layout", "tabs-doubled", names=[_quoted(name) for name in same])
            for tab in Tab
            if tab is not Tab.START and len(same := find_tabs(tab, names)) > 1
        ]
    )
    missing = missing_tabs(names)
    former = {tab: name for tab in missing if (name := find_former_tab(tab, names))}
    if any(tab not in DERIVED_TABS for tab in missing):
        raise _missing(missing, names)
    _refuse([*_renamed(missing, snapshot)])
    found = {tab: name for tab in Tab if (name := find_tab(tab, names)) is not None}
    for tab, order in FORMER_ORDERS.items():
        if tab in found and _is_ordered(order, tab, snapshot.sheets[found[tab]]):
            former[tab] = found.pop(tab)
            missing = [each for each in Tab if each in missing or each is tab]
    sheets = {tab: snapshot.sheets[name] for tab, name in found.items()}
    _check_script_tabs(sheets)
    language = language_of(Tab.TICKETS, found[Tab.TICKETS])
    again = {tab: Sheet(tab.value.in_(language), ()) for tab in missing}
    columns = ticket_columns(policy)
    return Layout(
        language=language,
        sheets={tab: sheet for tab in Tab if (sheet := {**sheets, **again}.get(tab))},
        columns=columns,
        column_index=find_columns(sheets[Tab.TICKETS], columns),
        missing=missing,
        former=former,
    )


def _is_ordered(keys: Sequence[str], tab: Tab, sheet: Sheet) -> bool:
    """Return whether the headings of a script tab are those of `keys`, in their order."""
    columns = {column.key: column for column in SCRIPT_COLUMNS[tab]}
    headings = sheet.rows[0] if sheet.rows else ()
    found = [find_column(columns[key], headings) for key in keys]
    return found == [[at] for at in range(len(keys))]


def missing_tabs(names: Sequence[str]) -> list[Tab]:
    """Return the tabs of a desk that are not among `names`; nobody needs Start."""
    return [tab for tab in Tab if tab is not Tab.START and find_tab(tab, names) is None]


def lacks_derived_tabs(names: Sequence[str]) -> bool:
    """Return whether a desk lacks tabs that can be made again; another tab may be one of them, renamed."""
    missing = missing_tabs(names)
    return bool(missing) and all(tab in DERIVED_TABS for tab in missing)


def tab_before(tab: Tab, names: Sequence[str]) -> str:
    """Return which of `names` is the tab of the desk behind which `tab` belongs.

    Raises:
        LayoutError: If no earlier one is there.
    """
    earlier = [*Tab][: [*Tab].index(tab)]
    found = [name for other in earlier if (name := find_tab(other, names))]
    if not found:
        raise _missing([Tab.TICKETS], names)
    return found[-1]


def tab_name(tab: Tab, names: Sequence[str]) -> str:
    """Return which of `names` is `tab`.

    Raises:
        LayoutError: If none is.
    """
    name = find_tab(tab, names)
    if name is None:
        raise _missing([tab], names)
    return name


def language_of(tab: Tab, name: str) -> Language:
    """Return the language in which `tab` is called `name`."""
    return Language.JA if name.strip() == tab.value.ja else Language.EN


def script_headings(tab: Tab, name: str) -> list[str]:
    """Return the headings of script tab `tab` in the language in which it is called `name`."""
    return [column.heading(language_of(tab, name)) for column in SCRIPT_COLUMNS[tab]]


def _missing(tabs: Sequence[Tab], names: Sequence[str]) -> LayoutError:
    wanted = [label("names", "tab", en=tab.value.en, ja=tab.value.ja) for tab in tabs]
    return LayoutError("layout.tabs-missing", wanted=wanted, names=names)


def _renamed(missing: Sequence[Tab], snapshot: Snapshot) -> Iterator[Label]:
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


def _quoted(text: str) -> Label:
    return label("names", "quoted", text=text)


def _check_script_tabs(sheets: Mapping[Tab, Sheet]) -> None:
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
                cell = f"{column_letters(index + 1)}1"
                problems.append(_problem("out-of-order", sheets[tab], column, cell=cell))
                break
    _refuse(problems)


def _refuse(problems: Sequence[Label]) -> None:
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
        _refuse([further_down])
    headings = sheet.rows[0] if sheet.rows else ()
    indices = {column.key: find_column(column, headings) for column in columns}
    _refuse(
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
        cells = [f"{column_letters(index + 1)}1" for index in indices]
        often = "heading-twice" if len(cells) == 2 else "heading-often"
        return _problem(often, sheet, column, cells=cells)
    return _problem("service-missing" if column.service else "heading-missing", sheet, column)


def _problem(key: str, sheet: Sheet, column: Column, **values: object) -> Label:
    heading = f"{column.label.en} / {column.label.ja}"
    return label("layout", key, tab=sheet.name, heading=heading, **values)


def script_rows(layout: Layout, tab: Tab) -> list[list[Cell]]:
    """Return the rows of a script tab below its heading, as wide as its columns; no blank ones."""
    width = len(SCRIPT_COLUMNS[tab])
    rows = layout.sheets[tab].rows[1:]
    return [
        [*row[:width], *[None] * (width - len(row))]
        for row in rows
        if any(row)
        or any(cell not in (None, "") for cell in row)  # the first is quick, 0 is filled
    ]
