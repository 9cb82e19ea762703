"""Making the papers of a closed month."""

from __future__ import annotations

from pathlib import Path

from backoffice.intake.frames import Known, Typed
from backoffice.jobs.desk import Desk
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.outputs.papers.made_papers import MadePapers
from backoffice.outputs.papers.paper import Paper
from estimator.rules.schedule import Batch


def papers(desk: Desk, month: Batch, folder: Path | None) -> MadePapers:
    """Make the papers of a closed month in `folder`, or in ``papers/MONTH`` beside the book.

    Raises:
        RefusedError: If the month is not closed, or the sheet has lost its close.
    """
    from backoffice.outputs.papers.order import order_of
    from backoffice.outputs.papers.paper_files import make_papers
    from backoffice.outputs.papers.receipt_paper import receipt_paper
    from backoffice.rules.paid_requests import paid_requests

    if month not in desk.ledger.closed:
        refuse_lost_closes(desk, writing=False)
    policy = desk.run.policy
    order = order_of(month, desk.ledger, policy.undated, desk.language)
    paid = paid_requests(desk.assessment.frame, policy, desk.language)
    receipts = {
        each.ticket: receipt_paper(each, policy.undated) for each in paid if each.belongs_to(month)
    }
    report = report_of(desk, month)
    beside = desk.run.book.folder / "papers" / str(month)
    return make_papers(order, receipts, report, folder or beside)


def report_of(desk: Desk, month: Batch) -> Paper:
    """Return the report of a closed month, as of today."""
    from backoffice.outputs.next_steps import next_steps
    from backoffice.outputs.papers.report_paper import report_paper
    from backoffice.rules.month_figures import month_figures

    frame, policy, today = desk.assessment.frame, desk.run.policy, desk.run.now.date()
    figures = month_figures(frame, desk.ledger, policy, month, today, desk.language)
    tickets, stages = frame[Typed.TICKET].tolist(), frame[Known.STAGE].tolist()
    waiting = [
        (tickets[step.at], stages[step.at].value.in_(desk.language), step.who, step.days)
        for step in next_steps(desk.assessment, desk.ledger, policy.undated, desk.layout, today)
    ]
    return report_paper(figures, waiting, policy.undated, desk.language)
