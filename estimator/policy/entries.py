"""Reading the policy file: labels, codes, rules, the shop and its currency."""

from __future__ import annotations

import re
from collections.abc import Collection

from estimator.errors import Problem
from estimator.policy.currency import Currency
from estimator.policy.fields import Fields
from estimator.policy.model import Label, Shop
from estimator.policy.suggestions import choose, shown
from estimator.policy.terms import OwnersWord

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_CONTACT = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def read_label(fields: Fields, key: str, gap: str = "") -> Label:
    """Return the text in both languages at `key`; each contains `gap`, where given, exactly once."""
    return label_in(fields.table(key, '{ en = "…", ja = "…" }'), gap)


def label_in(table: Fields, gap: str = "") -> Label:
    """Return the text in both languages that `table` is."""
    label = Label(en=table.text("en"), ja=table.text("ja"))
    for language, text in (("en", label.en), ("ja", label.ja)):
        if gap and text and text.count(gap) != 1:
            message = f"{shown(text)} has no place to fill. Put {gap} once where the number goes."
            table.note(language, "gap", message)
    table.close()
    return label


def read_named(top: Fields, key: str) -> list[tuple[str, Fields]]:
    """Return code and table of each entry of the group at `key`."""
    group = top.table(key)
    named = []
    for code in group.keys():  # noqa: SIM118  not a dict
        if not CODE.fullmatch(code):
            group.note(code, "code", "use small letters, digits and single hyphens for a code.")
        named.append((code, group.table(code)))
    return named


def read_clause(fields: Fields, clauses: Collection[str]) -> str:
    """Return the id of the rule that the table cites."""
    return fields.one_of("clause", clauses, "rule")


def read_codes(
    fields: Fields, key: str, known: Collection[str], *, some: bool = False
) -> frozenset[str]:
    """Return the codes listed at `key`, with `some` at least one; each must be in `known`.

    With nothing known there is no second problem: that is noted already.
    """
    if fields.has(key) and fields.raw(key, "") == [] and some:
        fields.note(key, "empty", "this list is empty. Name at least one.")
    codes = set()
    for path, code in fields.entries(key, "a list of codes"):
        if isinstance(code, str) and code in known:
            codes.add(code)
        elif known:
            message = f"nothing is called {shown(code)} here. {choose(str(code), known)}"
            fields.problems.append(Problem(field=path, code="choice", message=message))
    return frozenset(codes)


def read_shop(top: Fields) -> Shop:
    """Return who repairs."""
    fields = top.table("shop")
    contact = fields.text("contact", "the shop's e-mail address")
    if contact and not _CONTACT.fullmatch(contact):
        fields.note("contact", "type", f"{shown(contact)} is no e-mail address. Write name@domain.")
    name = read_label(fields, "name")
    spelling = fields.enum("japanese_name", OwnersWord) if fields.has("japanese_name") else None
    if spelling is OwnersWord.DECLINED:
        name = Label(en=name.en, ja=name.en)
    timezone = fields.text("timezone")
    fields.close()
    return Shop(name=name, contact=contact, timezone=timezone, japanese_name=spelling)


def read_currency(top: Fields) -> Currency:
    """Return how amounts are written."""
    fields = top.table("currency")
    written = read_label(fields, "written", "{}")
    currency = Currency(
        code=fields.text("code"), digits=fields.integer("digits", 0, 4), written=written
    )
    fields.close()
    return currency
