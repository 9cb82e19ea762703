"""How fast the desk works on a Google Sheet of many tickets, on the emulator of the tests.

    python -m tests.benchmarks.google_sheet                  100, 2,000 and 20,000 tickets
    python -m tests.benchmarks.google_sheet --sizes 500      other sizes

Prints Markdown.  The emulator runs in a process of its own and counts requests as Google does; it is
slower than Google with large sheets, so the time in which the desk waits for it is shown apart.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from backoffice import jobs
from backoffice.books.deadline import within
from backoffice.books.google import http_client
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.new_desks import new_desk
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.desk import Run
from estimator.policy.file import load_policy
from estimator.rules.schedule import Batch
from tests.benchmarks.desk import MONTH_END, alone, table, tickets

SIZES = (100, 2_000, 20_000)


class Waiting:
    """Counts requests, the seconds between each and its answer, and bytes as they travel.

    Attributes:
        requests: How many.
        seconds: Their sum.
        sent, received: Bytes of bodies; answers are compressed.
    """

    def __init__(self) -> None:
        self.requests, self.seconds = 0, 0.0
        self.sent = self.received = 0

    def within(self, seconds: float, work: Callable[[], Any]) -> Any:
        """Do as the function of the same name, and count."""
        begun = time.perf_counter()
        try:
            answer = within(seconds, work)
        finally:
            self.requests += 1
            self.seconds += time.perf_counter() - begun
        self.sent += len(answer.request.body or b"")
        self.received += int(answer.headers.get("Content-Length", 0))
        return answer


@contextmanager
def emulator(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Yield address, key of a sheet, and key file of an emulator in a process of its own."""
    credentials = folder / "key.json"
    command = [sys.executable, "-m", "tests.emulator", "--port", "0", "--sheet", "Desk"]
    command += ["--credentials", str(credentials)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        printed = "".join(process.stdout.readline() for _ in range(3))
        address, key = (
            re.search(r"http://\S+", printed),
            re.search(r": (\S{44})$", printed, re.MULTILINE),
        )
        assert address, printed
        assert key, printed
        yield address[0], key[1], credentials
    finally:
        process.terminate()
        process.wait()


def measured(size: int) -> dict[str, float]:
    """Return what each step takes at `size` tickets.

    Requests, seconds on the clock, those of waiting for answers, and those of the processor for the
    desk itself, which do not depend on what else the machine does.
    """
    found: dict[str, float] = {"tickets": size}
    policy = load_policy()
    waiting = Waiting()
    with (
        TemporaryDirectory() as folder,
        emulator(Path(folder)) as (address, key, credentials),
        patch.object(http_client, "within", waiting.within),
    ):
        book = GoogleSheet(key, credentials=credentials, endpoint=address)
        run = Run(book=book, policy=policy, now=MONTH_END, who="bench")
        numbers = [ticket_number(101 + offset) for offset in range(size + 150)]
        desk = new_desk(policy.undated, "en", numbers, list(tickets(size)))
        steps: dict[str, Callable[[], object]] = {
            "create the tabs": lambda: book.create(desk),
            "first sync": lambda: jobs.sync(run),
            "sync with nothing to do": lambda: jobs.sync(run),
            "close": lambda: jobs.close(run, Batch(2026, 6)),
            "sync after it": lambda: jobs.sync(run),
        }
        for name, work in steps.items():
            requests, seconds = waiting.requests, waiting.seconds
            sent, received = waiting.sent, waiting.received
            begun, worked = time.perf_counter(), time.thread_time()
            work()
            found[f"{name}: requests"] = waiting.requests - requests
            found[f"{name}: kB sent"] = (waiting.sent - sent) / 1000
            found[f"{name}: kB received"] = (waiting.received - received) / 1000
            found[f"{name}: in all"] = time.perf_counter() - begun
            found[f"{name}: waiting"] = waiting.seconds - seconds
            found[f"{name}: work"] = time.thread_time() - worked
    found["peak megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return found


def shown(key: str, row: dict[str, float]) -> str:
    """Return a count, or seconds."""
    counts = any(word in key for word in ("requests", "kB", "megabytes"))
    return f"{row[key]:,.0f}" if counts else f"{row[key]:,.2f} s"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.google_sheet",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    options = parser.parse_args()
    rows = [alone(measured, size) for size in options.sizes]
    print("A Google Sheet on the emulator: waiting for its answers, and work of the desk itself.\n")
    print(table(rows, shown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
