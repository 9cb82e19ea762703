"""Seconds of the steps of a close and of a sync that writes nothing, for `tests.benchmarks.desk --profile`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

STEPS: Mapping[str, tuple[str, ...]] = {
    "reading the workbook": ("backoffice.books.workbook.workbook.Workbook.read",),
    "where the columns are": ("backoffice.jobs.desk.find_layout",),
    "Quotes, Batches and Log read back": ("backoffice.jobs.desk.read_ledger",),
    "cells of Tickets": ("backoffice.jobs.desk.read_tickets",),
    "what the workshop reads": ("backoffice.jobs.desk.with_sent_texts",),
    "checks of facts": ("backoffice.jobs.desk.check_facts",),
    "prices of the tickets": ("backoffice.rules.assessment.quote_tickets",),
    "fingerprints and records of entries": (
        "backoffice.rules.assessment.price_inputs",
        "backoffice.rules.assessment.fingerprints",
        "backoffice.rules.assessment.sent_fingerprints",
        "backoffice.rules.assessment.entry_texts",
    ),
    "agreed prices, totals, stages, holds": ("backoffice.jobs.desk.assess",),
    "who goes, as frozen rows": (
        "backoffice.jobs.closing.plan_of",
        "backoffice.jobs.closing.batch_rows",
    ),
    "rows of Quotes": (
        "backoffice.jobs.script_changes.quote_rows",
        "backoffice.jobs.script_changes.has_changed",
    ),
    "rows of To fix and Today": (
        "backoffice.jobs.script_changes.to_fix_rows",
        "backoffice.jobs.script_changes.today_rows",
        "backoffice.jobs.script_changes.texts_of",
    ),
    "the copy of the batch in Log": ("backoffice.jobs.closing.record_of",),
    "writing the workbook": ("backoffice.books.workbook.workbook.Workbook.write",),
}
"""Functions, where they are called, by step."""

REST = "everything else"


@contextmanager
def timed_steps() -> Iterator[dict[str, float]]:
    """Yield seconds of the processor by step, without those of the steps within; they grow meanwhile."""
    seconds = dict.fromkeys(STEPS, 0.0)
    within: list[float] = [0.0]

    def timed(step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            within.append(0.0)
            begun = time.process_time()
            try:
                return work(*given, **named)
            finally:
                took = time.process_time() - begun
                seconds[step] += took - within.pop()
                within[-1] += took

        return run

    with ExitStack() as patches:
        for step, names in STEPS.items():
            for name in names:
                patches.enter_context(patch(name, timed(step, resolve_name(name))))
        yield seconds


def seconds_by_step(work: Callable[[], object]) -> dict[str, float]:
    """Return the seconds of each step of `work`, and those of everything else."""
    with timed_steps() as seconds:
        begun = time.process_time()
        work()
        seconds[REST] = time.process_time() - begun - sum(seconds.values())
    return seconds


def steps_table(columns: Mapping[str, Mapping[str, float]]) -> str:
    """Return a Markdown table: seconds and share of each step, one column for each of `columns`."""
    lines = ["| seconds by step | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    for step in (*STEPS, REST):
        cells = [
            f"{seconds[step]:.2f} ({seconds[step] / sum(seconds.values()):.0%})"
            if seconds[step] >= 0.005
            else "–"
            for seconds in columns.values()
        ]
        lines.append(f"| {step} | " + " | ".join(cells) + " |")
    sums = [f"{sum(seconds.values()):.2f}" for seconds in columns.values()]
    return "\n".join([*lines, "| in all | " + " | ".join(sums) + " |"])
