"""Rows of Quotes that somebody deleted, with what only they knew; nothing is closed until people compared.

Quotes can be computed again, but not what was agreed, nor what each ticket looked like at the last run.
A run that finds rows missing writes so into Log first: the next one would find Quotes complete.
"""

from __future__ import annotations

from dataclasses import replace

from backoffice.intake.run_log import QUOTES_LOST
from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.jobs.lost_closes import refuse_lost_closes
from backoffice.jobs.script_changes import changes_of, write
from backoffice.messages.errors import RefusedError


def read_sound_desk(run: Run) -> Desk:
    """Return the book for a run that writes, once Log says which rows of Quotes are missing.

    Raises:
        RefusedError: If the sheet has lost a close.
    """
    desk = read_desk(run)
    refuse_lost_closes(desk)
    return with_loss_noted(desk)


def with_loss_noted(desk: Desk, *, mends: int | None = None) -> Desk:
    """Return the desk once Log says that rows of Quotes are missing; as it is if none are.

    `mends` is the mark of a month that is written back next, as `Changes` says.
    """
    if not desk.ledger.quotes_missing or desk.ledger.quotes_lost:
        return desk
    write(desk, replace(changes_of(desk, QUOTES_LOST, only_log=True), mends=mends))
    return read_desk(desk.run)


def quotes_lost(desk: Desk) -> bool:
    """Return whether rows of Quotes were lost, and no month was closed since."""
    return bool(desk.ledger.quotes_missing or desk.ledger.quotes_lost)


def refuse_lost_quotes(desk: Desk) -> None:
    """Refuse to close a month while Quotes cannot show whether each entry is on its own row."""
    if quotes_lost(desk):
        raise RefusedError("lost-quotes.refused")
