"""What the demo prints: a lesson to repeat, what was played, and where to look."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from shlex import quote

from backoffice.cli.check_results import show_check
from backoffice.cli.close_results import show_close
from backoffice.cli.printer import Printer
from backoffice.demo.player import BOOK, CLOSING, LAST, LESSON_END, TODAY, Played
from backoffice.messages import message
from backoffice.outputs.papers.made_papers import MadePapers
from backoffice.sheet.headings import Tab

MOST_SHOWN = 12
"""Problems shown of the closing day."""


def show_demo(to: Printer, played: Played, folder: Path) -> None:
    """Print what the demo in `folder` did, and what to try next."""
    results, to = to, replace(to, group="demo")
    book = folder / BOOK
    to.say("made", book=book, tickets=len(played.morning.rows.frame))
    _show_lesson(to, played, book)
    to.line("")
    to.say("behind")
    for done in played.earlier:
        if done.plan:
            to.say("earlier", month=done.plan.month, count=len(done.plan.pieces))
    to.say("closing", today=CLOSING)
    to.line("")
    show_check(results, played.checked, most=MOST_SHOWN)
    to.line("")
    show_close(results, played.closed, str(LAST), yes=True, papers=MadePapers())
    to.line("")
    to.say("morning", today=TODAY)
    to.line("")
    to.say("look")
    tabs = played.checked.layout.sheets
    names = {"fix": tabs[Tab.TO_FIX].name, "desk": tabs[Tab.TODAY].name}
    to.line(to.message("look-book", book=book, **names))
    for month, made in played.papers.items():
        count = len({paper.stem for paper in made.receipts})
        receipts = to.message("look-receipts", count=count) if count else ""
        where = folder / "papers" / str(month)
        to.line(to.message("look-papers", folder=where, receipts=receipts))
        if made.no_pdf:
            results.say(made.no_pdf)
    letters, first = folder / "letters", played.letters[0].name
    to.line(to.message("letters", count=len(played.letters), folder=letters, first=first))
    to.line(to.message("pages", count=len(played.pages), folder=folder / "status"))
    to.line("")
    to.say("try")
    for key, command in _TRY.items():
        to.text(f"- {message('demo-try', key, to.language)}")
        to.line(f"     {_call(book, to.language, command)}")


def _show_lesson(to: Printer, played: Played, book: Path) -> None:
    """Print the steps of the lesson, each with its command."""
    sheets = played.morning.layout.sheets
    to.line("")
    to.say("lesson")
    values = {
        "ticket": played.morning.rows.blank[0],
        "tickets": sheets[Tab.TICKETS].name,
        "quotes": sheets[Tab.QUOTES].name,
        "overview": sheets[Tab.TODAY].name,
        "fix": sheets[Tab.TO_FIX].name,
        "today": TODAY,
    }
    for number, (key, command) in enumerate(_STEPS, 1):
        to.text(f"{number}. {message('lesson', key, to.language, **values)}")
        if command:
            to.line(f"     {_call(book, to.language, command)}")


_STEPS = (
    ("row", ""),
    ("sync", f"sync --today {TODAY}"),
    ("mistake", f"sync --today {TODAY}"),
    ("fix", f"sync --today {TODAY}"),
    ("rehearsal", f"close --today {TODAY}"),
    ("close", f"close 2026-07 --yes --today {LESSON_END}"),
)
"""The steps of the lesson, each with its command."""

_TRY = {
    "remind": f"remind --today {LESSON_END}",
    "restore": "restore",
    "check": f"check --today {TODAY}",
}


def _call(book: Path, language: str, command: str) -> str:
    """Return a call as it can be copied."""
    lang = " --lang ja" if language == "ja" else ""
    return f"{program_name()} {command} --book {quote(str(book))}{lang}"


def program_name() -> str:
    """Return how this program was called, so that the call shown can be copied."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "backoffice" else "python -m backoffice"
