"""The desk: the book of one run, read and assessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backoffice.intake.ledger import Ledger, read_ledger, with_quotes_missing
from backoffice.intake.problems import Level, Problem
from backoffice.intake.ticket_rows import TicketRows, read_tickets
from backoffice.jobs.runs import Run
from backoffice.rules.assessment import Assessment, assess
from backoffice.rules.entry_checks import check_facts
from backoffice.rules.sent_texts import with_sent_texts
from backoffice.sheet.layout import Layout, find_layout
from backoffice.sheet.snapshot import Snapshot

__all__ = ["Desk", "Run", "assessed", "read_desk", "understand", "with_ledger"]


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
    layout = find_layout(snapshot, run.policy.undated)
    ledger = read_ledger(layout, run.policy.undated.currency)
    rows = read_tickets(
        layout,
        issued=ledger.issued,
        currency=run.policy.undated.currency,
        zone=run.zone,
        epoch=snapshot.epoch,
        today=run.now.date(),
        asked_before=ledger.asked,
    )
    if snapshot.has_runs:
        ledger = with_quotes_missing(ledger, layout, len(rows.frame))
    frame = with_sent_texts(rows.frame, run.policy.undated)
    facts = check_facts(frame, run.policy.undated, run.now.date())
    checked = replace(rows, frame=frame, problems=rows.problems + facts)
    return assessed(run, snapshot, layout, checked, ledger)


def assessed(
    run: Run, snapshot: Snapshot, layout: Layout, rows: TicketRows, ledger: Ledger
) -> Desk:
    """Return the desk with `ledger`; what the rows themselves say wrong is known already."""
    assessment = assess(
        rows.frame, ledger, run.policy, now=run.now, known=[*rows.problems, *ledger.problems]
    )
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
