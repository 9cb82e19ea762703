"""Making the papers of a closed month."""

from __future__ import annotations

from pathlib import Path

from backoffice.jobs.desk import Desk
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.outputs.papers.made_papers import MadePapers
from estimator.rules.schedule import Batch


def papers(desk: Desk, month: Batch, folder: Path | None) -> MadePapers:
    """Make the papers of a closed month; return where they are.

    Args:
        desk: The book as read.
        month: A closed month.
        folder: Where; None for ``papers/MONTH`` beside the book.

    Raises:
        RefusedError: If the month is not closed, or the sheet has lost its close.
        BackofficeError: If the folder cannot be written.
    """
    from backoffice.outputs.papers.order import order_of
    from backoffice.outputs.papers.paper_files import make_papers

    if month not in desk.ledger.closed:
        refuse_lost_closes(desk, writing=False)
    order = order_of(month, desk.ledger, desk.run.policy.undated, desk.language)
    beside = desk.run.book.folder / "papers" / str(month)
    return make_papers(order, folder or beside)
