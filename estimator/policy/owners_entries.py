"""Reading the policy file: promises, terms, trader, workshop, letters.  A policy may have none of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields as fields_of
from typing import TypeAlias

from estimator.policy.dated import read_dated_rates
from estimator.policy.fields import Fields
from estimator.policy.label import Label
from estimator.policy.phrases import month_count, working_day_count
from estimator.policy.suggestions import choose, shown
from estimator.policy.terms import (
    LATEST_PAYMENT,
    Letters,
    OwnersWord,
    Promise,
    Term,
    Trader,
    Workshop,
)
from estimator.policy.texts import EMPTY, Reading, Texts

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
    promises = {}
    for code, fields in top.named("promises") if top.has("promises") else ():
        with fields:
            source = fields.optional("source", fields.text) or ""
            owner = fields.enum("owner", OwnersWord) if not source or fields.has("owner") else None
            text = texts.read(fields, "text")
        promises[code] = Promise(code=code, text=text, owner=owner, source=source)
    return promises


def read_terms(top: Fields, texts: Texts) -> dict[str, Term]:
    """Return the terms by their code."""
    with top.optional_table("terms") as group:
        return {
            code: _term(code, group.table(code), kinds, texts)
            for code, kinds in TERMS.items()
            if group.has(code)
        }


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
    sentences = dict.fromkeys(one for choices in kinds.values() for one in choices)
    own = texts.within(Reading((*sentences, OPEN), OPEN if missing else reading), **values)
    some = len(missing) < len(kinds) or fields.has("source")
    with fields:
        source = fields.text("source", "who said so, and when") if some else ""
        text = own.read(fields, "text")
    return Term(code=code, text=text, missing=missing, source=source, numbers=numbers)


def _value(fields: Fields, key: str, numbers: dict[str, int]) -> Label:
    """Return a field as customers read it; a number is also put into `numbers`."""
    if key in NUMBERS:
        numbers[key] = fields.integer(key, 1, LARGEST)
        return NUMBERS[key](numbers[key])
    return fields.label(key)


def read_trader(top: Fields) -> Trader | None:
    """Return the trader; None where the policy has none."""
    if not top.has("trader"):
        return None
    with top.table("trader") as fields:
        return Trader(
            **{one.name: fields.optional(one.name, fields.label) for one in fields_of(Trader)}
        )


def read_workshop(top: Fields, services: Collection[str]) -> Workshop:
    """Return who repairs and on which terms, as far as the policy says."""
    with top.optional_table("workshop") as fields:
        texts = {
            key: fields.optional(key, fields.label)
            for key in ("name", "address", "deliver_to", "payment")
        }
        days = fields.optional("inspection_days", fields.integer, 0, 60)
        paid = fields.optional("payment_months", fields.integer, 0, LATEST_PAYMENT, SIXTY_DAYS)
        group, fees = fields.optional_table("fees"), {}
        for code in group.keys():  # noqa: SIM118  not a dict
            if code in services:
                fees[code] = read_dated_rates(group, code, most=10**9)
            else:
                message = f"no service is called that. {choose(code, services)}"
                group.note(code, "choice", message)
    return Workshop(fees=fees, inspection_days=days, payment_months=paid, **texts)


def read_letters(top: Fields) -> Letters:
    """Return what the owner filled in for letters and status pages."""
    with top.optional_table("letters") as fields:
        send_to = fields.optional("send_to", fields.label)
        pages = fields.optional("status_pages", fields.text) or ""
        if pages and not _FOLDER.fullmatch(pages):
            example = "Write one as https://example.jp/status/"
            fields.note(
                "status_pages", "type", f"{shown(pages)} is no address of a folder. {example}"
            )
    return Letters(send_to=send_to, status_pages=pages)
