"""The workshop order of one month: what it holds, before it takes a form.  No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backoffice.errors import RefusedError
from backoffice.intake.ledger import Ledger, day, moment
from backoffice.sheet.seals import plain
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
class Piece:
    """One line of the order.  `net` is in smallest units, before tax."""

    ticket: str
    piece: str
    material: str
    work: str
    net: int


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
    pieces: Sequence[Piece]
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
    rows = ledger.sent_in(month)
    if not rows:
        raise RefusedError(
            f"the rows of {month} are gone from the tab Batches. Bring it back from an earlier version.",
            f"「月末便」タブから {month} の行がなくなっています。以前の版から戻してください。",
        )
    unit: int = 10**policy.currency.digits
    pieces = [
        Piece(
            ticket=plain(row["ticket"]),
            piece=plain(row["piece"]),
            material=plain(row["material"]),
            work=plain(row["work"]),
            net=round(float(plain(row["net"]) or 0) * unit),
        )
        for row in sorted(rows, key=lambda row: plain(row["ticket"]))
    ]
    return Order(
        month=month,
        policy=policy,
        language=language,
        pieces=pieces,
        dispatch=max(found for row in rows if (found := day(row["dispatch"]))),
        back=max(found for row in rows if (found := day(row["back"]))),
        closed=max(found for row in rows if (found := moment(row["closed"]))),
    )


def both(label: Label, language: str) -> str:
    """Return a heading in both languages, the sheet's own first."""
    return f"{label.ja} {label.en}" if language == "ja" else f"{label.en} {label.ja}"
