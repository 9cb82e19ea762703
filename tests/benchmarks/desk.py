"""How fast the desk works on a sheet of many tickets, as ratios against named peers in one run.

    python -m tests.benchmarks.desk                      1,000, 10,000 and 100,000 tickets
    python -m tests.benchmarks.desk --sizes 2000         other sizes
    python -m tests.benchmarks.desk --rounds 3           the median of three measurements
    python -m tests.benchmarks.desk --full               a Google Sheet's ten million cells (slow)
    python -m tests.benchmarks.desk --peers              openpyxl and pandas too (slow)
    python -m tests.benchmarks.desk --profile            nothing but seconds by step, at the largest size

Prints Markdown.  Each command runs in a process of its own, so that peak memory is its own.  Time is that
of the processor, so that other programs disturb it less.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from python_calamine import CalamineWorkbook

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.desk import Run, read_desk
from backoffice.jobs.last_sync import sync_what_changed
from backoffice.rules.quoting import quote_tickets
from backoffice.sheet.snapshot import Cell
from estimator.policy.file import load_policy
from estimator.rules.items import Item, Replating
from estimator.rules.quotes import quote
from estimator.rules.schedule import Batch
from tests.benchmarks.desk_steps import seconds_by_step, steps_table

Found = TypeVar("Found")

MONTH_END = datetime(2026, 6, 30, 12)
SIZES = (1_000, 10_000, 100_000)
FULL = 256_000
"""Tickets of 39 columns in ten million cells."""

TICKETS_READ, ALL_READ = "calamine: bare read of Tickets", "calamine: bare read of all tabs"
CLOSE = "desk: close (read, check, quote, batch, write)"
CHECK = "desk: check"
NOTHING_TO_DO = "desk: sync with nothing to do"


def tickets(count: int) -> Iterator[dict[str, Cell]]:
    """Yield tickets as staff would have typed them, the same for the same count."""
    random = Random(count)
    materials = ("gold-plated", "rhodium-plated", "solid-gold", "silver", "other")
    for number in range(count):
        asked = date(2026, 4, 1) + timedelta(days=random.randrange(60))
        arrived = asked + timedelta(days=random.randrange(2, 25))
        yield {
            "enquired": asked,
            "name": f"Customer {number}",
            "email": f"customer{number}@example.com",
            "language": random.choice(("en", "ja")),
            "order": f"{number:06}",
            "photo": f"https://photos.example.com/{number}",
            "piece": random.choice(("ring", "necklace", "ピアス", "ブローチ")),
            "material": random.choice(materials),
            "replating": random.choice(("yes", "no", "not-sure", "")),
            "service:refinish": random.choice(("", 1, "✓")),
            "service:clean": 1,
            "service:stone": random.choice(("", "", 3, "２石")),
            "go_ahead": 9000,
            "arrived": arrived,
            "inspected": arrived + timedelta(days=1),
            "price": random.choice((1500, 2500, "３，０００円")),
            "answer": random.choice(("approved", "approved", "")),
        }


@contextmanager
def desk_of(size: int) -> Iterator[tuple[Path, Run]]:
    """Yield a workbook of `size` tickets and a run on it, without garbage collector, as in a command."""
    gc.disable()
    policy = load_policy()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.xlsx"
        elsewhere(make, path, size)
        yield path, Run(book=open_book(path), policy=policy, now=MONTH_END, who="bench")


def measured(size: int) -> dict[str, float]:
    """Return seconds and peak memory of each step at `size` tickets."""
    found: dict[str, float] = {"tickets": size}
    with desk_of(size) as (path, run):
        found["megabytes of the file"] = path.stat().st_size / 1e6
        found[TICKETS_READ] = elsewhere(bare_read, path)
        found[CLOSE], peak = elsewhere(command, path, CLOSE)
        found[ALL_READ] = elsewhere(bare_read, path, True)
        for step in (CHECK, NOTHING_TO_DO):
            found[step], megabytes = elsewhere(command, path, step)
            peak = max(peak, megabytes)
        sync_what_changed(run)
        found["desk: sync of an unchanged workbook"] = timed(lambda: sync_what_changed(run))
        found["peak megabytes"] = peak
        found["quotes by column"], found["quotes one by one"] = engines(run)
    return found


def command(path: Path, step: str) -> tuple[float, float]:
    """Return the seconds of a command, with what it loads late, and the most megabytes of its process."""
    gc.disable()
    run = Run(book=open_book(path), policy=load_policy(), now=MONTH_END, who="bench")
    work: dict[str, Callable[[], object]] = {
        CLOSE: lambda: jobs.close(run, Batch(2026, 6)),
        CHECK: lambda: read_desk(run),
        NOTHING_TO_DO: lambda: jobs.sync(run),
    }
    seconds = timed(work[step])
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def profiled(size: int) -> dict[str, dict[str, float]]:
    """Return seconds by step of a close and of a sync with nothing to write, at `size` tickets."""
    with desk_of(size) as (_, run):
        close = seconds_by_step(lambda: jobs.close(run, Batch(2026, 6)))
        return {
            "close": close,
            "sync with nothing to write": seconds_by_step(lambda: jobs.sync(run)),
        }


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes, after what earlier work left behind, as in a process of its own."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def make(path: Path, size: int) -> None:
    """Make a workbook of `size` tickets."""
    numbers = [ticket_number(101 + offset) for offset in range(size + 100)]
    desk = new_desk(load_policy().undated, "en", numbers, list(tickets(size)))
    open_book(path).create(desk)


def bare_read(path: Path, every_tab: bool = False) -> float:
    """Return the seconds in which calamine reads Tickets, or all tabs, and does nothing else."""

    def read() -> None:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names if every_tab else ["Tickets"]:
            workbook.get_sheet_by_name(name).to_python()

    return timed(read)


def check_against_pandas(rounds: int) -> tuple[float, float]:
    """Return the seconds of `check` of a desk of 2,000 tickets and of ``import pandas``, whole processes.

    Modules are compiled, as where a program is installed.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.xlsx"
        make(path, 2_000)
        others = {key: value for key, value in os.environ.items() if "BYTECODE" not in key}
        environment = {**others, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        check = ["-m", "backoffice", "check", "--book", str(path), "--today", "2026-06-30"]

        def whole(*arguments: str) -> float:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, *arguments], env=environment, capture_output=True, check=False
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        whole(*check)
        pairs = [(whole(*check), whole("-c", "import pandas")) for _ in range(max(rounds, 5))]
        return median(own for own, _ in pairs), median(peer for _, peer in pairs)


def engines(run: Run) -> tuple[float, float]:
    """Return the seconds of both engines for the same tickets."""
    frame = read_desk(run).rows.frame
    services = [column for column in frame if column.startswith("service:")]
    by_column = timed(lambda: quote_tickets(frame, run.policy))
    rows = frame[["enquired", "material", "replating", *services]].to_dict("records")

    def one_by_one() -> None:
        for row in rows:
            counts = {name.removeprefix("service:"): row[name] for name in services if row[name]}
            item = Item(
                material=row["material"], replating=Replating(row["replating"]), services=counts
            )
            quote([item], run.policy.on(row["enquired"].date()))

    return by_column, timed(one_by_one)


def peers(size: int) -> dict[str, float]:
    """Return how long other libraries take to read the same workbook."""
    import openpyxl
    import pandas as pd

    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.xlsx"
        make(path, size)
        return {
            "tickets": size,
            TICKETS_READ: bare_read(path),
            "openpyxl: load": timed(lambda: openpyxl.load_workbook(path)),
            "pandas.read_excel with openpyxl": timed(
                lambda: pd.read_excel(path, sheet_name="Tickets", engine="openpyxl")
            ),
        }


def table(rows: list[dict[str, float]], cell: Callable[[str, dict[str, float]], str]) -> str:
    """Return a Markdown table: a column for each size, which is first in its row, its figures as `cell` shows them."""
    lines = ["| | " + " | ".join(f"{row['tickets']:,.0f}" for row in rows) + " |"]
    lines.append("|---|" + "---:|" * len(rows))
    for key in list(rows[0])[1:]:
        lines.append(f"| {key} | " + " | ".join(cell(key, row) for row in rows) + " |")
    return "\n".join(lines)


def compared(key: str, row: dict[str, float]) -> str:
    """Return seconds, and in brackets their ratio to calamine's bare read of Tickets."""
    ratio = "" if "megabytes" in key else f" ({row[key] / row[TICKETS_READ]:.2f} ×)"
    return f"{row[key]:,.3f}{ratio}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.desk",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--rounds", type=int, default=1, help="print the median of so many")
    parser.add_argument(
        "--full", action="store_true", help=f"{FULL:,} tickets, as many as a Google Sheet holds"
    )
    parser.add_argument(
        "--peers", action="store_true", help="openpyxl and pandas, at the largest size"
    )
    parser.add_argument(
        "--profile", action="store_true", help="seconds by step, at the largest size"
    )
    options = parser.parse_args()
    if options.profile:
        print(steps_table(alone(profiled, max(options.sizes))))
        return 0
    sizes = [*options.sizes, *([FULL] if options.full else [])]
    rows = [medians([alone(measured, size) for _ in range(options.rounds)]) for size in sizes]
    print("Seconds; in brackets as multiples of calamine's bare read of Tickets.\n")
    print(table(rows, compared))
    for row in rows:
        print(
            f"\n{row['tickets']:,.0f} tickets: a sync with nothing to do takes"
            f" {row[NOTHING_TO_DO] / row[ALL_READ]:.2f} × the bare read of all tabs."
        )
    for less, more in pairwise(rows):
        times, slower = more["tickets"] / less["tickets"], more[CLOSE] / less[CLOSE]
        print(f"\n{times:.0f} × the tickets: a close takes {slower:.1f} × as long.")
    own, peer = check_against_pandas(options.rounds)
    print(
        f"\n`check` of 2,000 tickets takes {own:.2f} s, `import pandas` {peer:.2f} s, whole processes:"
        f" {own / peer:.2f} ×."
    )
    for row in rows:
        ratio = row["quotes one by one"] / row["quotes by column"]
        print(
            f"\n{row['tickets']:,.0f} tickets: quotes by column {ratio:.0f} × as fast as one by one."
        )
    if options.peers:
        print("\nReading alone:\n")
        print(table([alone(peers, max(options.sizes))], compared))
    return 0


def medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    """Return the median of each figure."""
    return {key: median(found[key] for found in rounds) for key in rounds[0]}


def alone(work: Callable[[int], Found], size: int) -> Found:
    """Return what `work` measures in a process of its own."""
    print(f"{size:,} tickets …", file=sys.stderr)
    return elsewhere(work, size)


def elsewhere(work: Callable[..., Found], *arguments: object) -> Found:
    """Return what `work` returns, done in a process of its own, whose memory is not the caller's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


if __name__ == "__main__":
    sys.exit(main())
