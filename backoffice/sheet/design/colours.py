"""Colours and typefaces of a desk."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.sheet.choices import Stage
from backoffice.sheet.headings import Column, Tab

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

_OF_TABS = {
    Tab.START: (GOLD, GOLD_SOFT),
    Tab.TICKETS: ("#3F7A6B", "#E3F0EC"),
    Tab.TO_FIX: ("#C4553B", "#FAE7E2"),
    Tab.TODAY: ("#47698F", "#E4ECF5"),
    **dict.fromkeys((Tab.QUOTES, Tab.BATCHES, Tab.LOG), ("#7A7F87", "#EEEFF1")),
}
TAB_COLOURS, TAB_TINTS = ({tab: pair[at] for tab, pair in _OF_TABS.items()} for at in range(2))

# Groups of Tickets: first column key of each, heading colour, a darker tone for the edge.
GROUPS = {
    "ticket": ("#2F4F4A", "#2F4F4A"),
    "together": ("#DDE8F1", "#8FAFC9"),
    "photo": ("#EFE7DA", "#C6B08A"),
    "service": ("#E1EBDD", "#9DB891"),
    "code": ("#F6E4DE", "#D6A493"),
    "back": ("#E8E2F1", "#AF9FCB"),
    "notes": ("#ECEAE8", "#BDB7B2"),
}

_ENDED = ("#F3E3E3", "#8A4B4B")
STAGE_COLOURS = {  # fill, text
    Stage.ENQUIRY: ("#EEF2F6", "#4A6178"),
    Stage.EXPECTED: ("#E3EDF7", "#2F5F8F"),
    Stage.ARRIVED: ("#FFF2CC", "#7A5B00"),
    Stage.QUOTED: ("#FCE4CF", "#8A4A12"),
    Stage.APPROVED: ("#DDEFD9", "#2F6B2A"),
    Stage.AT_WORKSHOP: ("#D8EEEA", "#1F6659"),
    Stage.BACK: ("#E6DFF3", "#573B86"),
    Stage.SENT_BACK: ("#EFEDEB", "#77706E"),
    Stage.DECLINED: _ENDED,
    Stage.NOT_REPAIRABLE: _ENDED,
    Stage.CANCELLED: _ENDED,
    Stage.LOST: ("#E7C7C2", "#7A1F12"),
    Stage.ON_HOLD: ("#F9D9D2", "#A3301B"),
}

DARK = frozenset({GROUPS["ticket"][0], *TAB_COLOURS.values()})
"""Fills that need light letters."""


def heading_colours(tab: Tab, columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return fill and edge of each heading of `tab`."""
    if tab is not Tab.TICKETS:
        return [(TAB_COLOURS[tab], TAB_COLOURS[tab])] * len(columns)
    colours, group = [], "ticket"
    for column in columns:
        key = "service" if column.service else column.key
        group = key if key in GROUPS else group
        colours.append(GROUPS[group])
    return colours
