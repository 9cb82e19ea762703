"""The page Start: what each tab is for and how a day goes, in both languages.

It is a list of rows of cells, independent of the back end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backoffice.messages import label, labels, message
from backoffice.sheet.design.cell_formats import CellFormat, base_format
from backoffice.sheet.design.colours import (
    GOLD,
    INK,
    LINE,
    MONO,
    QUIET,
    TAB_COLOURS,
    TAB_TINTS,
    WHITE,
)
from backoffice.sheet.design.text_width import lines_of
from backoffice.sheet.headings import Tab, other_of
from estimator.policy.label import Label

_WIDTH = 66
WIDTHS = (3, 22, _WIDTH, _WIDTH)
"""Widths of the columns, in characters."""

_MARK, _FIRST, _SECOND = range(1, 4)


@dataclass(frozen=True, slots=True)
class PageCell:
    """One cell of the page.

    Attributes:
        text: Its text; empty for a cell that only has a format.
        tab: The tab that it links to, if any.
    """

    column: int
    text: str
    cell_format: CellFormat
    tab: Tab | None = None


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row of the page: its height in points, None for the default, and its cells."""

    height: float | None
    cells: Sequence[PageCell] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page.

    Attributes:
        group: Its lines in ``start_page.toml``, and the key of its title.
        colour: Of its title and of the marks before its lines.
        mark: The mark before each line; numbers if it is empty.
    """

    group: str
    colour: str
    mark: str = ""


_TABS = Section("start-tabs", INK)
_COMMANDS = Section("start-commands", INK)
_SECTIONS = (
    _TABS,
    Section("start-day", TAB_COLOURS[Tab.TICKETS]),
    Section("start-month", TAB_COLOURS[Tab.TODAY]),
    Section("start-never", TAB_COLOURS[Tab.TO_FIX], mark="✕"),
    _COMMANDS,
)
_ON_GOOGLE = {
    "start-day": labels("start-day-on-google"),
    "start-commands": labels("start-commands-on-google"),
}
"""Lines that are others on a Google Sheet, by part and key."""


def page_rows(shop: Label, language: str, *, on_google: bool) -> list[PageRow]:
    """Return the rows of the page: two columns of text, the sheet's language first."""
    languages = (language, other_of(language))
    rows = [PageRow(None), *_title(shop, languages)]
    for section in _SECTIONS:
        rows += _section(section, languages)
        lines = labels(section.group) | (_ON_GOOGLE.get(section.group, {}) if on_google else {})
        for at, (key, text) in enumerate(lines.items()):
            rows.append(_pair(text, languages, _mark(section, at, key, language)))
    return rows


def _mark(section: Section, at: int, key: str, language: str) -> PageCell:
    """Return what is before a line: the tab that it is about, its command, its number or a mark."""
    if section is _TABS:
        return _tab_link([*Tab][at], language)
    if section is _COMMANDS:
        typed = base_format(font_name=MONO, font_size=9, font_color=INK, bold=False)
        return PageCell(_MARK, f"backoffice {key}", typed)
    cell_format = base_format(font_color=section.colour, bold=True, align="right", indent=1)
    return PageCell(_MARK, section.mark or f"{at + 1}", cell_format)


def _title(shop: Label, languages: tuple[str, str]) -> Iterator[PageRow]:
    first, second = (f"{shop.in_(each)}  {message('start', 'title', each)}" for each in languages)
    yield PageRow(
        34, [PageCell(_MARK, first, base_format(font_size=22, bold=True, font_color=INK))]
    )
    gold = base_format(font_size=11, font_color=GOLD, bottom=2, bottom_color=GOLD)
    columns = (_MARK, second), (_FIRST, ""), (_SECOND, "")
    yield PageRow(20, [PageCell(column, text, gold) for column, text in columns])
    yield PageRow(8)
    yield _pair(label("start", "welcome"), languages, size=11)


def _section(section: Section, languages: tuple[str, str]) -> Iterator[PageRow]:
    """Yield a heading in both languages."""
    border = {"bottom": 1, "bottom_color": section.colour, "font_size": 13, "bold": True}
    strong = base_format(font_color=section.colour, **border)
    quiet = base_format(font_color=QUIET, **border | {"font_size": 11, "bold": False})
    first, second = (label("start", section.group).in_(each) for each in languages)
    yield PageRow(12)
    cells = (first, strong), ("", strong), (second, quiet)
    yield PageRow(24, [PageCell(column, *cell) for column, cell in enumerate(cells, _MARK)])


def _tab_link(tab: Tab, language: str) -> PageCell:
    """Return the name of a tab in its colour, linked to the tab."""
    cell_format = base_format(
        bg_color=TAB_TINTS[tab],
        font_color=INK,
        bold=True,
        indent=1,
        left=5,
        left_color=TAB_COLOURS[tab],
        bottom=5,
        bottom_color=WHITE,
    )
    return PageCell(_MARK, tab.value.in_(language), cell_format, tab)


def _pair(
    text: Label, languages: tuple[str, str], mark: PageCell | None = None, *, size: int = 10
) -> PageRow:
    """Return a row with `text` in both languages, high enough for both."""
    height = max(lines_of(text.in_(language), _WIDTH * 1.15) for language in languages)
    cell_format = base_format(text_wrap=True, font_size=size, align="left", indent=1)
    cell_format = {**cell_format, **({"bottom": 4, "bottom_color": LINE} if size == 10 else {})}
    first, second = languages
    cells = [
        PageCell(_FIRST, text.in_(first), cell_format),
        PageCell(_SECOND, text.in_(second), {**cell_format, "font_color": QUIET}),
    ]
    return PageRow((size + 5.5) * height + 7, [*([mark] if mark else []), *cells])
