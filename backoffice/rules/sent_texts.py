"""What the workshop reads of each piece: the texts of staff without the customer."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backoffice.intake.frames import Known, Typed
from backoffice.intake.request_entries import names_of, of_request
from backoffice.rules.own_contacts import request_contacts
from backoffice.rules.redaction import without_person
from backoffice.rules.trade import trade_words
from estimator.policy.model import UndatedPolicy

SENT_TEXTS: Mapping[Typed, Known] = {
    Typed.PIECE: Known.SENT_PIECE,
    Typed.WORKSHOP_NOTE: Known.SENT_NOTE,
}
"""Columns whose texts the workshop reads, with the column of what it reads of them."""


def with_sent_texts(tickets: pd.DataFrame, policy: UndatedPolicy) -> pd.DataFrame:
    """Return `tickets` with what the workshop reads of their texts; None where nothing is typed."""
    trade = trade_words(policy)
    orders, contacts = of_request(tickets, Typed.ORDER), request_contacts(tickets)
    whose = [*zip(names_of(tickets), orders, contacts, strict=True)]
    sent = {
        known: [
            text and without_person(text, names, numbers, trade, reach)
            for text, (names, numbers, reach) in zip(tickets[typed].tolist(), whose, strict=True)
        ]
        for typed, known in SENT_TEXTS.items()
    }
    return tickets.assign(**{key: pd.Series(texts, dtype=object) for key, texts in sent.items()})


def names_person(tickets: pd.DataFrame) -> dict[str, list[bool]]:
    """Return, for each of `SENT_TEXTS`, in which tickets it names the customer."""
    return {
        typed: [
            text != sent
            for text, sent in zip(tickets[typed].tolist(), tickets[known].tolist(), strict=True)
        ]
        for typed, known in SENT_TEXTS.items()
    }
