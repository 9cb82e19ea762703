"""What the demo prints: a lesson to repeat, what was played, and where to look."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from backoffice.cli.text_results import TextResults
from backoffice.demo.player import BOOK, CLOSING, LAST, LESSON_END, TODAY, Played
from backoffice.messages import message
from backoffice.outputs.papers.made_papers import MadePapers
from backoffice.sheet.headings import Tab

MOST_SHOWN = 12
"""Problems shown of the closing day."""


def show_demo(played: Played, folder: Path, language: str) -> None:
    """Print what the demo in `folder` did, and what to try next."""
    results = TextResults(language, sys.stdout)

    def say(key: str, **values: object) -> None:
        results.text(message("demo", key, language, **values))

    def show(key: str, **values: object) -> None:
        results.line(message("demo", key, language, **values))

    book = folder / BOOK
    say("made", book=book, tickets=len(played.morning.rows.frame))
    _show_lesson(results, played, book)
    results.line("")
    say("behind")
    for done in played.earlier:
        if done.plan:
            say("earlier", month=done.plan.month, count=len(done.plan.pieces))
    say("closing", today=CLOSING)
    results.line("")
    results.check(played.checked, most=MOST_SHOWN)
    results.line("")
    results.close(played.closed, str(LAST), yes=True, papers=MadePapers())
    results.line("")
    say("morning", today=TODAY)
    results.line("")
    say("look")
    tabs = played.checked.layout.sheets
    names = {"fix": tabs[Tab.TO_FIX].name, "desk": tabs[Tab.TODAY].name}
    show("look-book", book=book, **names)
    for month, made in played.papers.items():
        count = len({paper.stem for paper in made.receipts})
        receipts = message("demo", "look-receipts", language, count=count) if count else ""
        where = folder / "papers" / str(month)
        show("look-papers", folder=where, receipts=receipts)
        if made.no_pdf:
            results.say(made.no_pdf)
    letters, first = folder / "letters", played.letters[0].name
    show("letters", count=len(played.letters), folder=letters, first=first)
    show("pages", count=len(played.pages), folder=folder / "status")
    results.line("")
    say("try")
    for key, command in _TRY.items():
        results.text(f"- {message('demo-try', key, language)}")
        results.line(f"     {_call(book, language, command)}")


def _show_lesson(results: TextResults, played: Played, book: Path) -> None:
    """Print the steps of the lesson, each with its command."""
    language, sheets = results.language, played.morning.layout.sheets
    results.line("")
    results.text(message("demo", "lesson", language))
    values = {
        "ticket": played.morning.rows.blank[0],
        "tickets": sheets[Tab.TICKETS].name,
        "quotes": sheets[Tab.QUOTES].name,
        "overview": sheets[Tab.TODAY].name,
        "fix": sheets[Tab.TO_FIX].name,
        "today": TODAY,
    }
    for number, (key, command) in enumerate(_STEPS, 1):
        results.text(f"{number}. {message('lesson', key, language, **values)}")
        if command:
            results.line(f"     {_call(book, language, command)}")


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
