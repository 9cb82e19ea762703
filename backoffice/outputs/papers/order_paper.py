"""The workshop order as a paper: its table, and the terms that the law wants in writing."""

from __future__ import annotations

from datetime import date
from functools import partial

from backoffice.messages import message
from backoffice.outputs.papers.order import BACK, CLOSED, DISPATCH, PIECES, TITLE, Order
from backoffice.outputs.papers.paper import Column, Facts, Kind, Paper, Table, in_both
from backoffice.outputs.papers.work_drawings import drawings_of
from estimator.answers.wording import day as day_words
from estimator.answers.wording import price
from estimator.policy.label import Label

_KINDS = (
    Kind.NUMBER, Kind.STRONG, Kind.TEXT, Kind.TEXT, Kind.WORK, Kind.NUMBER, Kind.BOX, Kind.BOX,
    Kind.TEXT,
)  # fmt: skip
_WIDTHS = (0, 0, 26, 13, 34, 0, 0, 0, 20)


def order_paper(order: Order) -> Paper:
    """Return the order of a month for the workshop.  No personal data."""
    language = order.language
    title, other = in_both(TITLE, language)
    return Paper(
        language=language,
        title=title,
        title_other=other,
        about=str(order.month),
        shop=order.policy.shop.name.in_(language),
        day=order.closed.date(),
        facts=(
            (PIECES.in_(language), str(len(order.pieces))),
            (DISPATCH.in_(language), day_words(order.dispatch, language)),
            (BACK.in_(language), day_words(order.back, language)),
            (CLOSED.in_(language), f"{order.closed:%Y-%m-%d %H:%M}"),
        ),
        blocks=(_table(order), _terms(order)),
        landscape=True,
        drawings=drawings_of(one.code for found in order.services for one in found or ()),
    )


def _table(order: Order) -> Table:
    language = order.language
    money = partial(price, currency=order.policy.currency, language=language)
    columns = []
    for heading, kind, width in zip(order.columns, _KINDS, _WIDTHS, strict=True):
        own, other = in_both(heading, language)
        columns.append(Column(heading=own, other=other, kind=kind, width=width))
    rows = [
        (
            str(number), piece.ticket, piece.piece, piece.material, piece.work, money(amount),
            "", "", piece.note,
        )
        for number, (piece, amount) in enumerate(zip(order.pieces, order.amounts, strict=True), 1)
    ]  # fmt: skip
    total = ("", "", "", "", order.total.in_(language), money(order.net), "", "", "")
    return Table(columns=columns, rows=rows, work=order.work_in_words, totals=(total,))


def _terms(order: Order) -> Facts:
    """Return the terms; what the policy does not say is left to be written by hand."""
    language, workshop = order.language, order.policy.workshop

    def text(key: str, **values: object) -> str:
        return message("order-terms", key, language, **values)

    def day(value: date | None) -> str:
        return day_words(value, language) if value else ""

    paid = day(workshop.paid_by(order.back))
    if paid and workshop.payment:
        paid = text("paid-how", day=paid, how=workshop.payment)
    return Facts(
        heading=text("heading"),
        rows=(
            (text("from"), _orders(order)),
            (text("to"), _joined(language, workshop.name, workshop.address)),
            (text("ordered"), day(order.closed.date())),
            (text("work"), text("work-listed", count=len(order.pieces))),
            (text("due"), day(order.back)),
            (text("place"), _joined(language, workshop.deliver_to)),
            (text("inspected"), day(workshop.inspected_by(order.back))),
            (text("amount"), _fee(order)),
            (text("paid"), paid),
        ),
    )


def _orders(order: Order) -> str:
    """Return who orders: the trader of the policy, or else the shop's name."""
    trader = order.policy.trader
    seller = trader.seller if trader else None
    name = seller or order.policy.shop.name
    return _joined(order.language, name, trader.address if trader else None)


def _joined(language: str, *texts: Label | None) -> str:
    between = "　" if language == "ja" else ", "
    return between.join(text.in_(language) for text in texts if text)


def _fee(order: Order) -> str:
    """Return what the workshop gets in all, and the fees of work that it does if needed."""
    if order.fees is None:
        return ""
    language, policy = order.language, order.policy
    money = partial(price, currency=policy.currency, language=language)
    perhaps = dict.fromkeys(
        one.code for found in order.services for one in found or () if one.if_needed
    )
    fees = [
        f"{policy.services[code].name.in_(language)} "
        f"{money(policy.workshop.fee(code, order.closed.date()) or 0)}"
        for code in perhaps
    ]
    key = "amount-net" if policy.tax else "amount-exempt"
    if fees:
        key = "amount-if-needed" if policy.tax else "amount-exempt-if-needed"
    return message("order-terms", key, language, total=money(order.net), fees=fees)
