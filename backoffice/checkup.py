"""The doctor: looks whether everything the desk needs is in order.  Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from backoffice.batches import check_may_close, cutoff_of
from backoffice.desk import Desk, Run, read_desk
from backoffice.errors import BackofficeError, LayoutError, RefusedError
from backoffice.stages import Stage
from backoffice.words import say
from backoffice.writing import PAD_LEAST
from estimator.schedule import Batch

AHEAD = timedelta(days=180)
"""How long before its end the calendar is said to be short."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its name, whether it is in order, and what to do if not."""

    name: str
    ok: bool
    message: str


def examine(run: Run, language: str) -> list[Finding]:
    """Return what was found, in the order one would look; stops where nothing more can be seen."""

    def finding(key: str, ok: bool, words: str, **places: object) -> Finding:
        return Finding(say("doctor", key, language), ok, say("doctor", words, language, **places))

    last = run.policy.undated.calendar.last
    edition = run.policy.edition(run.now.date())
    short = last - run.now.date() < AHEAD
    found = [
        finding(
            "policy",
            not short,
            "policy-short" if short else "policy-ok",
            last=last,
            edition=edition,
        )
    ]
    try:
        held = run.book.hold_up()
        desk = read_desk(run)
    except BackofficeError as error:
        where = "headings" if isinstance(error, LayoutError) else "book"
        return [*found, Finding(say("doctor", where, language), False, error.in_(language))]
    found.append(
        finding("book", True, "book-ok", book=run.book.where, tickets=len(desk.rows.frame))
    )
    found.append(
        Finding(say("doctor", "open", language), False, held.in_(language))
        if held
        else finding("open", True, "open-ok")
    )
    found.append(finding("headings", True, "headings-ok"))
    touched = len(desk.history.problems)
    found.append(
        finding("seals", not touched, "seals-bad" if touched else "seals-ok", count=touched)
    )
    blank = len(desk.rows.blank)
    enough = blank >= PAD_LEAST
    found.append(finding("pad", enough, "pad-ok" if enough else "pad-low", count=blank))
    month, count = due_month(desk, run.now.date())
    found.append(
        finding("month", False, "month-due", month=month, count=count)
        if count
        else finding("month", True, "month-ok")
    )
    return found


def due_month(desk: Desk, today: date) -> tuple[Batch | None, int]:
    """Return the oldest month that may be closed and how many pieces wait for it; None if none do."""
    this = Batch(today.year, today.month)
    policy, frame = desk.run.policy.undated, desk.assessment.frame
    ready = (frame["stage"] == Stage.APPROVED) & (frame["held"] == "")
    for month in (this.later(-1), this):
        if month in desk.history.closed:
            continue
        try:
            check_may_close(month, desk.history, policy, today)
        except RefusedError:
            continue
        in_time = frame["counted"] <= np.datetime64(cutoff_of(month, policy), "s")
        if count := int((ready & in_time).sum()):
            return month, count
    return None, 0
