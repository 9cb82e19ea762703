"""What `rehearse` prints: prices, readings, sentences, open requests, letters and income under another policy.

Amounts for programs are in smallest units, None where nobody knows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

from backoffice.cli.json_results import Data
from backoffice.cli.printer import Column, Printer
from backoffice.cli.text_results import MOST_SHOWN
from backoffice.jobs.rehearsing_prices import Rehearsed
from backoffice.messages import message
from backoffice.rules.price_rehearsal import OpenRequest
from estimator.answers.wording import day, price, service_name, span
from estimator.policy.comparison import Difference, Kind
from estimator.policy.currency import Currency
from estimator.policy.model import HANDLING, TAX, Label, UndatedPolicy
from estimator.policy.phrases import percentage
from estimator.rules.items import Span

_INDENT = "  "
_HEADINGS = {Kind.PRICE: "prices", Kind.VALUE: "values", Kind.TEXT: "texts"}


def show_rehearse(to: Printer, done: Rehearsed, file: str) -> None:
    """Print what the policy in `file` would change."""
    stale = [each.tickets for each in done.requests if each.is_stale]
    if to.as_json:
        to.json(
            ok=True,
            policy=file,
            on=done.day,
            later=done.later,
            differences=[_difference_data(each) for each in done.differences],
            requests=[_request_data(each) for each in done.requests],
            stale_letters=stale,
            income=asdict(done.income),
        )
        return
    to, when = replace(to, group="rehearsal"), day(done.day, to.language)
    to.say("begins", file=file, day=when)
    if not done.differences:
        to.say("same", day=when)
    for kind in Kind:
        found = [each for each in done.differences if each.kind is kind]
        if found:
            to.say(_HEADINGS[kind])
            _print_texts(to, found) if kind is Kind.TEXT else _print_values(to, found, done)
    if done.later:
        to.say("later", days=[day(each, to.language) for each in done.later])
    _print_requests(to, done)
    letters = [", ".join(tickets) for tickets in stale]
    to.say("letters" if stale else "no-letters", count=len(stale), tickets=letters)
    _print_income(to, done)
    to.say("nothing-written")


def _difference_data(found: Difference) -> Data:
    old, new = (asdict(v) if isinstance(v, Label) else v for v in (found.old, found.new))
    data: Data = {"path": found.path, "kind": found.kind.value, "old": old, "new": new}
    if found.kind is Kind.TEXT:
        both = {language: found.sentences(language) for language in ("en", "ja")}
        data["sentences"] = {key: {"old": gone, "new": come} for key, (gone, come) in both.items()}
    return data


def _request_data(request: OpenRequest) -> Data:
    amounts = {key: getattr(request, key) for key in ("now", "then", "asked_then")}
    return {
        "tickets": request.tickets,
        "stage": request.stage.name.lower().replace("_", "-"),
        **{key: span and {"low": span.low, "high": span.high} for key, span in amounts.items()},
        "quote_sent": request.quote_sent,
        "stale": request.is_stale,
    }


def _print_values(to: Printer, found: Iterable[Difference], done: Rehearsed) -> None:
    old, new = done.desk.run.policy.undated, done.new.undated
    rows = [
        (
            _name(each, (new, old), to.language),
            _value(each, each.old, old, to.language),
            _value(each, each.new, new, to.language),
        )
        for each in found
    ]
    to.table(_columns(to, "entry", "now", "then"), rows, _INDENT)


def _print_texts(to: Printer, found: Iterable[Difference]) -> None:
    for each in found:
        to.line(f"{_INDENT}{each.path}")
        gone, come = each.sentences(to.language)
        rows = [*(("−", sentence) for sentence in gone), *(("+", sentence) for sentence in come)]
        # without any, the sentences are the same in this language
        same = [("", to.message("other-language"))]
        to.table([Column(wraps=False), Column()], rows or same, _INDENT)


def _print_requests(to: Printer, done: Rehearsed) -> None:
    requests, language = done.requests, to.language
    changed = [each for each in requests if each.now != each.then]
    to.say("requests" if changed else "requests-keep", count=len(requests), changed=len(changed))
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
        replace(to, group="results").say("and-more", count=len(shown) - MOST_SHOWN)


def _print_income(to: Printer, done: Rehearsed) -> None:
    income, language = done.income, to.language
    first, last = (day(each, language) for each in (income.first, income.last))
    to.say("income", first=first, last=last, count=income.requests)
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
        to.say("unpriced", count=income.unpriced)


def _columns(to: Printer, *keys: str, day: str = "") -> list[Column]:
    right = "now then asked-then difference"
    return to.columns("rehearsal-headings", keys, unwrapped="difference", right=right, day=day)


def _amount(amount: Span | None, currency: Currency, language: str) -> str:
    if amount is None:
        return "–"
    certain = amount.certain  # no *from*: it is no guide
    return price(amount.low, currency, language) if certain else span(amount, currency, language)


def _name(found: Difference, policies: Iterable[UndatedPolicy], language: str) -> str:
    """Return what an entry is called: the service for a price, else its path in the file."""
    if found.kind is not Kind.PRICE or found.path == "tax.rate":
        return found.path
    code = HANDLING if found.path == "handling.fee" else found.path.split(".")[1]
    policy = next(each for each in policies if code == HANDLING or code in each.services)
    return service_name(code, policy, language)


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
