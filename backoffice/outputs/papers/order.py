"""The workshop order of one month: what it holds, before it takes a form.  No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backoffice.errors import RefusedError
from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.intake.ledger import Ledger
from estimator.policy.model import Label, UndatedPolicy
from estimator.rules.schedule import Batch

TITLE = Label(en="Workshop order", ja="修理依頼書")
COLUMNS = (
    Label(en="No.", ja="番号"),
    Label(en="Ticket", ja="受付番号"),
    Label(en="Piece", ja="品名"),
    Label(en="Material", ja="素材"),
    Label(en="Work", ja="作業"),
    Label(en="Net", ja="税抜"),
    Label(en="Sent", ja="発送"),
    Label(en="Back", ja="戻り"),
    Label(en="Remarks", ja="備考"),
)
PIECES = Label(en="Pieces", ja="点数")
DISPATCH = Label(en="Leaves", ja="発送日")
BACK = Label(en="Back by about", ja="戻り予定")
CLOSED = Label(en="Closed", ja="締め日時")
TOTAL = Label(en="Total, net", ja="合計(税抜)")


@dataclass(frozen=True, slots=True)
class Order:
    """All that goes to the workshop with one parcel.

    Attributes:
        closed: When the month was closed; the order never changes after it.
        back: The latest return of its pieces.
    """

    month: Batch
    policy: UndatedPolicy
    language: str
    pieces: Sequence[FrozenPiece]
    dispatch: date
    back: date
    closed: datetime

    @property
    def net(self) -> int:
        """Sum over the pieces, in smallest units, before tax and handling."""
        return sum(piece.net for piece in self.pieces)


def order_of(month: Batch, ledger: Ledger, policy: UndatedPolicy, language: str) -> Order:
    """Return the order of a closed month.

    Raises:
        RefusedError: If the month is not closed.
    """
    if month not in ledger.closed:
        raise RefusedError(
            f"{month} is not closed, so there is no order yet. Run: backoffice close {month} --yes",
            f"{month} はまだ締められていません。先に backoffice close {month} --yes を実行してください。",
        )
    pieces = sorted(ledger.sent_in(month), key=lambda piece: piece.ticket)
    if not pieces:
        raise RefusedError(
            f"the rows of {month} are gone from the tab Batches. Bring it back from an earlier version.",
            f"「月末便」タブから {month} の行がなくなっています。以前の版から戻してください。",
        )
    return Order(
        month=month,
        policy=policy,
        language=language,
        pieces=pieces,
        dispatch=max(piece.dispatch for piece in pieces if piece.dispatch),
        back=max(piece.back for piece in pieces if piece.back),
        closed=max(piece.closed for piece in pieces if piece.closed),
    )


def both(label: Label, language: str) -> str:
    """Return a heading in both languages, the sheet's own first."""
    return f"{label.ja} {label.en}" if language == "ja" else f"{label.en} {label.ja}"
