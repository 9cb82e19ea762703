"""Approval: who said yes, up to what amount, and the prices that were agreed to.  Source: policy P4."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd

from backoffice.intake.ledger import Ledger
from backoffice.rules.quoting import Column, Flags
from backoffice.sheet.amounts import amount_of
from backoffice.sheet.choices import Answer
from backoffice.sheet.seals import moment_of, plain
from estimator.policy.model import Currency

AMOUNTS = ("guide_low", "guide_high", "quoted")


def limits_of(tickets: pd.DataFrame) -> Column:
    """Return the go-ahead amount of each ticket: its own, else its request's first ticket's."""
    first = tickets.set_index("ticket")["go_ahead"].reindex(tickets["request"])
    return tickets["go_ahead"].fillna(first.reset_index(drop=True))


def agreed_prices(
    facts: pd.DataFrame, ledger: Ledger, currency: Currency
) -> tuple[pd.DataFrame, Flags]:
    """Return the prices that count: those a customer agreed to, else today's; and which are stale.

    Columns: ``guide_low guide_high quoted inputs hash`` as in `facts`, and ``agreed``, when the
    approval was first seen (None where there is none yet).  Stale are agreed prices whose row says
    something else now.

    Args:
        facts: Tickets with today's prices, their inputs and hash, limits, and the month sent in.
        ledger: The quotes of earlier runs.
        currency: Of the amounts in Quotes.
    """
    records = [ledger.quotes.get(ticket) for ticket in facts["ticket"]]
    totals = [
        amount_of(ledger.quotes[first]["total_high"], currency) if first in ledger.quotes else None
        for first in facts["request"]
    ]
    within = pd.Series(totals, dtype="Int64") <= facts["limit"]
    yes = (
        (facts["answer"] == Answer.APPROVED)
        | facts["batched"].notna()
        | (within.fillna(False).astype(bool) & facts["answer"].isna())
    )
    agreed = [
        moment_of(record["agreed"]) if record is not None and said else None
        for record, said in zip(records, yes, strict=True)
    ]
    columns = {key: facts[key].tolist() for key in (*AMOUNTS, "inputs", "hash")}
    for at in (at for at, when in enumerate(agreed) if when):
        record = records[at]
        assert record is not None
        for key in AMOUNTS:
            amount = amount_of(record[key], currency)
            columns[key][at] = pd.NA if amount is None else amount
        for key in ("inputs", "hash"):
            columns[key][at] = plain(record[key])
    prices = pd.DataFrame({key: pd.array(columns[key], dtype="Int64") for key in AMOUNTS})
    prices["inputs"], prices["hash"] = columns["inputs"], columns["hash"]
    prices["agreed"] = pd.Series(agreed, dtype=object)
    changed = prices["hash"] != facts["hash"]
    return prices, np.asarray(changed & facts["batched"].isna(), dtype=bool)


def approvals_of(facts: pd.DataFrame) -> Column:
    """Return which tickets are approved: by answer, or in advance up to an amount."""
    within = (
        facts["answer"].isna()
        & facts["quoted"].notna()
        & (facts["total_high"] <= facts["limit"]).fillna(False).astype(bool)
    )
    return (facts["answer"] == Answer.APPROVED) | within


def agreed_moments(facts: pd.DataFrame, has_problem: Column, now: datetime) -> Column:
    """Return when each approval was first seen; None where there is none, or no quote to agree to.

    An approval that is seen for the first time is dated `now`, unless a problem touches its ticket.
    """
    sent = facts["batched"].notna()
    yes = sent | (facts["approved"] & facts["quoted"].notna())
    may_begin = sent | ~has_problem
    columns = (facts["agreed"], yes, may_begin)
    return pd.Series(
        [
            (seen or (now if begins else None)) if said else None
            for seen, said, begins in zip(*columns, strict=True)
        ],
        dtype=object,
    )
