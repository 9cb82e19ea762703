"""Finding tabs and columns by their headings, in English or Japanese, wherever staff moved them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from backoffice.messages import label
from backoffice.sheet.addresses import cell_address
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.heading_checks import (
    check_script_tabs,
    find_columns,
    quoted,
    refuse_all,
    renamed_tabs,
    tabs_missing,
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
from backoffice.sheet.script_columns import FORMER_ORDERS, SCRIPT_COLUMNS
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot
from estimator.policy.model import Language, UndatedPolicy


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is in one reading of the book.

    Attributes:
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

    def headings(self, language: str) -> dict[str, str]:
        """Return what the columns of Tickets are called in `language`, by key, also those that are not there."""
        return {column.key: column.label.in_(language) for column in self.columns}

    def labels(self, language: str) -> dict[int, str]:
        """Return what each column of Tickets that is there is called in `language`, by its index."""
        there = [column for column in self.columns if column.key in self.column_index]
        return {self.column_index[each.key]: each.label.in_(language) for each in there}

    def address(self, row: int, key: str) -> str:
        """Return the address of a cell of Tickets: ``F12``."""
        return cell_address(row, self.column_index[key])


def find_layout(snapshot: Snapshot, policy: UndatedPolicy) -> Layout:
    """Return where tabs and columns are.

    Raises:
        LayoutError: Naming every tab or heading that is missing, doubled or too far down, and what
            to do.
    """
    names = list(snapshot.sheets)
    refuse_all(
        [
            label("layout", "tabs-doubled", names=[quoted(name) for name in same])
            for tab in Tab
            if tab is not Tab.START and len(same := find_tabs(tab, names)) > 1
        ]
    )
    missing = missing_tabs(names)
    former = {tab: name for tab in missing if (name := find_former_tab(tab, names))}
    if any(tab not in DERIVED_TABS for tab in missing):
        raise tabs_missing(missing, names)
    refuse_all([*renamed_tabs(missing, snapshot)])
    found = {tab: name for tab in Tab if (name := find_tab(tab, names)) is not None}
    for tab, order in FORMER_ORDERS.items():
        if tab in found and _is_ordered(order, tab, snapshot.sheets[found[tab]]):
            former[tab] = found.pop(tab)
            missing = [each for each in Tab if each in missing or each is tab]
    sheets = {tab: snapshot.sheets[name] for tab, name in found.items()}
    check_script_tabs(sheets)
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
        raise tabs_missing([Tab.TICKETS], names)
    return found[-1]


def tab_name(tab: Tab, names: Sequence[str]) -> str:
    """Return which of `names` is `tab`.

    Raises:
        LayoutError: If none is.
    """
    name = find_tab(tab, names)
    if name is None:
        raise tabs_missing([tab], names)
    return name


def language_of(tab: Tab, name: str) -> Language:
    """Return the language in which `tab` is called `name`."""
    return Language.JA if name.strip() == tab.value.ja else Language.EN


def script_headings(tab: Tab, name: str) -> list[str]:
    """Return the headings of script tab `tab` in the language in which it is called `name`."""
    return [column.heading(language_of(tab, name)) for column in SCRIPT_COLUMNS[tab]]


def script_rows(layout: Layout, tab: Tab) -> list[Sequence[Cell]]:
    """Return the rows of a script tab below its heading, as wide as its columns; no blank ones."""
    width = len(SCRIPT_COLUMNS[tab])
    return [
        row if len(row) == width else [*row[:width], *[None] * (width - len(row))]
        for row in layout.sheets[tab].rows[1:]
        if any(row)
        or any(cell not in (None, "") for cell in row)  # the first is quick, 0 is filled
    ]
