"""The workshop order of one month: what it holds, before it takes a form.  No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.intake.ledger import Ledger
from backoffice.messages import label
from backoffice.messages.errors import RefusedError
from backoffice.rules.work import OrderedService, parts_of, services_in
from estimator.policy.currency import Money
from estimator.policy.model import Label, UndatedPolicy
from estimator.rules.schedule import Batch

TITLE = label("order", "title")
PIECES = label("order", "pieces")
DISPATCH = label("order", "leaves")
BACK = label("order", "back-by")
CLOSED = label("order", "closed")


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
    def work_in_words(self) -> list[list[tuple[str, str]]]:
        """The services of each piece, with the words of its frozen text; none where they are not known."""
        words = []
        for piece, found in zip(self.pieces, self.services, strict=True):
            parts = parts_of(piece.work) if found else []
            words.append([(one.code, part) for one, part in zip(found or (), parts, strict=True)])
        return words

    @cached_property
    def fees(self) -> list[Money] | None:
        """What the workshop gets for each piece before tax; None where the policy does not say.

        Work done if needed is not in it.
        """
        day, fees = self.closed.date(), []
        for services in self.services:
            if services is None:
                return None
            each = [self.policy.workshop.fee(one.code, day) for one in services]
            known = [fee for fee in each if fee is not None]
            if len(known) < len(services):
                return None
            fees.append(
                sum(
                    fee * one.count
                    for fee, one in zip(known, services, strict=True)
                    if not one.if_needed
                )
            )
        return fees

    @property
    def columns(self) -> tuple[Label, ...]:
        """The headings of its table."""
        return (
            label("order", "number"),
            label("headings", "ticket"),
            label("headings", "piece"),
            label("headings", "material"),
            label("headings", "work"),
            self.amount,
            label("order", "sent"),
            label("order", "back"),
            label("order", "remarks"),
        )

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


def both(label: Label, language: str) -> str:
    """Return a heading in both languages, the sheet's own first."""
    return f"{label.ja} {label.en}" if language == "ja" else f"{label.en} {label.ja}"
