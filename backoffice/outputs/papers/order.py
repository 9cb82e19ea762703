"""The workshop order of one month: what it holds, before it takes a form.  No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.intake.ledger import Ledger
from backoffice.messages import label, message
from backoffice.messages.errors import RefusedError
from backoffice.rules.work import OrderedService, parts_of, services_in
from estimator.answers.wording import day as day_words
from estimator.policy.currency import Money
from estimator.policy.model import Label, UndatedPolicy
from estimator.rules.schedule import Batch

TITLE = label("order", "title")


@dataclass(frozen=True)
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

    @cached_property
    def services(self) -> list[list[OrderedService] | None]:
        """What is done to each piece; None where its frozen words are no names of services."""
        return [services_in(piece.work, self.policy) for piece in self.pieces]

    @property
    def work(self) -> list[OrderedService]:
        """What is done to all pieces, as far as it is known."""
        return [one for found in self.services for one in found or ()]

    @property
    def work_in_words(self) -> list[list[tuple[str, str]]]:
        """The services of each piece, with the words of its frozen text; none where they are not known."""
        return [
            [(one.code, part) for one, part in zip(found, parts_of(piece.work), strict=True)]
            if found
            else []
            for piece, found in zip(self.pieces, self.services, strict=True)
        ]

    @cached_property
    def fees(self) -> list[Money] | None:
        """What the workshop gets for each piece before tax; None where the policy does not say.

        Work done if needed is not in it.
        """
        day = self.closed.date()
        fee_of = {one.code: self.policy.workshop.fee(one.code, day) for one in self.work}
        if None in self.services or None in fee_of.values():
            return None
        return [
            sum((fee_of[one.code] or 0) * one.count for one in found or () if not one.if_needed)
            for found in self.services
        ]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is at its head: names and values."""
        values = {
            "pieces": str(len(self.pieces)),
            "leaves": day_words(self.dispatch, self.language),
            "back-by": day_words(self.back, self.language),
            "closed": f"{self.closed:%Y-%m-%d %H:%M}",
        }
        return [(message("order", key, self.language), value) for key, value in values.items()]

    @property
    def columns(self) -> tuple[Label, ...]:
        """The headings of its table."""
        of_piece = (label("headings", key) for key in ("ticket", "piece", "material", "work"))
        by_hand = (label("order", key) for key in ("sent", "back", "remarks"))
        return (label("order", "number"), *of_piece, self.amount, *by_hand)

    @property
    def amount(self) -> Label:
        """What its amounts are: what the workshop gets, or else what the customers pay."""
        if self.fees is not None:
            return label("order", "fee" if self.policy.tax else "fee-exempt")
        return label("order", "net" if self.policy.tax else "amount-exempt")

    @property
    def total(self) -> Label:
        """What its last row is called."""
        return label("order", "total" if self.policy.tax else "total-exempt")

    @property
    def amounts(self) -> list[Money]:
        """The amount of each piece, in smallest units, before tax and handling."""
        return self.fees if self.fees is not None else [piece.net for piece in self.pieces]

    @property
    def net(self) -> Money:
        """Sum over the pieces."""
        return sum(self.amounts)


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
