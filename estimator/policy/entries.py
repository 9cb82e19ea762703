"""Reading the policy file: lists of codes and of words, what else people type, the shop and its currency."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from estimator.errors import Problem
from estimator.policy.currency import Currency
from estimator.policy.fields import Fields
from estimator.policy.model import Label, Shop
from estimator.policy.suggestions import choose, shown
from estimator.policy.terms import OwnersWord

ANSWERS = ("approved", "declined", "not-repairable", "cancelled", "lost")
"""What the customer, or the inspection, can decide; the desk knows them by these codes."""

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


class Synonyms:
    """The words of one list.  A word that means two entries, or is the name of another, is a problem."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._written: list[tuple[Fields, str, str, str]] = []

    def read(self, fields: Fields, code: str, *names: str) -> tuple[str, ...]:
        """Return the words in ``also`` of the entry `code`, which has these `names`."""
        for name in (code, *names):
            self._names.setdefault(_folded(name), code)
        words = list(read_words(fields, "also")) if fields.has("also") else []
        self._written += [(fields, key, word, code) for key, word in words]
        return tuple(word for _, word in words)

    def check(self) -> None:
        """Note every word that is a name or a word of another entry too."""
        taken = dict(self._names)
        for fields, key, word, code in self._written:
            owner = taken.setdefault(_folded(word), code)
            if owner != code:
                message = f"{shown(word)} means '{owner}' already. Leave it out of one of the two."
                fields.note(key, "twice", message)


def read_answers(top: Fields) -> dict[str, tuple[str, ...]]:
    """Return what else staff type for each answer; a policy may say nothing."""
    words, answers = Synonyms(), {}
    with top.optional_table("answers") as table:
        for code in ANSWERS:
            if table.has(code):
                with table.table(code) as fields:
                    answers[code] = words.read(fields, code)
        words.check()
    return answers


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


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
