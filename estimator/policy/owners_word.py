"""What of a policy waits for the owner: sentences to approve or decline, fields to fill in."""

from __future__ import annotations

from dataclasses import dataclass, fields

from estimator.policy.label import Label
from estimator.policy.model import UndatedPolicy
from estimator.policy.terms import OwnersWord, Trader

TRADERS_TERMS = ("paying", "cancelling")
"""Terms that the trader's page has to name."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sentence that waits for the owner: its path in the policy file, and what customers read."""

    path: str
    text: Label


def waiting_sentences(policy: UndatedPolicy) -> list[Waiting]:
    """Return the sentences that the owner has neither approved nor declined."""
    japanese = policy.shop.name.ja
    sentences = [
        ("shop.japanese_name", policy.shop.japanese_name, Label(en=japanese, ja=japanese)),
        *((f"promises.{code}", one.owner, one.text) for code, one in policy.promises.items()),
    ]
    return [Waiting(path, text) for path, word, text in sentences if word is OwnersWord.PENDING]


def empty_fields(policy: UndatedPolicy) -> list[Waiting]:
    """Return the owner's fields that are empty, with what customers read meanwhile."""
    return [
        Waiting(f"terms.{term.code}.{field}", term.text)
        for term in policy.terms.values()
        for field in term.missing
    ]


def missing_of_trader(policy: UndatedPolicy) -> list[str]:
    """Return the paths of what the trader's page needs and the policy has not.

    A policy without a table ``[trader]`` asks for no such page.
    """
    if policy.trader is None:
        return []
    trader = policy.trader
    terms = [policy.terms[code] for code in TRADERS_TERMS if code in policy.terms]
    return [
        *(f"trader.{one.name}" for one in fields(Trader) if getattr(trader, one.name) is None),
        *(f"terms.{code}" for code in TRADERS_TERMS if code not in policy.terms),
        *(f"terms.{term.code}.{field}" for term in terms for field in term.missing),
    ]


def missing_of_letters(policy: UndatedPolicy) -> list[str]:
    """Return the paths of what letters need and the policy has not; they have a gap to fill instead."""
    return [] if policy.letters.send_to else ["letters.send_to"]
