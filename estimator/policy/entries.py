"""Reading the policy file: lists of codes and of words, the shop and its currency."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from estimator.errors import Problem
from estimator.policy.currency import Currency
from estimator.policy.fields import Fields
from estimator.policy.model import Label, Shop
from estimator.policy.suggestions import choose, shown
from estimator.policy.terms import OwnersWord

_CONTACT = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def read_clause(fields: Fields, clauses: Collection[str]) -> str:
    """Return the id of the rule that the table cites."""
    return fields.one_of("clause", clauses, "rule")


def read_codes(
    fields: Fields, key: str, known: Collection[str], *, some: bool = False
) -> frozenset[str]:
    """Return the codes listed at `key`, with `some` at least one; each must be in `known`.

    With nothing known there is no second problem: that is noted already.
    """
    if some:
        check_some(fields, key)
    codes = set()
    for path, code in fields.entries(key, "a list of codes"):
        if isinstance(code, str) and code in known:
            codes.add(code)
        elif known:
            message = f"nothing is called {shown(code)} here. {choose(str(code), known)}"
            fields.problems.append(Problem(field=path, code="choice", message=message))
    return frozenset(codes)


def read_words(fields: Fields, key: str) -> Iterator[tuple[str, str]]:
    """Yield each word of the list at `key` after its own key, as ``also[0]``."""
    for path, word in fields.entries(key, "a list of words"):
        if isinstance(word, str) and word.strip():
            yield path.removeprefix(f"{fields.path}."), word
        else:
            message = f"{shown(word)} is no word. Write a text between quotes."
            fields.problems.append(Problem(field=path, code="type", message=message))


def check_some(fields: Fields, key: str) -> None:
    """Note a list at `key` that is there and empty."""
    if fields.has(key) and fields.raw(key, "") == []:
        fields.note(key, "empty", "this list is empty. Name at least one.")


def read_shop(top: Fields) -> Shop:
    """Return who repairs."""
    with top.table("shop") as fields:
        contact = fields.text("contact", "the shop's e-mail address")
        if contact and not _CONTACT.fullmatch(contact):
            message = f"{shown(contact)} is no e-mail address. Write name@domain."
            fields.note("contact", "type", message)
        name = fields.label("name")
        spelling = fields.optional("japanese_name", fields.enum, OwnersWord)
        if spelling is OwnersWord.DECLINED:
            name = Label(en=name.en, ja=name.en)
        timezone = fields.text("timezone")
    return Shop(name=name, contact=contact, timezone=timezone, japanese_name=spelling)


def read_currency(top: Fields) -> Currency:
    """Return how amounts are written."""
    with top.table("currency") as fields:
        written = fields.label("written", "{}")
        return Currency(
            code=fields.text("code"), digits=fields.integer("digits", 0, 4), written=written
        )
