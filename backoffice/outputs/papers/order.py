"""The workshop order of one month: what it holds, before it takes a form.  No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.intake.ledger import Ledger
from backoffice.messages import label
from backoffice.messages.errors import RefusedError
from estimator.policy.model import Label, UndatedPolicy
from estimator.rules.schedule import Batch

TITLE = label("order", "title")
PIECES = label("order", "pieces")
DISPATCH = label("order", "leaves")
BACK = label("order", "back-by")
CLOSED = label("order", "closed")


@dataclass(frozen=True, slots=True)
class Order:
    """All that goes to the workshop with one parcel.

    Attributes:
        closed: When the month was closed; the order does not change after it.
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
    def columns(self) -> tuple[Label, ...]:
        """The headings of its table."""
        return (
            label("order", "number"),
            label("headings", "ticket"),
            label("headings", "piece"),
            label("headings", "material"),
            label("headings", "work"),
            label("order", "net") if self.policy.tax else label("order", "amount-exempt"),
            label("order", "sent"),
            label("order", "back"),
            label("order", "remarks"),
        )

    @property
    def total(self) -> Label:
        """What its last row is called."""
        return label("order", "total" if self.policy.tax else "total-exempt")

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
        raise RefusedError("papers.not-closed", month=month)
    pieces = sorted(ledger.sent_in(month), key=lambda piece: piece.ticket)
    if not pieces:
        raise RefusedError("papers.rows-deleted", month=month)
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
