"""What differs between two policies on one day: prices, readings, and the texts that customers read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum

from estimator.policy.currency import Money
from estimator.policy.label import Label
from estimator.policy.model import HANDLING, TAX, Policy
from estimator.policy.policy_book import PolicyBook

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])|(?<=[。！？])")
_LEFT_OUT = frozenset({"day", "rates", "number", "source"})
"""Fields that no price and no page depends on by themselves; prices are compared on their own."""


class Kind(Enum):
    """What kind of entry differs."""

    PRICE = "price"
    VALUE = "value"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One entry that is not the same in two policies; None is the value of one that has no such entry.

    The path is as in the policy file: ``services.refinish.fee``, ``clauses.P7.text``.  Prices are
    in smallest units, the tax in basis points; other values are as the file writes them.
    """

    path: str
    kind: Kind
    old: Label | Money | str | None
    new: Label | Money | str | None

    def sentences(self, language: str) -> tuple[list[str], list[str]]:
        """Return the sentences of a text that only the old policy has, and those that only the new has."""
        old, new = (_sentences(value, language) for value in (self.old, self.new))
        return [one for one in old if one not in new], [one for one in new if one not in old]


def differences(old: Policy, new: Policy) -> list[Difference]:
    """Return what differs between two policies as in force on their days: prices first, then texts last.

    >>> from estimator.policy.file import load_policy
    >>> differences(load_policy().on(date(2026, 1, 5)), load_policy().on(date(2026, 6, 1)))
    []
    """
    rates_old, rates_new = (
        {code: rate.value for code, rate in policy.rates.items()} for policy in (old, new)
    )
    prices = [
        Difference(path=_price_path(code), kind=Kind.PRICE, old=before, new=after)
        for code in dict.fromkeys([*old.rates, *new.rates])
        if (before := rates_old.get(code)) != (after := rates_new.get(code))
    ]
    values_old, values_new = dict(_entries(old, "")), dict(_entries(new, ""))
    others = [
        Difference(path=path, kind=_kind(was, then), old=was, new=then)
        for path in dict.fromkeys([*values_old, *values_new])
        if (was := values_old.get(path)) != (then := values_new.get(path))
    ]
    return [*prices, *sorted(others, key=lambda each: each.kind is Kind.TEXT)]


def price_changes(old: PolicyBook, new: PolicyBook) -> list[date]:
    """Return the days on which a price begins that only one of two policies has, oldest first."""
    begun = [
        {
            (code, rate.since, rate.value)
            for code, dated in book.rates.items()
            for rate in dated.rates
        }
        for book in (old, new)
    ]
    return sorted({since for _, since, _ in begun[0] ^ begun[1]})


def _price_path(code: str) -> str:
    own = {HANDLING: "handling.fee", TAX: "tax.rate"}
    return own.get(code, f"services.{code}.fee")


def _kind(old: object, new: object) -> Kind:
    return Kind.TEXT if isinstance(old, Label) or isinstance(new, Label) else Kind.VALUE


def _entries(value: object, path: str) -> Iterator[tuple[str, Label | str]]:
    """Yield the path and the value of each entry below `value`."""
    if isinstance(value, Label):
        yield path, value
    elif isinstance(value, Enum):
        yield path, str(value.value)
    elif (inside := _inside(value)) is not None:
        for name, entry in inside:
            yield from _entries(entry, f"{path}.{name}" if path else name)
    elif value is not None:
        yield path, str(value)


def _inside(value: object) -> Sequence[tuple[str, object]] | None:
    """Return the named parts of a value; None if it has none."""
    if is_dataclass(value):
        names = [each.name for each in fields(value) if each.name not in _LEFT_OUT]
        return [(name, getattr(value, name)) for name in names]
    if isinstance(value, Mapping):
        return [(str(key), entry) for key, entry in value.items()]
    if isinstance(value, AbstractSet):
        return [(entry, entry) for entry in sorted(map(str, value))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [(_code(entry, at), entry) for at, entry in enumerate(value)]
    return None


def _code(entry: object, at: int) -> str:
    """Return what an entry of a list is called: by its code if it has one."""
    return str(getattr(entry, "code", None) or (entry if isinstance(entry, str) else at))


def _sentences(value: Label | Money | str | None, language: str) -> list[str]:
    text = value.in_(language) if isinstance(value, Label) else str(value or "")
    return [one.strip() for one in _SENTENCE.split(text) if one.strip()]
