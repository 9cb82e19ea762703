"""Finding tabs and columns by their headings, in English or Japanese, wherever staff moved them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backoffice.errors import LayoutError
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.columns import SCRIPT_COLUMNS, ticket_columns
from backoffice.sheet.headings import Column, Tab, find_column, find_tab, find_tabs
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot
from estimator.policy.model import Label, Language, Policy


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
        return f"{column_letters(self.places[key] + 1)}{row}"


def find_layout(snapshot: Snapshot, policy: Policy) -> Layout:
    """Return where tabs and columns are.

    Raises:
        LayoutError: Naming every tab or heading that is missing, doubled or too far down, and what
            to do.
    """
    names = list(snapshot.sheets)
    _refuse(
        [
            _doubled(same)
            for tab in Tab
            if tab is not Tab.START and len(same := find_tabs(tab, names)) > 1
        ]
    )
    if missing := missing_tabs(names):
        raise _missing(missing, names)
    found = {tab: name for tab in Tab if (name := find_tab(tab, names)) is not None}
    sheets = {tab: snapshot.sheets[name] for tab, name in found.items()}
    _check_script_tabs(sheets)
    columns = ticket_columns(policy)
    return Layout(
        language=language_of(Tab.TICKETS, found[Tab.TICKETS]),
        sheets=sheets,
        columns=columns,
        places=find_columns(sheets[Tab.TICKETS], columns),
    )


def missing_tabs(names: Sequence[str]) -> list[Tab]:
    """Return the tabs of a desk that are not among `names`; nobody needs Start."""
    return [tab for tab in Tab if tab is not Tab.START and find_tab(tab, names) is None]


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
    wanted = ", ".join(f"“{tab.value.en}” ({tab.value.ja})" for tab in tabs)
    wanted_ja = "".join(f"「{tab.value.ja}」({tab.value.en})" for tab in tabs)
    return LayoutError(
        f"the tab {wanted} is missing. If somebody renamed it, give it its name back; "
        f"these tabs are there: {', '.join(names)}.",
        f"{wanted_ja}のタブがありません。名前を変えたときは元に戻してください。"
        f"今あるタブ:{'、'.join(names)}",
    )


def _doubled(names: Sequence[str]) -> Label:
    return Label(
        en=f"the tabs {' and '.join(f'“{name}”' for name in names)} have names of the same tab. Keep "
        "the one you work in; give the other a name of its own, or delete it.",
        ja=f"{'と'.join(f'「{name}」' for name in names)}は同じタブの名前です。お使いのほうを残し、"
        "もう一方は別の名前に変えるか、削除してください。",
    )


def _check_script_tabs(sheets: Mapping[Tab, Sheet]) -> None:
    """Refuse script tabs whose columns somebody moved: what stands there would be misread.

    Raises:
        LayoutError: Naming the first column of each tab that is not in its place.
    """
    wrong = []
    for tab, columns in SCRIPT_COLUMNS.items():
        if further_down := _further_down(sheets[tab], columns):
            wrong.append(further_down)
            continue
        heading = [*(sheets[tab].rows[0] if sheets[tab].rows else ()), *[None] * len(columns)]
        for place, column in enumerate(columns):
            if not find_column(column, heading[place : place + 1]):
                name, cell = sheets[tab].name, f"{column_letters(place + 1)}1"
                title = f"{column.label.en} / {column.label.ja}"
                wrong.append(
                    Label(
                        en=f"{name}: the heading in {cell} should be “{title}”. Put the columns of "
                        "this tab back in order; the script alone writes here.",
                        ja=f"{name}:{cell} の見出しは「{title}」のはずです。このタブの列を元の順に"
                        "戻してください(このタブは自動で書き込まれます)。",
                    )
                )
                break
    _refuse(wrong)


def _refuse(wrong: Sequence[Label]) -> None:
    if wrong:
        raise LayoutError(
            "\n".join(each.en for each in wrong), "\n".join(each.ja for each in wrong)
        )


_LOOKED_AT = 10
"""Rows in which headings are looked for that do not stand in the first."""


def _further_down(sheet: Sheet, columns: Sequence[Column]) -> Label | None:
    """Return what to do where the headings slid down; None where most stand in row 1, or nowhere."""
    most = (
        line
        for line, row in enumerate(sheet.rows[:_LOOKED_AT], 1)
        if 2 * sum(bool(find_column(column, row)) for column in columns) > len(columns)
    )
    line = next(most, 1)
    if line == 1:
        return None
    rows, rows_ja = (
        ("row 1", "1行目") if line == 2 else (f"rows 1–{line - 1}", f"1〜{line - 1}行目")
    )
    return Label(
        en=f"{sheet.name}: the headings stand in row {line}; they belong in row 1. Delete {rows} "
        "above them.",
        ja=f"{sheet.name}:見出しが{line}行目にあります。見出しは1行目に必要です。"
        f"その上の{rows_ja}を削除してください。",
    )


def find_columns(sheet: Sheet, columns: Sequence[Column]) -> dict[str, int]:
    """Return the place of each of `columns` in the rows of `sheet`.

    Raises:
        LayoutError: Naming every heading that is missing or doubled, or the row they slid down to.
    """
    if further_down := _further_down(sheet, columns):
        _refuse([further_down])
    heading = sheet.rows[0] if sheet.rows else ()
    places: dict[str, int] = {}
    wrong = []
    for column in columns:
        at = find_column(column, heading)
        if len(at) == 1:
            places[column.key] = at[0]
        else:
            wrong.append(_what_is_wrong(sheet, column, at))
    _refuse(wrong)
    return places


def _what_is_wrong(sheet: Sheet, column: Column, at: Sequence[int]) -> Label:
    name, title = sheet.name, f"{column.label.en} / {column.label.ja}"
    if at:
        cells = [f"{column_letters(place + 1)}1" for place in at]
        times = "twice" if len(cells) == 2 else f"{len(cells)} times"
        return Label(
            en=f"{name}: the heading “{title}” stands {times}, in {' and '.join(cells)}. "
            "Keep one and rename the others.",
            ja=f"{name}:見出し「{title}」が {'、'.join(cells)} にあります。1つだけ残し、"
            "ほかは名前を変えてください。",
        )
    if column.service:
        return Label(
            en=f"{name}: the policy offers “{title}”, and no column has this heading. "
            f"Add a column anywhere and write “{title}” into its first row.",
            ja=f"{name}:料金表に「{title}」がありますが、この見出しの列がありません。"
            f"列を追加し、1行目に「{title}」と入力してください。",
        )
    return Label(
        en=f"{name}: the heading “{title}” is missing in row 1. Write it back.",
        ja=f"{name}:1行目に見出し「{title}」がありません。元に戻してください。",
    )


def script_rows(layout: Layout, tab: Tab) -> list[list[Cell]]:
    """Return the rows of a script tab below its heading, as wide as its columns; no blank ones."""
    width = len(SCRIPT_COLUMNS[tab])
    rows = layout.sheets[tab].rows[1:]
    return [
        [*row[:width], *[None] * (width - len(row))]
        for row in rows
        if any(cell not in (None, "") for cell in row)
    ]
