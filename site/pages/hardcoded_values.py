"""Finds policy values typed into pages: amounts, tax, holiday days, names, domain.

They would be wrong after the policy changes, so the build refuses them and names the marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from estimator.policy.model import HANDLING, TAX, UndatedPolicy
from estimator.policy.phrases import month_day, month_name
from estimator.policy.policy_book import PolicyBook
from estimator.policy.tax import tax_on
from pages.markers import MARKER, PageProblem

PERCENT = re.compile(r"(\d+)\s*(?:%|per ?cent|パーセント)")
IDS_AND_LINKS = re.compile(r"\{[#:.][^}]*\}|\]\([^)]*\)")


def check_hardcoded(text: str, book: PolicyBook, file: str) -> list[PageProblem]:
    """Return a problem for each value of the policy that a page's source repeats."""
    return [
        PageProblem(file, number, message)
        for number, line in enumerate(text.split("\n"), 1)
        for message in _messages(_prose(line), book)
    ]


def amounts(book: PolicyBook) -> dict[int, str]:
    """Return the marker of each amount of the policy, past and future, before and with tax."""
    taxes = {rate.value for rate in book.rates[TAX].rates} if TAX in book.rates else {0}
    known: dict[int, str] = {}
    for code, line in book.rates.items():
        for rate in line.rates if code != TAX else ():
            known.setdefault(rate.value, f"{{{{ price {code} }}}}")
            for tax in taxes:
                known.setdefault(rate.value + tax_on(rate.value, tax), f"{{{{ price {code} }}}}")
    return known


def _prose(line: str) -> str:
    """Return a line without markers, ids and addresses, with half-width digits."""
    return normalize("NFKC", IDS_AND_LINKS.sub("]", MARKER.sub(" ", line)))


def _messages(line: str, book: PolicyBook) -> Iterator[str]:
    yield from _amounts_in(line, amounts(book))
    if TAX in book.rates:
        rates = {rate.value for rate in book.rates[TAX].rates}
        for match in PERCENT.finditer(line):
            if int(match[1]) * 100 in rates:
                yield _message(match[0], "{{ rule P8 }}")
    yield from _days_in(line, book.undated)
    yield from _names_in(line, book.undated)


def _amounts_in(line: str, known: dict[int, str]) -> Iterator[str]:
    for match in re.finditer(r"(?<![\d,.])\d[\d,]*", line):
        digits = match[0].replace(",", "")
        if (value := int(digits)) in known:
            yield _message(match[0].rstrip(","), known[value])


def _days_in(line: str, policy: UndatedPolicy) -> Iterator[str]:
    for holiday in policy.calendar.long:
        for month, day in (holiday.starts, holiday.ends):
            name, japanese = month_name(month).en, month_day(month, day).ja
            written = rf"{japanese}|(?<!\d){day}(?:th|st|nd|rd)? {name}\b|{name} {day}(?!\d)"
            if match := re.search(written, line):
                yield _message(match[0], f"{{{{ window {holiday.code} }}}}")


def _names_in(line: str, policy: UndatedPolicy) -> Iterator[str]:
    names = {policy.handling.label: HANDLING}
    names |= {service.label: code for code, service in policy.services.items()}
    for label, code in names.items():
        for text in (label.en, label.ja):
            if normalize("NFKC", text) in line:
                yield _message(text, f"{{{{ name {code} }}}}")
    if policy.shop.domain in line:
        yield _message(policy.shop.domain, "{{ domain }} or {{ contact }}")


def _message(text: str, marker: str) -> str:
    return f"“{text}” is typed by hand, but the policy holds it. Write {marker}."
