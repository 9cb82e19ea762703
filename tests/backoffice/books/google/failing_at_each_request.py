"""A command run once; at each request a child process of its own for each failure, which goes on from there.

What comes before the failure is so paid once, and the emulator, the desk and the program are as they were
at that moment.  Google answers in this process (`tests.emulator.in_process`).
"""

from __future__ import annotations

import gc
import os
import pickle
import random
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from hashlib import sha256
from io import BytesIO
from itertools import product
from threading import current_thread, main_thread
from typing import Self
from unittest.mock import patch
from uuid import UUID

from tests.backoffice.books.google_desks import emulator
from tests.emulator.behaviour import Behaviour
from tests.emulator.failures import KINDS
from tests.emulator.in_process import in_process

FAILURES = [*product(("before", "after"), KINDS)]
"""Before or after Google did what was asked for, and how it fails."""

LONGEST = 120
"""Seconds after which a child process is ended by the system: something waits for ever."""

_RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure, as the emulator names it, of one request of the command, counted from 1."""

    at: int
    when: str
    kind: str

    def __str__(self) -> str:
        return f"{self.at}/{self.when}/{self.kind}"


@dataclass
class EachRequest:
    """Runs a command on one sheet with a failure at each request.

    Args:
        key: The sheet.
        is_chosen: Whether a failure is to be played.
        command: Runs the command; returns what was wrong with how it ended, nothing if all is right.
            It is given what returns the failure that it met.
        again: Runs it again without a failure; returns what is wrong then.

    Attributes:
        failure: The failure of this process; None in the one that runs the command without any.
        played: Number of failures so far.
        wrong: What was wrong, by failure.
        asked: What was asked of Google about numbers and names in use, by failure: attributes of `Behaviour`.
            If one was not, the run is the same whatever Google does about it.
    """

    key: str
    is_chosen: Callable[[Failure], bool]
    command: Callable[[Callable[[], Failure | None]], str]
    again: Callable[[], str]
    failure: Failure | None = None
    played: int = 0
    wrong: dict[str, str] = field(default_factory=dict)
    asked: dict[Failure, frozenset[str]] = field(default_factory=dict)
    _at: int = 0
    _right: dict[str, frozenset[str]] = field(default_factory=dict)
    _report: int = 0

    @property
    def met(self) -> int:
        """Number of failures that there are."""
        return self._at * len(FAILURES)

    def play(self) -> None:
        """Run the command with all chosen failures, one child process each."""
        random.seed(self.key)
        file = emulator().files[self.key]
        file.behaviour = Asked(
            **{each.name: getattr(file.behaviour, each.name) for each in fields(Behaviour)}
        )
        _asked.clear()
        emulator().between(self._fork_for_each)
        try:
            with gently():
                if wrong := self.command(self.failure_met):
                    self.wrong["no failure"] = wrong
                if self.failure:
                    emulator().mend()
                    self._end(wrong or self._run_again())
        except BaseException:
            if not self.failure:
                raise
            self._end(traceback.format_exc())
        finally:
            if self.failure:
                os._exit(1)
            emulator().between(None)

    def failure_met(self) -> Failure | None:
        """Return the failure of this process, which the command itself cannot know before its end."""
        return self.failure

    def _fork_for_each(self, request: object) -> None:
        """Let a child process meet each chosen failure of the request that is about to be done."""
        if self.failure:
            return
        assert current_thread() is main_thread(), "no other thread is left after a fork"
        self._at += 1
        for when, kind in FAILURES:
            failure = Failure(self._at, when, kind)
            if not self.is_chosen(failure):
                continue
            self.played += 1
            chance = random.getstate()
            reading, writing = os.pipe()
            if os.fork() == 0:
                os.close(reading)
                random.setstate(chance)  # a fork begins another one
                gc.disable()  # not worth it: the process ends soon
                signal.alarm(LONGEST)
                self.failure, self._report = failure, writing
                emulator().fail(kind, when=when, times=3 if kind == "401" else 1)
                return
            os.close(writing)
            with os.fdopen(reading, encoding="utf-8") as pipe:
                report = pipe.read() or "the process ended without a word"
            os.wait()
            if report.startswith(_RIGHT):
                _, state, *asked = report.split(" ")
                self._right.setdefault(state, frozenset(asked))
                self.asked[failure] = frozenset(asked)
            else:
                self.wrong[str(failure)] = report

    def _run_again(self) -> str:
        """Run the command again; from a state from which it ended well before, it ends well."""
        state = digest(self.key)
        if state in self._right:
            _asked.update(self._right[state])
        elif wrong := self.again():
            return wrong
        return " ".join([_RIGHT, state, *_asked])

    def _end(self, report: str) -> None:
        """End this process; its parent reads the report."""
        with os.fdopen(self._report, "w", encoding="utf-8") as pipe:
            pipe.write(report)
        os._exit(0)


_asked: set[str] = set()


class Asked(Behaviour):
    """What a spreadsheet does, and notes when it is asked about what is in use."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> object:
        """Return an attribute."""
        if name in ("ids", "titles"):
            _asked.add(name)
        return super().__getattribute__(name)


def digest(key: str) -> str:
    """Return a text that is the same for the same state of a sheet."""
    asked = frozenset(_asked)
    content = BytesIO()
    pickler = pickle.Pickler(content)
    pickler.fast = True  # the same whether equal parts are one object or two
    pickler.dump(emulator().files[key])
    _asked.intersection_update(asked)  # writing it down asks Google nothing
    return sha256(content.getvalue()).hexdigest()


class InTurn:
    """Does one after the other what an executor does at once."""

    def __init__(self, workers: int) -> None:
        """Take any number of workers."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Leave nothing to wait for."""

    def map(self, work: Callable[[int], int], parts: Iterable[int]) -> Iterator[int]:
        """Yield what `work` returns; all of it is done also where some of it fails."""
        futures = []
        for part in parts:
            future: Future[int] = Future()
            try:
                future.set_result(work(part))
            except Exception as error:
                future.set_exception(error)
            futures.append(future)
        return (future.result() for future in futures)


@contextmanager
def gently() -> Iterator[None]:
    """Let nothing wait, and no thread or chance come in between: a fork has only the thread that asks for it."""
    with (
        in_process(emulator()),
        patch("backoffice.books.google.http_client.within", lambda seconds, work: work()),
        patch("backoffice.books.google.probes.trial_answers.ThreadPoolExecutor", InTurn),
        patch("backoffice.books.google.versions.uuid4", lambda: UUID(int=random.getrandbits(128))),
    ):
        gc.freeze()
        try:
            yield
        finally:
            gc.unfreeze()
