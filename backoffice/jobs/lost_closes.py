"""Closes that the sheet has lost: somebody restored an earlier version, or cleared Batches and Log.

What a close leaves elsewhere says so: invisible notes and tabs of a Google Sheet, the journal of a
workbook, the papers, and the stages in Quotes while Log is blank.  Until such a month is known again,
nothing is written: its pieces would go out a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.jobs.desk import Desk
from backoffice.messages import label
from backoffice.messages.errors import RefusedError
from backoffice.rules.months import parse_month
from backoffice.sheet.choices import Stage
from backoffice.sheet.marks import mark_of, month_of
from backoffice.sheet.seals import cell_text
from estimator.policy.label import Label
from estimator.rules.schedule import Batch

if TYPE_CHECKING:
    from backoffice.outputs.papers.frozen_record import FrozenRecord

_SENT = frozenset({Stage.AT_WORKSHOP, Stage.BACK, Stage.SENT_BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class LostClose:
    """A month that was closed, and whose close the sheet does not know any more.

    Attributes:
        month: The month.
        traces: What says that it was closed.
        record: The frozen record in its papers; None if there is none.
    """

    month: Batch
    traces: Sequence[Label]
    record: FrozenRecord | None

    @property
    def trace(self) -> Label:
        """What says that it was closed, as one text."""
        return label("lost", "traces", traces=self.traces)

    @property
    def named(self) -> Label:
        """The month, and what says that it was closed."""
        return label("lost", "month", month=self.month, traces=self.trace)


def lost_closes(desk: Desk, folder: Path | None = None) -> list[LostClose]:
    """Return the closes that the sheet has lost, oldest first, by papers in `folder` or else beside the book."""
    traces: dict[Batch, list[Label]] = {}
    records: dict[Batch, FrozenRecord] = {}
    for month, trace, record in _traces(desk, folder):
        traces.setdefault(month, []).append(trace)
        if record:
            records[month] = record
    return [
        LostClose(month=month, traces=found, record=records.get(month))
        for month, found in sorted(traces.items())
    ]


def refuse_lost_closes(desk: Desk, *, writing: bool = True) -> None:
    """Refuse to go on while the sheet has lost a close.

    Where it is written next, a workbook refuses an older copy itself, with the name of the newest one.

    Raises:
        RefusedError: Naming what is missing, what says so, and the ways back.
    """
    if writing and desk.snapshot.journal_months - {*map(mark_of, desk.ledger.closed)}:
        return
    if lost := lost_closes(desk):
        raise refusal(lost)


def with_lost_closes(desk: Desk) -> Desk:
    """Return the desk with a problem for each close that the sheet has lost."""
    problems = [
        Problem(
            ProblemCode.CLOSE_LOST,
            Level.FIX,
            more={"other": str(each.month), "near": each.trace},
            month=each.month,
        )
        for each in lost_closes(desk)
    ]
    assessment = replace(desk.assessment, problems=[*problems, *desk.problems])
    return replace(desk, assessment=assessment)


def refusal(lost: Sequence[LostClose]) -> RefusedError:
    """Return the error that names `lost` and the ways back."""
    mended = [each.month for each in lost if each.record]
    return RefusedError(
        "lost.refused",
        months=[each.named for each in lost],
        ways=[
            *(label("lost", "mend", month=month) for month in mended),
            *(label("lost", "no-record", month=m.month) for m in lost if not m.record),
        ],
    )


def _traces(desk: Desk, folder: Path | None) -> Iterator[tuple[Batch, Label, FrozenRecord | None]]:
    ledger, read = desk.ledger, desk.snapshot
    for kind, marks in (
        ("note", read.month_notes),
        ("tab", read.closing_tabs),
        ("journal", read.journal_months),
    ):
        for mark in marks:
            month = month_of(mark)
            if month and month not in ledger.closed:
                yield month, label("lost", kind, month=month), None
    for month in ledger.short:
        yield month, label("lost", "rows", month=month), None
    for month in _months_in_quotes(ledger):
        yield month, label("lost", "quotes", month=month), None
    yield from _closes_in_papers(desk, folder)


def _months_in_quotes(ledger: Ledger) -> set[Batch]:
    """Return the months of sent pieces in Quotes where Log is blank.

    Where it is not, Quotes may be ahead of it: a large write that was cut off.
    """
    if ledger.log or ledger.closed:
        return set()
    sent = {text for stage in _SENT for text in (stage.value.en, stage.value.ja)}
    return {
        parse_month(cell_text(record["batch"]))
        for record in ledger.quotes.values()
        if cell_text(record["stage"]) in sent and record["batch"]
    }


def _closes_in_papers(
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
