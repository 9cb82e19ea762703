"""Reading the policy file: promises, terms, trader, workshop, letters.  A policy may have none of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields as fields_of
from typing import TypeAlias

from estimator.policy.dated import read_dated_rates
from estimator.policy.entries import read_label, read_named
from estimator.policy.fields import Fields
from estimator.policy.label import Label
from estimator.policy.phrases import month_count, working_day_count
from estimator.policy.suggestions import choose, shown
from estimator.policy.terms import Letters, OwnersWord, Promise, Term, Trader
from estimator.policy.texts import EMPTY, Reading, Texts
from estimator.policy.workshop import LATEST_PAYMENT, Workshop

Choices: TypeAlias = tuple[str, ...]

LABELS: Choices = ("stated",)
"""A field that is a text, or a number, has one kind of sentence."""

TERMS: Mapping[str, Mapping[str, Choices]] = {
    "declining": {"fee": ("none", "handling")},
    "paying": {"methods": LABELS, "when": LABELS},
    "answering": {"working_days": LABELS},
    "cancelling": {"until": ("approval", "dispatch")},
    "custody": {"insured": ("yes", "no")},
    "uncollected": {"months": LABELS},
    "keeping": {"months": LABELS},
    "warranty": {"months": LABELS},
    "abroad": {"accepted": ("yes", "no")},
}
"""The fields of each term, and which sentences there are for their values besides ``open``."""

OPEN = "open"
"""The sentence of a term whose fields are not all filled in."""

NUMBERS = {"months": month_count, "working_days": working_day_count}
LARGEST = 120
SIXTY_DAYS = f"0 or {LATEST_PAYMENT}, as the law allows sixty days from the return"

_FOLDER = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)*/", re.ASCII)


def read_promises(top: Fields, texts: Texts) -> dict[str, Promise]:
    """Return the promises by their code."""
    if not top.has("promises"):
        return {}
    promises = {}
    for code, fields in read_named(top, "promises"):
        source = fields.text("source") if fields.has("source") else ""
        owner = fields.enum("owner", OwnersWord) if not source or fields.has("owner") else None
        promises[code] = Promise(
            code=code, text=texts.read(fields, "text"), owner=owner, source=source
        )
        fields.close()
    return promises


def read_terms(top: Fields, texts: Texts) -> dict[str, Term]:
    """Return the terms by their code."""
    if not top.has("terms"):
        return {}
    group = top.table("terms")
    terms = {}
    for code, kinds in TERMS.items():
        if group.has(code):
            terms[code] = _term(code, group.table(code), kinds, texts)
    group.close()
    return terms


def _term(code: str, fields: Fields, kinds: Mapping[str, Choices], texts: Texts) -> Term:
    missing = tuple(key for key in kinds if not fields.has(key))
    values, reading = dict.fromkeys(kinds, EMPTY), OPEN
    numbers: dict[str, int] = {}
    for key, choices in kinds.items():
        if key in missing:
            continue
        if choices is LABELS:
            values[key] = _value(fields, key, numbers)
            reading = choices[0]
        else:
            reading = fields.one_of(key, choices) or OPEN
    sentences = tuple(dict.fromkeys(one for choices in kinds.values() for one in choices))
    current = OPEN if missing else reading
    own = texts.within(Reading((*sentences, OPEN), current), **values)
    some = len(missing) < len(kinds)
    source = fields.text("source", "who said so, and when") if some or fields.has("source") else ""
    term = Term(
        code=code, text=own.read(fields, "text"), missing=missing, source=source, numbers=numbers
    )
    fields.close()
    return term


def _value(fields: Fields, key: str, numbers: dict[str, int]) -> Label:
    """Return a field as customers read it; a number is also put into `numbers`."""
    if key in NUMBERS:
        numbers[key] = fields.integer(key, 1, LARGEST)
        return NUMBERS[key](numbers[key])
    return read_label(fields, key)


def read_trader(top: Fields) -> Trader | None:
    """Return the trader; None where the policy has none."""
    if not top.has("trader"):
        return None
    fields = top.table("trader")
    given = {
        one.name: read_label(fields, one.name) for one in fields_of(Trader) if fields.has(one.name)
    }
    fields.close()
    return Trader(**given)


def read_workshop(top: Fields, services: Collection[str]) -> Workshop:
    """Return who repairs and on which terms, as far as the policy says."""
    if not top.has("workshop"):
        return Workshop()
    fields = top.table("workshop")
    texts = {
        key: read_label(fields, key)
        for key in ("name", "address", "deliver_to", "payment")
        if fields.has(key)
    }
    numbers = {
        key: fields.integer(key, 0, most, needed)
        for key, most, needed in (
            ("inspection_days", 60, None),
            ("payment_months", LATEST_PAYMENT, SIXTY_DAYS),
        )
        if fields.has(key)
    }
    fees = {}
    if fields.has("fees"):
        group = fields.table("fees")
        for code in group.keys():  # noqa: SIM118  not a dict
            if code in services:
                fees[code] = read_dated_rates(group, code, most=10**9)
            else:
                message = f"no service is called that. {choose(code, services)}"
                group.note(code, "choice", message)
    fields.close()
    return Workshop(fees=fees, **texts, **numbers)  # type: ignore[arg-type]


def read_letters(top: Fields) -> Letters:
    """Return what the owner filled in for letters and status pages."""
    if not top.has("letters"):
        return Letters()
    fields = top.table("letters")
    send_to = read_label(fields, "send_to") if fields.has("send_to") else None
    pages = fields.text("status_pages") if fields.has("status_pages") else ""
    if pages and not _FOLDER.fullmatch(pages):
        message = (
            f"{shown(pages)} is no address of a folder. Write one as https://example.jp/status/"
        )
        fields.note("status_pages", "type", message)
    fields.close()
    return Letters(send_to=send_to, status_pages=pages)
