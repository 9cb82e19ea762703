"""The commands: each opens the book, calls one job, prints what came of it, and returns its exit status."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.cli.help_texts import MisusedError, PolicyRefusedError, policy_words
from backoffice.errors import BackofficeError, RefusedError
from backoffice.messages import say
from estimator.errors import PolicyError
from estimator.policy.model import Label

if TYPE_CHECKING:
    from backoffice.books.book import Book
    from backoffice.cli.screen import Screen
    from backoffice.jobs.desk import Run
    from estimator.rules.schedule import Batch

DONE, REFUSED, MISUSED, STOPPED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options that commands share, as they were given."""

    lang: str
    book: str | None = None
    as_json: bool = False
    today: datetime | None = None
    policy: Path | None = None
    credentials: Path | None = None

    @property
    def screen(self) -> Screen:
        """Where results go."""
        from backoffice.cli.screen import Screen

        return Screen(self.lang, self.as_json, sys.stdout)

    def month(self, text: str) -> Batch:
        """Return the month that was named.

        Raises:
            MisusedError: If it is none.
        """
        from backoffice.rules.months import parse_month

        try:
            return parse_month(text)
        except RefusedError as error:
            raise MisusedError(error.in_(self.lang)) from error

    @contextmanager
    def run(self, book: str | None = None) -> Iterator[Run]:
        """Yield what a job needs, with progress on standard error while it works.

        Args:
            book: Which book; None for the one that was named as an option.
        """
        from backoffice.cli.progress import steps
        from backoffice.jobs.desk import Run
        from estimator.policy.file import load_policy

        where = book or self.book
        if not where:
            raise MisusedError(say("say", "no-book", self.lang))
        try:
            rules = load_policy(self.policy)
        except PolicyError as error:
            raise PolicyRefusedError(policy_words(error, self.policy, self.lang)) from error
        now = _now(rules.undated.shop.timezone, self.today)
        with steps(self.lang) as step:
            yield Run(book=self.opened(where, step), policy=rules, now=now, who=_who(), step=step)

    def opened(self, where: str, step: Callable[[str], None]) -> Book:
        """Return the book at `where`; `step` is told when Google makes us wait."""
        from backoffice.books import open_book

        return open_book(where, credentials=self.credentials, waiting=lambda _: step("wait"))


def _now(zone: str, today: datetime | None) -> datetime:
    """Return the time at the shop; noon of `today` where a day was given."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if today:
        return datetime.combine(today.date(), time(12))
    try:
        return datetime.now(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    except (ZoneInfoNotFoundError, ValueError) as error:
        text = Label(
            en=say("say", "no-zone", "en", zone=zone), ja=say("say", "no-zone", "ja", zone=zone)
        )
        raise BackofficeError(text.en, text.ja) from error


def _who() -> str:
    try:
        return os.environ.get("BACKOFFICE_WHO") or getpass.getuser()
    except (OSError, KeyError):  # a container without a user name
        return "unknown"


def init(asked: Asked, rows: int) -> int:
    """Make a new workbook."""
    from backoffice import jobs

    with asked.run() as run:
        tab = jobs.init(run, language=asked.lang, rows=rows)
    if asked.as_json:
        asked.screen.data({"ok": True, "book": run.book.where})
    else:
        asked.screen.words("made", book=run.book.where, tab=tab)
    return DONE


def connect(asked: Asked, url: str | None, rows: int) -> int:
    """Set up a shared Google Sheet."""
    from backoffice.jobs.connecting import connect as connecting

    with asked.run(url) as run:
        done = connecting(run, language=asked.lang, rows=rows)
    asked.screen.connected(done)
    return DONE


def copy(asked: Asked, source: str, target: str) -> int:
    """Move a desk to another home."""
    from backoffice.jobs.copying import copy as copying

    with asked.run(source) as run:
        done = copying(run, replace(run, book=asked.opened(target, run.step)))
    asked.screen.copied(done, source)
    return DONE


def check(asked: Asked) -> int:
    """Say what is to fix."""
    from backoffice.jobs.desk import read_desk

    with asked.run() as run:
        desk = read_desk(run)
    asked.screen.check(desk)
    return REFUSED if desk.to_fix else DONE


def sync(asked: Asked) -> int:
    """Bring the script tabs up to date."""
    from backoffice import jobs

    with asked.run() as run:
        done = jobs.sync(run)
    asked.screen.sync(done)
    return DONE


def close(asked: Asked, month: str, yes: bool, out: Path | None) -> int:
    """Close a month, or rehearse it."""
    from backoffice import jobs

    which = asked.month(month)
    made: Sequence[Path] = ()
    with asked.run() as run:
        done = jobs.close(run, which) if yes else jobs.plan(run, which)
        if yes and (done.again or done.wrote):
            made = jobs.papers(done.desk, which, out)
    asked.screen.close(done, which, yes=yes, papers=made)
    return REFUSED if yes and not made else DONE


def reopen(asked: Asked, month: str, yes: bool) -> int:
    """Undo the last close, or say what that would do."""
    from backoffice import jobs

    which = asked.month(month)
    with asked.run() as run:
        count = jobs.reopen(run, which) if yes else jobs.plan_reopen(run, which)
    asked.screen.reopen(which, count, yes=yes)
    return DONE


def papers(asked: Asked, month: str, out: Path | None) -> int:
    """Make the papers of a closed month again."""
    from backoffice import jobs
    from backoffice.jobs.desk import read_desk

    which = asked.month(month)
    with asked.run() as run:
        made = jobs.papers(read_desk(run), which, out)
    asked.screen.papers(made)
    return DONE


def remind(asked: Asked, days: int) -> int:
    """Tell of a month end that is near or overdue."""
    from backoffice.jobs.desk import read_desk
    from backoffice.jobs.reminding import reminders

    with asked.run() as run:
        desk = read_desk(run)
        told = reminders(desk, days)
    asked.screen.remind(told, desk)
    return REFUSED if told else DONE


def doctor(asked: Asked) -> int:
    """Look whether everything is in order."""
    from backoffice.jobs.checkup import examine

    with asked.run() as run:
        findings = examine(run, asked.lang)
    asked.screen.doctor(findings)
    return DONE if all(finding.ok for finding in findings) else REFUSED


def demo(asked: Asked, out: Path) -> int:
    """Play three months of a busy desk."""
    from backoffice.cli.demo_results import show_demo
    from backoffice.cli.progress import steps
    from backoffice.demo.player import play

    with steps(asked.lang) as step:
        played = play(out, asked.lang, step)
    show_demo(played, out, asked.screen)
    return DONE
