"""Paid requests: what each of their pieces cost, the tax on the sum, and when they were paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.intake.request_entries import effective
from backoffice.rules.approval import contradicts
from backoffice.rules.enquiry_days import policy_on, request_days
from backoffice.rules.work import work_of
from backoffice.sheet.choices import OUT
from estimator.policy.currency import Money
from estimator.policy.policy_book import PolicyBook
from estimator.policy.tax import tax_on
from estimator.rules.items import Item, Replating
from estimator.rules.schedule import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidPiece:
    """One piece that was paid for; `net` is what it cost before tax."""

    ticket: str
    piece: str
    work: str
    net: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidRequest:
    """One request that was paid.

    Attributes:
        ticket: Its first number.
        month: The first batch of its pieces, as text; None where none was sent.
        name: Whose it is; empty where nobody wrote it.
        language: The customer's.
        paid: The day of the payment.
        returned: The last day on which a piece of it was sent back; None where none was.
        handling: The handling fee before tax, 0 where none is charged.
        tax_rate: In basis points.
    """

    ticket: str
    month: str | None
    name: str
    language: str
    paid: date
    returned: date | None
    pieces: Sequence[PaidPiece]
    handling: Money
    tax_rate: int

    @property
    def net(self) -> Money:
        """All of it before tax."""
        return sum(piece.net for piece in self.pieces) + self.handling

    @property
    def tax(self) -> Money:
        """The tax, rounded once for the request.  Source: policy P8."""
        return tax_on(self.net, self.tax_rate)

    @property
    def total(self) -> Money:
        """What was paid."""
        return self.net + self.tax

    def belongs_to(self, month: Batch) -> bool:
        """Return whether its receipt is among the papers of `month`: its batch's, or that of the payment."""
        return (self.month or f"{self.paid:%Y-%m}") == str(month)


def paid_requests(frame: pd.DataFrame, book: PolicyBook, language: str) -> list[PaidRequest]:
    """Return the requests that were paid and cost something, in the order of their numbers.

    Left out is one whose total nobody knows: To fix names it.  `language` is that of customers for whom none
    is typed.
    """
    paid = frame[Typed.PAID].notna()
    wanted = frame[Typed.REQUEST].isin(set(frame.loc[paid, Typed.REQUEST]))
    known = frame.assign(
        name=effective(frame, Typed.NAME),
        language=effective(frame, Typed.LANGUAGE),
        asked=request_days(frame),
        live=~frame[Typed.ANSWER].isin(OUT) | contradicts(frame),
    )[wanted]
    requests = (
        _paid_request(str(ticket), rows.sort_values(Typed.TICKET), book, language)
        for ticket, rows in known.groupby(Typed.REQUEST, sort=True)
    )
    return [*filter(None, requests)]


def _paid_request(
    ticket: str, rows: pd.DataFrame, book: PolicyBook, language: str
) -> PaidRequest | None:
    total = rows[Known.TOTAL_HIGH].iloc[0]
    if pd.isna(total) or rows[Known.TOTAL_LOW].iloc[0] != total or total == 0:
        return None
    own = next((each for each in rows["language"] if each), None) or language
    charged = rows[rows["live"] & rows[Known.CHARGED].notna()]
    months = [month for month in rows[Known.BATCHED] if month]
    request = PaidRequest(
        ticket=ticket,
        month=min(months, default=None),
        name=next((each for each in rows["name"] if each), "") or "",
        language=own,
        paid=min(day for day in days_of(rows[Typed.PAID]) if day),
        returned=max((day for day in days_of(rows[Typed.SENT]) if day), default=None),
        pieces=[_piece(row, book, own) for _, row in charged.iterrows()],
        handling=int(rows[Known.HANDLING].iloc[0]),
        tax_rate=int(rows[Known.TAX_RATE].iloc[0]),
    )
    return request if request.total == total else None


def _piece(row: pd.Series, book: PolicyBook, language: str) -> PaidPiece:
    counts = {code: int(row[SERVICE + code]) for code in book.undated.services}
    chosen = {code: count for code, count in counts.items() if count}
    replating = Replating(row[Typed.REPLATING])
    done = Replating.YES if replating is Replating.YES else Replating.NO
    item = Item(material=row[Typed.MATERIAL] or "", replating=done, services=chosen)
    policy = policy_on(pd.Timestamp(row["asked"]).date(), book)
    return PaidPiece(
        ticket=row[Typed.TICKET],
        piece=row[Typed.PIECE] or "",
        work=work_of(item, policy, language).work if policy else "",
        net=int(row[Known.CHARGED]),
    )
