"""The page Start: what each tab is for and what a day cell_format like, in both languages.

Nothing here knows a spreadsheet: the page is lines of words, each with its cell_format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from backoffice.sheet.design.start_texts import COMMANDS, SECTIONS, TABS, TITLE, WELCOME, Section
from backoffice.sheet.design.text_width import lines_of
from backoffice.sheet.headings import Tab
from estimator.policy.model import Label

_WIDTH = 66
WIDTHS = (3, 22, _WIDTH, _WIDTH)
"""Of the columns, in characters."""

_MARK, _FIRST, _SECOND = range(1, 4)


@dataclass(frozen=True, slots=True)
class Word:
    """One cell of the page.

    Attributes:
        place: Its column, from 0.
        text: What it says; empty for a cell that only has cell_format.
        cell_format: How.
        tab: Where it leads.
    """

    place: int
    text: str
    cell_format: CellFormat
    tab: Tab | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page: its height in points, None for the usual one, and its cells."""

    height: float | None
    words: Sequence[Word] = ()


def start_page(shop: Label, language: str) -> list[Line]:
    """Return the page, row after row: two columns of text, the sheet's language first."""
    languages = (language, "en" if language == "ja" else "ja")
    return [*_lines(shop, languages)]


def _lines(shop: Label, languages: tuple[str, str]) -> Iterator[Line]:
    yield Line(None)
    yield from _title(shop, languages)
    yield from _section(TABS, languages)
    for tab, text in zip(Tab, TABS.lines, strict=True):
        yield _pair(text, languages, _chip(tab, languages[0]))
    for section in SECTIONS:
        yield from _section(section, languages)
        for number, text in enumerate(section.lines, start=1):
            cell_format = base_format(font_color=section.colour, bold=True, align="right", indent=1)
            yield _pair(text, languages, Word(_MARK, section.mark or f"{number}", cell_format))
    yield from _section(COMMANDS, languages)
    for command, text in zip(COMMANDS.marks, COMMANDS.lines, strict=True):
        cell_format = {**base_format(font_color=INK, bold=False), "font_name": MONO, "font_size": 9}
        yield _pair(text, languages, Word(_MARK, command, cell_format))


def _title(shop: Label, languages: tuple[str, str]) -> Iterator[Line]:
    first, second = (f"{shop.in_(each)}  {TITLE.in_(each)}" for each in languages)
    yield Line(34, [Word(_MARK, first, base_format(font_size=22, bold=True, font_color=INK))])
    gold = base_format(font_size=11, font_color=GOLD, bottom=2, bottom_color=GOLD)
    yield Line(20, [Word(_MARK, second, gold), Word(_FIRST, "", gold), Word(_SECOND, "", gold)])
    yield Line(8)
    yield _pair(WELCOME, languages, size=11)


def _section(section: Section, languages: tuple[str, str]) -> Iterator[Line]:
    """Yield a heading in both languages."""
    line = {"bottom": 1, "bottom_color": section.colour, "font_size": 13, "bold": True}
    strong = base_format(font_color=section.colour, **line)
    quiet = base_format(font_color=QUIET, **line | {"font_size": 11, "bold": False})
    first, second = languages
    yield Line(12)
    yield Line(
        24,
        [
            Word(_MARK, section.title.in_(first), strong),
            Word(_FIRST, "", strong),
            Word(_SECOND, section.title.in_(second), quiet),
        ],
    )


def _chip(tab: Tab, language: str) -> Word:
    """Return the name of a tab in its colour, and a link to it."""
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
    return Word(_MARK, tab.value.in_(language), cell_format, tab)


def _pair(
    text: Label, languages: tuple[str, str], mark: Word | None = None, *, size: int = 10
) -> Line:
    """Return `text` in both languages, in a row high enough for both."""
    lines = max(lines_of(text.in_(language), _WIDTH * 1.15) for language in languages)
    cell_format = base_format(text_wrap=True, font_size=size, align="left", indent=1)
    cell_format = {**cell_format, **({"bottom": 4, "bottom_color": LINE} if size == 10 else {})}
    first, second = languages
    words = [
        Word(_FIRST, text.in_(first), cell_format),
        Word(_SECOND, text.in_(second), {**cell_format, "font_color": QUIET}),
    ]
    return Line((size + 5.5) * lines + 7, [*([mark] if mark else []), *words])
