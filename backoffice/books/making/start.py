"""The tab Start: what each tab is for and what a day looks like, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.books.headings import Tab
from backoffice.books.making.looks import (
    GOLD,
    INK,
    LINE,
    MONO,
    QUIET,
    TAB_COLOURS,
    TAB_TINTS,
    WHITE,
    Looks,
)
from backoffice.books.making.start_words import COMMANDS, SECTIONS, TABS, TITLE, WELCOME, Section
from backoffice.books.measures import lines_of
from estimator.policy import Label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTH = 66
_MARGIN, _MARK, _FIRST, _SECOND = range(4)


def fill_start(sheet: Worksheet, looks: Looks, shop: Label, language: str) -> None:
    """Lay out Start: two columns of text, the sheet's language first."""
    other = "en" if language == "ja" else "ja"
    page = _Page(sheet, looks, (language, other))
    sheet.set_column(_MARGIN, _MARGIN, 3, looks.of())
    sheet.set_column(_MARK, _MARK, 22, looks.of())
    sheet.set_column(_FIRST, _SECOND, _WIDTH, looks.of())
    sheet.hide_gridlines(2)
    page.title(shop)
    page.section(TABS)
    for tab, text in zip(Tab, TABS.lines, strict=True):
        page.tab(tab, text)
    for section in SECTIONS:
        page.section(section)
        for number, text in enumerate(section.lines, start=1):
            page.line(section.mark or f"{number}", text, section.colour)
    page.section(COMMANDS)
    for command, text in zip(COMMANDS.marks, COMMANDS.lines, strict=True):
        page.line(command, text, INK, mono=True)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_first_sheet()
    sheet.activate()
    sheet.protect("", {"format_columns": True, "format_rows": True})


class _Page:
    """Writes down the page, row after row."""

    def __init__(self, sheet: Worksheet, looks: Looks, languages: tuple[str, str]) -> None:
        self._sheet, self._looks, self._languages = sheet, looks, languages
        self._row = 0

    def title(self, shop: Label) -> None:
        """Write name and welcome."""
        first, second = self._languages
        of, row = self._looks.of, self._row + 1
        self._sheet.set_row(row, 34)
        big = of(font_size=22, bold=True, font_color=INK)
        self._sheet.write_string(row, _MARK, f"{shop.in_(first)}  {TITLE.in_(first)}", big)
        self._sheet.set_row(row + 1, 20)
        gold = of(font_size=11, font_color=GOLD, bottom=2, bottom_color=GOLD)
        self._sheet.write_string(row + 1, _MARK, f"{shop.in_(second)}  {TITLE.in_(second)}", gold)
        for place in (_FIRST, _SECOND):
            self._sheet.write_blank(row + 1, place, None, gold)
        self._sheet.set_row(row + 2, 8)
        self._row = row + 3
        self._pair(self._row, WELCOME, size=11)
        self._row += 1

    def section(self, section: Section) -> None:
        """Write a heading in both languages."""
        self._sheet.set_row(self._row, 12)
        row = self._row + 1
        self._sheet.set_row(row, 24)
        line = {"bottom": 1, "bottom_color": section.colour, "font_size": 13, "bold": True}
        first, second = self._languages
        strong = self._looks.of(font_color=section.colour, **line)
        quiet = self._looks.of(font_color=QUIET, **line | {"font_size": 11, "bold": False})
        self._sheet.write_string(row, _MARK, section.title.in_(first), strong)
        self._sheet.write_blank(row, _FIRST, None, strong)
        self._sheet.write_string(row, _SECOND, section.title.in_(second), quiet)
        self._row = row + 1

    def tab(self, tab: Tab, text: Label) -> None:
        """Write a chip in the tab's colour, a link to it, and what it is for."""
        name = tab.value.in_(self._languages[0])
        chip = self._looks.of(
            bg_color=TAB_TINTS[tab],
            font_color=INK,
            bold=True,
            indent=1,
            left=5,
            left_color=TAB_COLOURS[tab],
            bottom=5,
            bottom_color=WHITE,
        )
        self._sheet.write_url(self._row, _MARK, f"internal:'{name}'!A1", chip, name)
        self._pair(self._row, text)
        self._row += 1

    def line(self, mark: str, text: Label, colour: str, *, mono: bool = False) -> None:
        """Write one instruction behind its number or sign."""
        looks = {"font_color": colour, "bold": True}
        if mono:
            looks |= {"font_name": MONO, "font_size": 9, "bold": False}
        else:
            looks |= {"align": "right", "indent": 1}
        self._sheet.write_string(self._row, _MARK, mark, self._looks.of(**looks))
        self._pair(self._row, text)
        self._row += 1

    def _pair(self, row: int, text: Label, *, size: int = 10) -> None:
        """Write `text` in both languages, in a row high enough for both."""
        lines = max(lines_of(text.in_(language), _WIDTH * 1.15) for language in self._languages)
        self._sheet.set_row(row, (size + 5.5) * lines + 7)
        looks = {"text_wrap": True, "font_size": size, "align": "left", "indent": 1}
        looks |= {"bottom": 4, "bottom_color": LINE} if size == 10 else {}
        first, second = self._languages
        self._sheet.write_string(row, _FIRST, text.in_(first), self._looks.of(**looks))
        quiet = self._looks.of(**looks | {"font_color": QUIET})
        self._sheet.write_string(row, _SECOND, text.in_(second), quiet)
