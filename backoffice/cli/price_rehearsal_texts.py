"""A rehearsed policy as text: prices, readings, sentences, open requests, letters and income."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from backoffice.cli.long_lists import MOST_SHOWN
from backoffice.cli.terminal import Column, Terminal
from backoffice.messages import message
from estimator.answers.answer_texts import text
from estimator.answers.wording import day, price, service_name
from estimator.policy.comparison import Difference, Kind
from estimator.policy.currency import Currency
from estimator.policy.model import HANDLING, TAX, Label, UndatedPolicy
from estimator.policy.phrases import percentage

if TYPE_CHECKING:
    from backoffice.jobs.rehearsing_prices import Rehearsed
    from backoffice.rules.price_rehearsal import OpenRequest
    from estimator.rules.items import Span


_INDENT = "  "
_HEADINGS = {Kind.PRICE: "prices", Kind.VALUE: "values", Kind.TEXT: "texts"}


def print_rehearsal(to: Terminal, done: Rehearsed, file: str) -> None:
    """Print what another policy would change."""
    when = day(done.day, to.language)
    to.text(_said(to, "begins", file=file, day=when))
    if not done.differences:
        to.text(_said(to, "same", day=when))
    for kind in Kind:
        found = [each for each in done.differences if each.kind is kind]
        if found:
            to.text(_said(to, _HEADINGS[kind]))
            _print_texts(to, found) if kind is Kind.TEXT else _print_values(to, found, done)
    if done.later:
        to.text(_said(to, "later", days=[day(each, to.language) for each in done.later]))
    _print_requests(to, done)
    _print_letters(to, done.requests)
    _print_income(to, done)
    to.text(_said(to, "nothing-written"))


def _print_values(to: Terminal, found: Iterable[Difference], done: Rehearsed) -> None:
    rows = [(_name(each, done, to.language), *_both(each, done, to.language)) for each in found]
    to.table(_columns(to, "entry", "now", "then"), rows, _INDENT)


def _print_texts(to: Terminal, found: Iterable[Difference]) -> None:
    for each in found:
        to.line(f"{_INDENT}{each.path}")
        gone, come = each.sentences(to.language)
        rows = [*(("−", sentence) for sentence in gone), *(("+", sentence) for sentence in come)]
        # without any, the sentences are the same in this language
        same = [("", _said(to, "other-language"))]
        to.table([Column(wraps=False), Column()], rows or same, _INDENT)


def _print_requests(to: Terminal, done: Rehearsed) -> None:
    requests, language = done.requests, to.language
    changed = [each for each in requests if each.now != each.then]
    key = "requests" if changed else "requests-keep"
    to.text(_said(to, key, count=len(requests), changed=len(changed)))
    shown = [each for each in requests if each.differs]
    if not shown:
        return
    keys = ("tickets", "stage", "now", "then", "asked-then")
    old, new = done.desk.run.policy.undated.currency, done.new.undated.currency
    rows = [
        (
            ", ".join(each.tickets),
            each.stage.value.in_(language),
            _amount(each.now, old, language),
            _amount(each.then, new, language),
            _amount(each.asked_then, new, language),
        )
        for each in shown[:MOST_SHOWN]
    ]
    to.table(_columns(to, *keys, day=day(done.day, language)), rows, _INDENT)
    if len(shown) > MOST_SHOWN:
        to.say("and-more", count=len(shown) - MOST_SHOWN)


def _print_letters(to: Terminal, requests: Sequence[OpenRequest]) -> None:
    stale = [", ".join(each.tickets) for each in requests if each.is_stale]
    to.text(_said(to, "letters" if stale else "no-letters", count=len(stale), tickets=stale))


def _print_income(to: Terminal, done: Rehearsed) -> None:
    income, language = done.income, to.language
    first, last = (day(each, language) for each in (income.first, income.last))
    to.text(_said(to, "income", first=first, last=last, count=income.requests))
    old, new = done.desk.run.policy.undated, done.new.undated
    amounts = [("total", income.total, income.total_then)]
    if old.tax or new.tax:
        amounts.insert(0, ("net", income.net, income.net_then))
    rows = [
        (
            message("rehearsal-headings", key, language),
            price(now, old.currency, language),
            price(then, new.currency, language),
            ("" if then < now else "+") + price(then - now, new.currency, language),
        )
        for key, now, then in amounts
    ]
    to.table(_columns(to, "entry", "now", "then", "difference"), rows, _INDENT)
    if income.unpriced:
        to.text(_said(to, "unpriced", count=income.unpriced))


def _said(to: Terminal, key: str, **values: object) -> str:
    return message("rehearsal", key, to.language, **values)


def _columns(to: Terminal, *keys: str, **values: object) -> list[Column]:
    amounts = {"now", "then", "asked-then", "difference"}
    return [
        Column(
            heading=message("rehearsal-headings", key, to.language, **values),
            wraps=key != "difference",
            right=key in amounts,
        )
        for key in keys
    ]


def _amount(amount: Span | None, currency: Currency, language: str) -> str:
    if amount is None:
        return "–"
    low, high = (price(each, currency, language) for each in (amount.low, amount.high))
    return low if amount.certain else text("range", language, low=low, high=high)


def _name(found: Difference, done: Rehearsed, language: str) -> str:
    """Return what an entry is called: the service for a price, else its path in the file."""
    if found.kind is not Kind.PRICE or found.path == "tax.rate":
        return found.path
    code = HANDLING if found.path == "handling.fee" else found.path.split(".")[1]
    known = done.new.undated, done.desk.run.policy.undated
    policy = next(each for each in known if code == HANDLING or code in each.services)
    return service_name(code, policy, language)


def _both(found: Difference, done: Rehearsed, language: str) -> tuple[str, str]:
    old, new = done.desk.run.policy.undated, done.new.undated
    return _value(found, found.old, old, language), _value(found, found.new, new, language)


def _value(
    found: Difference, value: Label | int | str | None, policy: UndatedPolicy, language: str
) -> str:
    if value is None:
        return "–"
    if found.kind is Kind.PRICE and isinstance(value, int):
        if found.path == f"{TAX}.rate":
            return percentage(value).in_(language)
        amount = price(value, policy.currency, language)
        return message("results", "net", language, amount=amount) if policy.tax else amount
    return value.in_(language) if isinstance(value, Label) else str(value)
