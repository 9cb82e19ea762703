"""Closing a month on a real workbook, in processes that are killed on the way."""

from __future__ import annotations

import os
import signal
import time
from array import array
from collections.abc import Callable
from mmap import mmap
from multiprocessing.connection import Connection
from pathlib import Path

from backoffice import jobs
from backoffice.books import open_book
from backoffice.jobs.desk import Run
from tests.backoffice import desks
from tests.backoffice.desks import APPROVED, MAY, QUOTED, workbook_at

TICKETS = [APPROVED] * 3 + [QUOTED]


def make_desk(path: Path) -> None:
    """Make a desk that was synced and has three pieces to send."""
    jobs.start(desks.run_on(workbook_at(path, *TICKETS)))


def run_on(path: Path, step: Callable[[str], None] = lambda _: None) -> Run:
    """Return a run on the workbook at `path`, always at the same moment."""
    return desks.run_on(open_book(path), step=step)


def close(path: Path, steps: Connection) -> None:
    """Close May; report when each step begins."""

    def report(step: str) -> None:
        steps.send((step, time.monotonic()))

    report("start")
    jobs.close(run_on(path, report), MAY)


CALLS = ("open", "fdopen", "fsync", "replace", "unlink", "mkdir", "chmod", "chown", "close")
"""What a close asks of the operating system while it writes."""


def close_often(path: Path, orders: Connection) -> None:
    """Go up to the point of writing once; then write in a child that is killed, once for each order.

    An order is a number of calls to the system and the seconds after that call at which to kill, or
    None to let it finish.  The answer is when each call began, in seconds, and whether it was killed.
    """
    calls = memoryview(mmap(-1, 8 * MOST_CALLS)).cast("d")

    def obey(step: str) -> None:
        while step == "write":
            order = orders.recv()
            calls[:] = NO_CALLS
            begun = time.monotonic()
            child = os.fork()
            if child == 0:
                for name in CALLS:
                    setattr(os, name, _noted(getattr(os, name), calls))
                return
            if order:
                _kill(child, begun, calls, *order)
            _, status = os.waitpid(child, 0)
            orders.send(([when - begun for when in calls if when], os.WIFSIGNALED(status)))

    jobs.close(run_on(path, obey), MAY)
    os._exit(0)


MOST_CALLS = 200
GLANCE = 0.00005
"""Seconds between two polls of a child, so that polling does not slow it down."""

NO_CALLS = memoryview(array("d", [0.0] * MOST_CALLS))


def _noted(real: Callable[..., object], calls: memoryview) -> Callable[..., object]:
    def call(*arguments: object, **options: object) -> object:
        calls[next(at for at, when in enumerate(calls) if not when)] = time.monotonic()
        return real(*arguments, **options)

    return call


def _kill(child: int, begun: float, calls: memoryview, number: int, seconds: float) -> None:
    """Kill `child` so many seconds after its call; one that made fewer calls has finished."""
    while not (when := calls[number - 1] if number else begun):
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(GLANCE)
    time.sleep(max(0.0, when + seconds - time.monotonic()))
    os.kill(child, signal.SIGKILL)
