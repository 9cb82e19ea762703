"""The desk: the book of one run, read and assessed; and what a run did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backoffice.books.diagnosis import Check
from backoffice.intake.blank_or_unread import Unclear
from backoffice.intake.frames import Typed
from backoffice.intake.ledger import Ledger, read_ledger, with_quotes_missing
from backoffice.intake.problems import Level, Problem
from backoffice.intake.ticket_numbers import read_ticket
from backoffice.intake.ticket_rows import TicketRows, read_tickets
from backoffice.jobs.runs import Run
from backoffice.messages.errors import RefusedError
from backoffice.rules.assessment import Assessment, assess
from backoffice.rules.entry_checks import check_facts
from backoffice.rules.sent_texts import with_sent_texts
from backoffice.sheet.layout import Layout, find_layout
from backoffice.sheet.snapshot import Snapshot

if TYPE_CHECKING:
    from backoffice.rules.batches import ClosePlan

__all__ = ["Desk", "Run", "RunResult", "find_ticket", "read_desk", "understand", "with_ledger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The book, read and assessed."""

    run: Run
    snapshot: Snapshot
    layout: Layout
    rows: TicketRows
    ledger: Ledger
    assessment: Assessment

    @property
    def language(self) -> str:
        """The sheet's own language."""
        return self.layout.language

    @property
    def problems(self) -> Sequence[Problem]:
        """All problems, in the order of the sheet."""
        return self.assessment.problems

    @property
    def to_fix(self) -> int:
        """How many of the problems must be fixed."""
        return sum(problem.level is Level.FIX for problem in self.problems)

    @property
    def next_run(self) -> int:
        """Number of the run that writes next."""
        return self.ledger.last_run + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a run that writes did.

    Attributes:
        desk: The book as assessed when writing.
        wrote: Names of the tabs written; empty if all were up to date.
        pad: How many numbered rows were added.
        plan: What was closed, if a month was.
        again: Whether the month was closed before.
        probed: What was tried out before the first close.
    """

    desk: Desk
    wrote: Sequence[str] = ()
    pad: int = 0
    plan: ClosePlan | None = None
    again: bool = False
    probed: Sequence[Check] = ()


def read_desk(run: Run) -> Desk:
    """Return the book, read and assessed.  Writes nothing.

    Raises:
        BookUnavailableError: If it cannot be read.
        LayoutError: If a tab or heading is missing or doubled.
    """
    run.step("read")
    return understand(run, run.book.read())


def understand(run: Run, snapshot: Snapshot) -> Desk:
    """Return what `snapshot` holds, assessed."""
    run.step("understand")
    policy, today = run.policy.undated, run.now.date()
    layout = find_layout(snapshot, policy)
    ledger = read_ledger(layout, policy.currency)
    rows = read_tickets(
        layout,
        issued=ledger.issued,
        currency=policy.currency,
        zone=run.zone,
        epoch=snapshot.epoch,
        today=today,
        asked_before=ledger.asked,
    )
    if snapshot.has_runs:
        ledger = with_quotes_missing(ledger, layout, len(rows.frame))
    frame = with_sent_texts(rows.frame, policy)
    rows = replace(rows, frame=frame, problems=rows.problems + check_facts(frame, policy, today))
    known = [*rows.problems, *ledger.problems]
    assessment = assess(frame, ledger, run.policy, now=run.now, known=known)
    return Desk(
        run=run, snapshot=snapshot, layout=layout, rows=rows, ledger=ledger, assessment=assessment
    )


def with_ledger(desk: Desk, ledger: Ledger) -> Desk:
    """Return the desk with another ledger; what the tickets alone say is not worked out again."""
    run, rows = desk.run, desk.rows
    known = [*rows.problems, *ledger.problems]
    alone = desk.assessment.alone
    assessment = assess(rows.frame, ledger, run.policy, now=run.now, known=known, alone=alone)
    return replace(desk, ledger=ledger, assessment=assessment)


def find_ticket(desk: Desk, typed: str, refusal: str) -> int:
    """Return the position in the frame of the ticket whose number somebody typed.

    Raises:
        RefusedError: With the message `refusal`, if there is none.
    """
    try:
        number = read_ticket(typed)
    except Unclear:
        number = None
    tickets: list[str] = desk.assessment.frame[Typed.TICKET].tolist()
    if number not in tickets:
        raise RefusedError(refusal, ticket=typed)
    return tickets.index(number)
