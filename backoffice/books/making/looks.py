"""Colours, type and formats of a new workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.books.headings import Column, Kind, Tab
from backoffice.books.measures import wraps
from backoffice.stages import Stage

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as XlsxBook

# Excel's own face for Japanese on Windows and Mac since 2016, with good Latin letters; LibreOffice
# and Google put their Japanese gothic in its place where it is missing.
FONT = "Yu Gothic"
MONO = "Consolas"

INK, QUIET, FAINT, LINE, PAPER, WHITE = (
    "#2E2A2B",
    "#77706E",
    "#B8B1AD",
    "#E6E0DA",
    "#FBF9F6",
    "#FFFFFF",
)
GOLD, GOLD_SOFT = "#A67C37", "#FBF3E2"

TAB_COLOURS = {
    Tab.START: GOLD,
    Tab.TICKETS: "#3F7A6B",
    Tab.TO_FIX: "#C4553B",
    Tab.DESK: "#47698F",
    Tab.QUOTES: "#7A7F87",
    Tab.BATCHES: "#7A7F87",
    Tab.LOG: "#7A7F87",
}

TAB_TINTS = {
    Tab.START: GOLD_SOFT,
    Tab.TICKETS: "#E3F0EC",
    Tab.TO_FIX: "#FAE7E2",
    Tab.DESK: "#E4ECF5",
    Tab.QUOTES: "#EEEFF1",
    Tab.BATCHES: "#EEEFF1",
    Tab.LOG: "#EEEFF1",
}

# Groups of Tickets: first column key of each, heading colour, a darker tone for the edge.
GROUPS = {
    "ticket": ("#2F4F4A", "#2F4F4A"),
    "enquired": ("#DDE8F1", "#8FAFC9"),
    "photo": ("#EFE7DA", "#C6B08A"),
    "service": ("#E1EBDD", "#9DB891"),
    "code": ("#F6E4DE", "#D6A493"),
    "back": ("#E8E2F1", "#AF9FCB"),
    "notes": ("#ECEAE8", "#BDB7B2"),
}

STAGE_COLOURS = {  # fill, letters
    Stage.ENQUIRY: ("#EEF2F6", "#4A6178"),
    Stage.EXPECTED: ("#E3EDF7", "#2F5F8F"),
    Stage.ARRIVED: ("#FFF2CC", "#7A5B00"),
    Stage.QUOTED: ("#FCE4CF", "#8A4A12"),
    Stage.APPROVED: ("#DDEFD9", "#2F6B2A"),
    Stage.AT_WORKSHOP: ("#D8EEEA", "#1F6659"),
    Stage.BACK: ("#E6DFF3", "#573B86"),
    Stage.SENT_BACK: ("#EFEDEB", "#77706E"),
    Stage.DECLINED: ("#F3E3E3", "#8A4B4B"),
    Stage.NOT_REPAIRABLE: ("#F3E3E3", "#8A4B4B"),
    Stage.CANCELLED: ("#F3E3E3", "#8A4B4B"),
    Stage.ON_HOLD: ("#F9D9D2", "#A3301B"),
}

_DARK = frozenset({GROUPS["ticket"][0], *TAB_COLOURS.values()})
_DAYS = {"en": "[$-409]yyyy-mm-dd (ddd)", "ja": "[$-411]yyyy-mm-dd (aaa)"}
_CENTRED = frozenset({Kind.NUMBER, Kind.DATE, Kind.MOMENT, Kind.COUNT, Kind.CHOICE})


class Looks:
    """The formats of one new workbook; equal ones are made once.

    Args:
        book: The workbook in the making.
        language: Of the sheet.
        digits: Decimal places of its currency.
    """

    def __init__(self, book: XlsxBook, language: str, digits: int) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._numbers = {
            Kind.NUMBER: "@",
            Kind.TEXT: "@",
            Kind.LINK: "General",
            Kind.CHOICE: "General",
            Kind.DATE: _DAYS[language],
            Kind.MOMENT: "yyyy-mm-dd hh:mm",
            Kind.YEN: "#,##0" + ("." + "0" * digits if digits else ""),
            Kind.COUNT: "General",
        }

    def of(self, **looks: object) -> Format:
        """Return a format in the book's face with these properties, as XlsxWriter names them."""
        full = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", **looks}
        key = tuple(sorted(full.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(full)
        return self._made[key]

    def tint(self, **looks: object) -> Format:
        """Return a format for a rule: only what it changes."""
        return self._book.add_format(looks)

    def cell(self, column: Column, *, locked: bool) -> Format:
        """Return the format of the cells of `column`."""
        looks: dict[str, object] = {
            "num_format": self._numbers[column.kind],
            "bottom": 1,
            "bottom_color": LINE,
        }
        if column.kind in _CENTRED:
            looks["align"] = "center"
        if column.kind is Kind.YEN:
            looks |= {"align": "right", "indent": 1}
        if column.kind is Kind.LINK:
            looks |= {"font_color": "#2F5F8F", "underline": 1, "indent": 1}
        if column.kind is Kind.TEXT:
            looks |= {"align": "left", "indent": 1, "text_wrap": wraps(column)}
        if column.kind is Kind.NUMBER and column.key == "ticket":
            looks |= {"bold": True}
        return self.of(locked=locked, **looks)

    def heading(self, fill: str, edge: str) -> Format:
        """Return the format of a heading cell."""
        return self.of(
            text_wrap=True,
            valign="top",
            align="left",
            indent=1,
            bold=True,
            font_color=WHITE if fill in _DARK else INK,
            bg_color=fill,
            bottom=2,
            bottom_color=edge,
            right=1,
            right_color=WHITE,
        )

    def heading_lines(self, fill: str) -> tuple[Format, Format]:
        """Return the type of a heading's first and second language on `fill`."""
        first, second = (WHITE, "#F0ECE6") if fill in _DARK else (INK, QUIET)
        return (
            self.of(bold=True, font_color=first),
            self.of(font_size=8, font_color=second),
        )
