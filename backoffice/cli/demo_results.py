"""What the demo prints: the story of the month end, and where to look."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from backoffice.cli.screen import Screen
from backoffice.demo.player import CLOSING, LAST, NAMES, TODAY, Played
from backoffice.messages import say
from backoffice.sheet.headings import Tab


def show_demo(played: Played, folder: Path, screen: Screen) -> None:
    """Print what the demo in `folder` did, and what to try next."""

    def tell(key: str, **places: object) -> None:
        screen.text(say("demo", key, screen.language, **places))

    book = folder / NAMES[0]
    tell("made", book=book, tickets=len(played.morning.rows.frame))
    for done in played.earlier:
        if done.plan:
            tell("earlier", month=done.plan.month, count=len(done.plan.pieces))
    tell("closing", today=CLOSING)
    screen.line("")
    screen.check(played.found, most=12)
    screen.line("")
    screen.close(played.closed, LAST, yes=True, papers=())
    screen.line("")
    tell("morning", today=TODAY)
    screen.line("")
    tell("look")
    tabs = played.found.layout.sheets
    names = {"fix": tabs[Tab.TO_FIX].name, "desk": tabs[Tab.DESK].name}
    screen.line(say("demo", "look-book", screen.language, book=book, **names))
    for paper in played.papers:
        screen.line(f"  {folder / 'papers' / str(LAST) / paper.name}")
    called = {"program": program(), "book": quote(str(book)), "today": TODAY}
    screen.line(say("demo", "try", screen.language, **called))


def program() -> str:
    """Return how this program was called, so that the line shown can be called again."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "backoffice" else "python -m backoffice"
