"""The month-end batch: who goes, and who stays.  A ticket is in one batch at most.  As they are frozen: `freezing`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import Known, Typed
from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, ProblemCode
from backoffice.messages import label
from backoffice.messages.errors import RefusedError
from backoffice.rules.assessment import Assessment
from backoffice.rules.enquiry_days import request_days
from backoffice.rules.freezing import frozen
from backoffice.rules.holds import Hold
from backoffice.rules.months import batch_of, beyond_calendar, cutoff_of
from backoffice.sheet.choices import Stage
from backoffice.sheet.distinct import each_once
from estimator.errors import PolicyError
from estimator.policy.model import UndatedPolicy
from estimator.policy.policy_book import PolicyBook
from estimator.rules.open_days import last_open_day
from estimator.rules.schedule import Batch


@dataclass(frozen=True, slots=True)
class ClosePlan:
    """What closing a month would do.

    Attributes:
        month: The month.
        pieces: What goes to the workshop.
        on_hold: Rows of the assessment frame: the arrived pieces that stay.
        later: How many pieces arrived after the cut-off.
        earlier: How many of those that go belong to an earlier month that nobody closed.
        unusable: How many rows cannot be used at all, so that nobody knows where they belong.
        expected: Tickets whose pieces have not arrived, though all else of them is there.
        cutoff: The last day of arrival for it.
        days: From today to `cutoff`; less than 0 once it has passed.
        arrive_by: The day to aim for: the last open one until then, the cut-off itself once that has passed.
    """

    month: Batch
    pieces: Sequence[FrozenPiece]
    on_hold: pd.DataFrame
    later: int
    earlier: int
    unusable: int
    expected: Sequence[str]
    cutoff: date
    days: int
    arrive_by: date


def ready_to_go(frame: pd.DataFrame) -> pd.Series:
    """Return which pieces are ready to go to the workshop: approved, and nothing holds them."""
    return (frame[Known.HOLD] == Hold.NONE) & (frame[Known.STAGE] == Stage.APPROVED)


def ready_days(frame: pd.DataFrame) -> list[date]:
    """Return the day of arrival of each piece that is ready to go."""
    return [day for day in days_of(frame.loc[ready_to_go(frame), Known.COUNTED]) if day]


def plan_close(
    assessment: Assessment,
    month: Batch,
    ledger: Ledger,
    book: PolicyBook,
    *,
    language: str,
    now: datetime,
    run: int,
) -> ClosePlan:
    """Return what would go to the workshop with the batch of `month`, and what stays.

    A piece goes when it arrived by the last day of the month, is in no batch, is approved, and has
    no problem that touches it.  Decided from Batches and facts, not from a status cell.  A month whose
    days the calendar does not know is refused.

    Source: policy P9.
    """
    frame = assessment.frame
    last_day = cutoff_of(month, book.undated)
    open_until = last_open_day(last_day, book.undated)
    cutoff = np.datetime64(last_day, "s")
    ready = ready_to_go(frame)
    waiting = frame[Known.COUNTED].notna() & (ready | (frame[Known.HOLD] != Hold.NONE))
    in_time = waiting & (frame[Known.COUNTED] <= cutoff)
    going = frame.assign(asked=request_days(frame))[in_time & ready]
    try:
        pieces = frozen(going, month, book, language, now, run)
    except PolicyError as error:
        raise beyond_calendar(month, error) from error
    return ClosePlan(
        month=month,
        pieces=sorted(pieces, key=lambda piece: piece.ticket),  # as on the papers
        on_hold=frame[in_time & ~ready].sort_values(Typed.TICKET),
        later=int((waiting & ~in_time).sum()),
        earlier=_earlier(days_of(going[Known.COUNTED]), month, ledger, book.undated),
        unusable=_unusable(assessment),
        expected=sorted(frame.loc[frame[Known.STAGE] == Stage.EXPECTED, Typed.TICKET]),
        cutoff=last_day,
        days=(last_day - now.date()).days,
        arrive_by=open_until if open_until and open_until >= now.date() else last_day,
    )


def _earlier(
    counted: Sequence[date | None], month: Batch, ledger: Ledger, policy: UndatedPolicy
) -> int:
    """Return how many pieces belong to an earlier month that nobody closed."""
    last = ledger.last_closed
    batches = each_once([day for day in counted if day], lambda day: batch_of(day, policy))
    return sum(batch < month and (last is None or batch > last) for batch in batches)


def _unusable(assessment: Assessment) -> int:
    """Return how many rows of Tickets cannot be known to have arrived, or not: see To fix."""
    known = set(assessment.frame[Typed.TICKET])
    day_is_read = (ProblemCode.FUTURE, ProblemCode.DAY_UNKNOWN, ProblemCode.NOT_ARRIVED)
    rows = {
        problem.row
        for problem in assessment.problems
        if problem.level is Level.FIX
        and (problem.ticket not in known or problem.column == "arrived")
        and problem.code not in day_is_read
    }
    return len(rows - {None})


def check_may_reopen(month: Batch, ledger: Ledger, assessment: Assessment) -> None:
    """Refuse to undo a close that is not the last, or of which a piece came back, with the reason and what to do."""
    if month not in ledger.closed:
        closed: list[object] = [*ledger.closed] or [label("reopen", "none")]
        raise RefusedError("reopen.not-closed", month=month, closed=closed)
    if month != ledger.last_closed:
        raise RefusedError("reopen.not-last", month=month, last=ledger.last_closed)
    frame = assessment.frame
    sent = {piece.ticket for piece in ledger.sent_in(month)}
    came = frame[Typed.TICKET].isin(sent) & (frame[Typed.BACK].notna() | frame[Typed.SENT].notna())
    if came.any():
        back = frame.loc[came, Typed.TICKET]
        raise RefusedError(
            "reopen.came-back", month=month, count=len(back), tickets=back.head(5).tolist()
        )
