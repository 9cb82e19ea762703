"""Closes that the sheet has lost and whose papers are still in their folder, with what they record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.intake.frames import Known, Typed
from backoffice.jobs.desk import Desk
from backoffice.messages import label
from backoffice.messages.errors import RefusedError
from backoffice.rules.months import parse_month
from estimator.policy.label import Label
from estimator.rules.schedule import Batch

if TYPE_CHECKING:
    from backoffice.outputs.papers.frozen_record import FrozenRecord


def closes_in_papers(
    desk: Desk, folder: Path | None
) -> Iterator[tuple[Batch, Label, FrozenRecord | None]]:
    """Yield the months that have papers, with the newest record in them."""
    ledger, currency = desk.ledger, desk.run.policy.undated.currency
    for month, papers in _folders(desk, folder):
        if month in ledger.closed and month not in ledger.short:
            continue
        from backoffice.outputs.papers.frozen_record import records_in  # few desks lost a close

        records = [*records_in(papers, month, currency)]
        ours = [record for record in records if _is_ours(record, desk)]
        newest = max(ours, key=lambda record: record.run, default=None)
        if month in ledger.reopened and (newest is None or newest.run < ledger.reopened[month]):
            continue  # papers of the close that was undone
        if newest or not records:
            yield month, label("lost", "papers", folder=papers), newest


def _folders(desk: Desk, folder: Path | None) -> Iterator[tuple[Batch, Path]]:
    """Yield the folders of papers, with their months."""
    beside = desk.run.book.folder / "papers"
    if folder is not None:
        pages = sorted(folder.glob("workshop-order-*.html"))
        months = {page.name.removeprefix("workshop-order-")[:7] for page in pages}
        folders = [(month, folder) for month in sorted(months)]
    else:
        folders = [(papers.name, papers) for papers in sorted(beside.glob("[12]???-??"))]
    for name, papers in folders:
        try:
            month = parse_month(name)
            is_filled = any(papers.iterdir())
        except (RefusedError, OSError):
            continue
        if is_filled:
            yield month, papers


def _is_ours(record: FrozenRecord, desk: Desk) -> bool:
    """Return whether a record is of this desk: two may be in one folder, and have the same numbers."""
    frame = desk.assessment.frame
    facts = frame[[Typed.PIECE, Known.SENT_AS, Known.SENT_AS_BEFORE]]
    known = dict(zip(frame[Typed.TICKET], facts.itertuples(index=False, name=None), strict=True))
    for piece in record.pieces:
        described, *sent_as = known.get(piece.ticket, (None,))
        if piece.fingerprint in sent_as or (sent_as and piece.piece == (described or "")):
            return True
    return False
