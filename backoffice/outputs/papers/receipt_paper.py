"""The receipt of one request; of a seller who is registered for that, a qualified invoice."""

from __future__ import annotations

from functools import partial

from backoffice.messages import message, messages_in
from backoffice.outputs.papers.paper import Amount, Column, Facts, Kind, Paper, Prose, Table
from backoffice.rules.paid_requests import PaidRequest
from estimator.answers.wording import day as day_words
from estimator.answers.wording import price
from estimator.policy.model import UndatedPolicy
from estimator.policy.phrases import percentage


def receipt_paper(paid: PaidRequest, policy: UndatedPolicy) -> Paper:
    """Return the receipt of `paid`, in the customer's language.

    Source: 消費税法 Art. 57-4 (what a qualified invoice says).
    """
    language = paid.language
    text = messages_in("receipt", language)
    money = partial(price, currency=policy.currency, language=language)
    named = text("to", name=paid.name) if paid.name else ""
    facts = [(text("paid"), day_words(paid.paid, language))]
    if paid.returned:
        facts.append((text("returned"), day_words(paid.returned, language)))
    total = text("amount" if policy.tax else "amount-exempt")
    return Paper(
        language=language,
        title=text("title-qualified" if policy.registration else "title"),
        about=paid.ticket,
        shop=policy.shop.name.in_(language),
        day=paid.paid,
        facts=facts,
        blocks=(
            *((Prose(heading=named, paragraphs=()),) if named else ()),
            Amount(label=total, amount=money(paid.total)),
            _lines(paid, policy),
            Prose(paragraphs=(text("received"),)),
            Facts(rows=[*(() if named else ((text("name"), ""),)), *_seller(policy, language)]),
        ),
    )


def _lines(paid: PaidRequest, policy: UndatedPolicy) -> Table:
    """Return what was paid for; one line of tax, rounded once, and none of an exempt seller."""
    language = paid.language
    text = messages_in("receipt", language)
    money = partial(price, currency=policy.currency, language=language)
    amount = text("net" if policy.tax else "price")
    rows = [(each.ticket, each.piece, each.work, money(each.net)) for each in paid.pieces]
    if paid.handling:
        rows.append(("", policy.handling.label.in_(language), "", money(paid.handling)))
    totals = [("", "", text("total"), money(paid.total))]
    if policy.tax:
        rate, tax = percentage(paid.tax_rate), policy.tax.label
        totals[:0] = [
            ("", "", text("taxed", rate=rate), money(paid.net)),
            ("", "", text("tax", tax=tax, rate=rate), money(paid.tax)),
        ]
    return Table(
        columns=(
            Column(heading=message("headings", "ticket", language), kind=Kind.STRONG),
            Column(heading=message("headings", "piece", language), width=30),
            Column(heading=message("headings", "work", language), kind=Kind.WORK, width=42),
            Column(heading=amount, kind=Kind.NUMBER),
        ),
        rows=rows,
        totals=totals,
    )


def _seller(policy: UndatedPolicy, language: str) -> list[tuple[str, str]]:
    """Return who gives the receipt, as far as the policy says."""
    trader, text = policy.trader, messages_in("receipt", language)
    seller = (trader.seller if trader else None) or policy.shop.name
    rows = [(text("seller"), seller.in_(language))]
    if trader and trader.address:
        rows.append((text("address"), trader.address.in_(language)))
    if policy.registration:
        rows.append((text("registration"), policy.registration))
    return [*rows, (text("contact"), policy.shop.contact)]
