"""What the demo prints: the story of the month end, and where to look."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from backoffice.cli.text_results import TextResults
from backoffice.demo.player import BOOK, CLOSING, LAST, TODAY, Played
from backoffice.messages import message
from backoffice.sheet.headings import Tab

MOST_SHOWN = 12
"""Problems shown of the closing day."""


def show_demo(played: Played, folder: Path, language: str) -> None:
    """Print what the demo in `folder` did, and what to try next."""
    results = TextResults(language, sys.stdout)

    def say(key: str, **values: object) -> None:
        results.text(message("demo", key, language, **values))

    book = folder / BOOK
    say("made", book=book, tickets=len(played.morning.rows.frame))
    for done in played.earlier:
        if done.plan:
            say("earlier", month=done.plan.month, count=len(done.plan.pieces))
    say("closing", today=CLOSING)
    results.line("")
    results.check(played.checked, most=MOST_SHOWN)
    results.line("")
    results.close(played.closed, str(LAST), yes=True, papers=())
    results.line("")
    say("morning", today=TODAY)
    results.line("")
    say("look")
    tabs = played.checked.layout.sheets
    names = {"fix": tabs[Tab.TO_FIX].name, "desk": tabs[Tab.TODAY].name}
    results.line(message("demo", "look-book", language, book=book, **names))
    for paper in played.papers:
        results.line(f"  {folder / 'papers' / str(LAST) / paper.name}")
    called = {"program": program_name(), "book": quote(str(book)), "today": TODAY}
    results.line(message("demo", "try", language, **called))


def program_name() -> str:
    """Return how this program was called, so that the call shown can be copied."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "backoffice" else "python -m backoffice"
