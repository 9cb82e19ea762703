"""The options that commands share, and what a command makes of them: a run, a month, the results."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.books.deadline import Patience
from backoffice.cli.misuse import MisusedError, PolicyRefusedError, policy_text
from backoffice.messages import message
from backoffice.messages.errors import BackofficeError, RefusedError
from estimator.errors import PolicyError

if TYPE_CHECKING:
    from backoffice.books.book import Book
    from backoffice.cli.printer import Printer
    from backoffice.jobs.runs import Run
    from estimator.policy.policy_book import PolicyBook
    from estimator.rules.schedule import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options that commands share, as they were given.

    Attributes:
        patience: With Google, of the whole command.
    """

    lang: str
    book: str | None = None
    as_json: bool = False
    today: date | None = None
    policy: Path | None = None
    credentials: Path | None = None
    patience: Patience = field(default_factory=Patience)

    @property
    def output(self) -> Printer:
        """Where results go: standard output, as JSON or as text."""
        from backoffice.cli.printer import Printer

        return Printer(self.lang, sys.stdout, self.as_json)

    def variables(self) -> dict[str, str]:
        """Return the environment variables that say the same as these options, with full paths."""
        book = self.book or ""
        is_file = Path(book).suffix.lower() == ".xlsx"
        given = {
            "BACKOFFICE_BOOK": str(Path(book).absolute()) if is_file else book,
            "BACKOFFICE_LANG": self.lang,
            "BACKOFFICE_CREDENTIALS": self.credentials or os.environ.get("BACKOFFICE_CREDENTIALS"),
            "BACKOFFICE_POLICY": self.policy and self.policy.absolute(),
        }
        return {name: str(value) for name, value in given.items() if value}

    def month(self, text: str) -> Batch:
        """Return the month that `text` names.

        Raises:
            MisusedError: If it names none.
        """
        from backoffice.rules.months import parse_month

        try:
            return parse_month(text)
        except RefusedError as error:
            raise MisusedError(error.in_(self.lang)) from error

    def misused(self, key: str, group: str = "results", **values: object) -> MisusedError:
        """Return what to raise where a command is called in a way that it does not offer."""
        return MisusedError(message(group, key, self.lang, **values))

    def rules_in(self, file: Path | None) -> PolicyBook:
        """Return the policy in `file`; without one, the shop's own.

        Raises:
            PolicyRefusedError: If it cannot be used.
        """
        from estimator.policy.file import load_policy

        try:
            return load_policy(file)
        except PolicyError as error:
            raise PolicyRefusedError(policy_text(error, file, self.lang)) from error

    @contextmanager
    def run(self, book: str | None = None) -> Iterator[Run]:
        """Yield what a job needs, with progress on standard error while it works.

        Args:
            book: Which book; None for the one given as an option.

        Raises:
            MisusedError: If no book is given.
            PolicyRefusedError: If the policy file cannot be used.
        """
        from backoffice.cli.progress import steps
        from backoffice.jobs.runs import Run

        where = book or self.book
        if not where:
            raise self.misused("no-book")
        rules = self.rules_in(self.policy)
        now = _now(rules.undated.shop.timezone, self.today)
        with steps(self.lang) as step:
            yield Run(book=self.opened(where, step), policy=rules, now=now, who=_who(), step=step)

    def opened(self, where: str, step: Callable[[str], None]) -> Book:
        """Return the book at `where`; `step` is called with ``wait`` while Google makes us wait."""
        from backoffice.books import open_book

        return open_book(
            where,
            credentials=self.credentials,
            waiting=lambda _: step("wait"),
            patience=self.patience,
        )


def _now(zone: str, today: date | None) -> datetime:
    """Return the time at the shop; noon of `today` where a day was given."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if today:
        return datetime.combine(today, time(12))
    try:
        return datetime.now(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BackofficeError("results.no-zone", zone=zone) from error


def _who() -> str:
    try:
        return os.environ.get("BACKOFFICE_WHO") or getpass.getuser()
    except (OSError, KeyError):  # a container without a user name
        return "unknown"
