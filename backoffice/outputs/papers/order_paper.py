"""The workshop order as a paper: its table, and the terms that the law wants in writing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.resources import files

from backoffice.messages import label, message, messages_in
from backoffice.outputs.papers.order import Order
from backoffice.outputs.papers.paper import Block, Column, Facts, Kind, Paper, Table
from backoffice.sheet.headings import in_both
from estimator.answers.wording import day as day_words
from estimator.answers.wording import price
from estimator.policy.label import Label

_KINDS = (
    Kind.NUMBER, Kind.STRONG, Kind.TEXT, Kind.TEXT, Kind.WORK, Kind.NUMBER, Kind.BOX, Kind.BOX,
    Kind.TEXT,
)  # fmt: skip
_WIDTHS = (0, 0, 26, 13, 34, 0, 0, 0, 20)

TableColumn = tuple[Label, Kind, int]
"""Heading, kind and width of a column; see `Column`."""


def order_paper(order: Order) -> Paper:
    """Return the order of a month for the workshop.  No personal data."""
    columns = [*zip(order.columns, _KINDS, _WIDTHS, strict=True)]
    money = partial(price, currency=order.policy.currency, language=order.language)
    rows = [
        (
            str(number), piece.ticket, piece.piece, piece.material, piece.work, money(amount),
            "", "", piece.note,
        )
        for number, (piece, amount) in enumerate(zip(order.pieces, order.amounts, strict=True), 1)
    ]  # fmt: skip
    total = ("", "", "", "", order.total.in_(order.language), money(order.net), "", "", "")
    blocks = (table_of(order, columns, rows, total), _terms(order))
    return paper_of(order, "order", blocks, facts=order.facts, landscape=True)


def paper_of(
    order: Order,
    group: str,
    blocks: Sequence[Block],
    *,
    facts: Sequence[tuple[str, str]] = (),
    landscape: bool = False,
) -> Paper:
    """Return a paper of an order; `group` of the messages has its title."""
    title, other = in_both(label(group, "title"), order.language)
    has_work = any(isinstance(block, Table) for block in blocks)
    return Paper(
        language=order.language,
        title=title,
        title_other=other,
        about=str(order.month),
        shop=order.policy.shop.name.in_(order.language),
        day=order.closed.date(),
        facts=facts,
        blocks=blocks,
        landscape=landscape,
        drawings=_drawings(order) if has_work else {},
    )


def _drawings(order: Order) -> dict[str, str]:
    """Return the drawings of the services of an order as SVG, by service; not all have one."""
    folder = files("backoffice.outputs.papers").joinpath("drawings")
    found = {one.code: folder.joinpath(f"{one.code}.svg") for one in order.work}
    return {
        service: file.read_text(encoding="utf-8").replace("\n", "")
        for service, file in found.items()
        if file.is_file()
    }


def table_of(
    order: Order,
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str]],
    total: Sequence[str],
) -> Table:
    """Return a table of the pieces of an order, headed in both languages."""
    headed = []
    for heading, kind, width in columns:
        own, other = in_both(heading, order.language)
        headed.append(Column(heading=own, other=other, kind=kind, width=width))
    return Table(columns=headed, rows=rows, work=order.work_in_words, totals=(total,))


def _terms(order: Order) -> Facts:
    """Return the terms; what the policy does not say is left to be written by hand."""
    language, workshop, trader = order.language, order.policy.workshop, order.policy.trader
    text = messages_in("order-terms", language)
    day = partial(day_words, language=language)
    inspected, paid_by = workshop.inspected_by(order.back), workshop.paid_by(order.back)
    paid = day(paid_by) if paid_by else ""
    if paid and workshop.payment:
        paid = text("paid-how", day=paid, how=workshop.payment)
    name = (trader.seller if trader else None) or order.policy.shop.name
    values = {
        "from": _joined(language, name, trader.address if trader else None),
        "to": _joined(language, workshop.name, workshop.address),
        "ordered": day(order.closed.date()),
        "work": text("work-listed", count=len(order.pieces)),
        "due": day(order.back),
        "place": _joined(language, workshop.deliver_to),
        "inspected": day(inspected) if inspected else "",
        "amount": _fee(order),
        "paid": paid,
    }
    return Facts(heading=text("heading"), rows=[(text(key), values[key]) for key in values])


def _joined(language: str, *texts: Label | None) -> str:
    between = "　" if language == "ja" else ", "
    return between.join(text.in_(language) for text in texts if text)


def _fee(order: Order) -> str:
    """Return what the workshop gets in all, and the fees of work that it does if needed."""
    if order.fees is None:
        return ""
    language, policy = order.language, order.policy
    money = partial(price, currency=policy.currency, language=language)
    perhaps = dict.fromkeys(one.code for one in order.work if one.if_needed)
    fees = [
        f"{policy.services[code].name.in_(language)} "
        f"{money(policy.workshop.fee(code, order.closed.date()) or 0)}"
        for code in perhaps
    ]
    key = "amount-net" if policy.tax else "amount-exempt"
    if fees:
        key = "amount-if-needed" if policy.tax else "amount-exempt-if-needed"
    return message("order-terms", key, language, total=money(order.net), fees=fees)
