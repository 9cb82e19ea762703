"""What differs between two policies on one day."""

from __future__ import annotations

from datetime import date

import pytest

from estimator.policy.comparison import Kind, differences, price_changes
from estimator.policy.file import load_policy
from tests.tools.casebook import policy_with

OLD = load_policy()
DAY = date(2027, 4, 1)
DEARER = {"at": "services.refinish.fee", "add": {"from": DAY, "value": 800}}


def between(*changes, day=DAY):
    new = policy_with(changes)
    return [(one.path, one.kind, one.old, one.new) for one in differences(OLD.on(day), new.on(day))]


def test_the_same_policy_differs_in_nothing():
    """Nothing differs between a policy and itself, nor before a new price begins."""
    assert [] == between() == between(DEARER, day=date(2027, 3, 31))


def test_a_price_from_its_day_on():
    """A new price differs from its day on, and that day is known before."""
    assert [("services.refinish.fee", Kind.PRICE, 700, 800)] == between(DEARER)
    assert [DAY] == price_changes(OLD, policy_with([DEARER]))


def test_a_reading_and_the_sentence_that_follows_it():
    """A reading that moves differs itself, and so does the rule whose text follows it."""
    paths = [each[:2] for each in between({"at": "handling.per", "value": "item"})]

    assert [("handling.per", Kind.VALUE), ("clauses.P7.text", Kind.TEXT)] == paths


@pytest.mark.parametrize("language", ["en", "ja"])
def test_only_the_sentences_that_change(language):
    """Of a rule with several sentences only those that are not in both are named."""
    new = policy_with([{"at": "dispatch.roll", "value": "back"}])
    found = {each.path: each for each in differences(OLD.on(DAY), new.on(DAY))}

    old, then = found["clauses.P9.text"].sentences(language)
    assert (1, 1) == (len(old), len(then))
    assert old[0] in OLD.on(DAY).clauses["P9"].text.in_(language)
    assert then[0] in new.on(DAY).clauses["P9"].text.in_(language)


def test_an_entry_that_only_one_policy_has():
    """A service that is no longer offered has no new price, no label and no other entry."""
    gone = [
        {"at": "services.brazing", "remove": True},
        {"at": "symptoms.6", "remove": True},
        {"at": "notices.plating-after-brazing", "remove": True},
    ]
    found = {path: (old, new) for path, _, old, new in between(*gone)}

    assert (900, None) == found["services.brazing.fee"]
    assert None is found["services.brazing.label"][1]
