"""Reading the policy file: what else people type for an entry of a list, as ``also = [...]``."""

from __future__ import annotations

import unicodedata

from estimator.policy.entries import read_words
from estimator.policy.fields import Fields
from estimator.policy.suggestions import shown

ANSWERS = ("approved", "declined", "not-repairable", "cancelled", "lost")
"""What the customer, or the inspection, can decide; the desk knows them by these codes."""


class Synonyms:
    """The words of one list.  A word that means two entries, or is the name of another, is a problem."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._written: list[tuple[Fields, str, str, str]] = []

    def read(self, fields: Fields, code: str, *names: str) -> tuple[str, ...]:
        """Return the words in ``also`` of the entry `code`, which has these `names`."""
        for name in (code, *names):
            self._names.setdefault(_as_typed(name), code)
        words = list(read_words(fields, "also")) if fields.has("also") else []
        self._written += [(fields, key, word, code) for key, word in words]
        return tuple(word for _, word in words)

    def check(self) -> None:
        """Note every word that is a name or a word of another entry too."""
        taken = dict(self._names)
        for fields, key, word, code in self._written:
            owner = taken.setdefault(_as_typed(word), code)
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


def _as_typed(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
