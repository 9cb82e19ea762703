"""Finds what an author typed although the policy holds it: amounts, tax, holiday days, names, domain.

Such a text goes stale the day the policy changes, so the build refuses it and names the marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from estimator.policy.file import PolicyBook
from estimator.policy.model import HANDLING, TAX, UndatedPolicy
from estimator.rules.money import tax_on
from pages.markers import MARKER, PageProblem
from pages.setting import words

PERCENT = re.compile(r"(\d+)\s*(?:%|per ?cent|パーセント)")
IDS_AND_LINKS = re.compile(r"\{[#:.][^}]*\}|\]\([^)]*\)")


def typed_by_hand(text: str, book: PolicyBook, file: str) -> list[PageProblem]:
    """Return a problem for everything in a page's source that the policy holds."""
    return [
        PageProblem(file, number, message)
        for number, line in enumerate(text.split("\n"), 1)
        for message in _found(_prose(line), book)
    ]


def amounts(book: PolicyBook) -> dict[int, str]:
    """Return every amount of the policy, past and to come, before and with tax, and its marker."""
    taxes = {rate.value for rate in book.rates[TAX].rates} if TAX in book.rates else {0}
    known: dict[int, str] = {}
    for code, line in book.rates.items():
        for rate in line.rates if code != TAX else ():
            known.setdefault(rate.value, f"{{{{ net {code} }}}}")
            for tax in taxes:
                known.setdefault(rate.value + tax_on(rate.value, tax), f"{{{{ price {code} }}}}")
    return known


def _prose(line: str) -> str:
    """Return a line as a person reads it: no markers, ids or addresses, half-width digits."""
    return normalize("NFKC", IDS_AND_LINKS.sub("]", MARKER.sub(" ", line)))


def _found(line: str, book: PolicyBook) -> Iterator[str]:
    yield from _amounts_in(line, amounts(book))
    if TAX in book.rates:
        rates = {rate.value for rate in book.rates[TAX].rates}
        for found in PERCENT.finditer(line):
            if int(found[1]) * 100 in rates:
                yield _said(found[0], "{{ tax-rate }}")
    yield from _days_in(line, book.undated)
    yield from _names_in(line, book.undated)


def _amounts_in(line: str, known: dict[int, str]) -> Iterator[str]:
    for found in re.finditer(r"(?<![\d,.])\d[\d,]*", line):
        digits = found[0].replace(",", "")
        if (value := int(digits)) in known:
            yield _said(found[0].rstrip(","), known[value])


def _days_in(line: str, policy: UndatedPolicy) -> Iterator[str]:
    months = words()["months"]["en"].split()
    for holiday in policy.calendar.long:
        for month, day in (holiday.starts, holiday.ends):
            name = months[month - 1]
            written = rf"{month}月{day}日|(?<!\d){day}(?:th|st|nd|rd)? {name}\b|{name} {day}(?!\d)"
            if found := re.search(written, line):
                yield _said(found[0], f"{{{{ window {holiday.code} }}}}")


def _names_in(line: str, policy: UndatedPolicy) -> Iterator[str]:
    names = {policy.handling.label: HANDLING}
    names |= {service.label: code for code, service in policy.services.items()}
    for label, code in names.items():
        for text in (label.en, label.ja):
            if normalize("NFKC", text) in line:
                yield _said(text, f"{{{{ name {code} }}}}")
    if policy.shop.domain in line:
        yield _said(policy.shop.domain, "{{ domain }} or {{ contact }}")


def _said(text: str, marker: str) -> str:
    return f"“{text}” is typed by hand, but the policy holds it. Write {marker}."
