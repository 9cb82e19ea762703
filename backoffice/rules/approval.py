"""Approval: who said yes, up to what amount, and the prices that were agreed to.  Source: policy P4."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import numpy as np
import pandas as pd

from backoffice.intake.frames import Flags, Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.sheet.amounts import amount_of
from backoffice.sheet.choices import ANSWERS, OUT, Answer, Charge
from backoffice.sheet.seals import cell_text, moment_of
from estimator.policy.model import Currency

TAKEN_BACK = (Answer.DECLINED, Answer.CANCELLED)
"""Answers that contradict an agreement; a piece may turn out not repairable at the workshop."""

AMOUNTS = (Known.GUIDE_LOW, Known.GUIDE_HIGH, Known.QUOTED)


def limits_of(tickets: pd.DataFrame) -> pd.Series:
    """Return the go-ahead amount of each ticket's request, on whichever row it is; of several, the least."""
    least = tickets.groupby(Typed.REQUEST)[Typed.GO_AHEAD].min()
    return tickets[Typed.REQUEST].map(least).astype("Int64").reset_index(drop=True)


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
    records = [ledger.quotes.get(ticket) for ticket in facts[Typed.TICKET]]
    totals = [
        amount_of(ledger.quotes[first]["total_high"], currency) if first in ledger.quotes else None
        for first in facts[Typed.REQUEST]
    ]
    within = pd.Series(totals, dtype="Int64") <= facts[Known.LIMIT]
    recorded = pd.Series([bool(record and record["agreed"]) for record in records])
    yes = (
        (facts[Typed.ANSWER] == Answer.APPROVED)
        | facts[Known.BATCHED].notna()
        | (within.fillna(False).astype(bool) & facts[Typed.ANSWER].isna())
        | (facts[Typed.ANSWER].isin(TAKEN_BACK) & recorded)
        | without_charge(facts)
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
        for key in (Known.INPUTS, Known.HASH):
            columns[key][at] = cell_text(record[key])
    prices = pd.DataFrame({key: pd.array(columns[key], dtype="Int64") for key in AMOUNTS})
    for key in (Known.INPUTS, Known.HASH):
        prices[key] = pd.Series(columns[key], dtype=object)
    prices[Known.AGREED] = pd.Series(agreed, dtype=object)
    changed = prices[Known.HASH] != facts[Known.HASH]
    return prices, np.asarray(changed & facts[Known.BATCHED].isna(), dtype=bool)


def approvals_of(facts: pd.DataFrame) -> pd.Series:
    """Return which tickets are approved: by answer, in advance up to an amount, or as there is no charge.

    An amount in advance is for the request: it counts once all its pieces are quoted, and for all.
    """
    complete = ~waits_for_others(facts) | facts[Known.AGREED].notna()
    within = is_within(facts) & complete
    return (facts[Typed.ANSWER] == Answer.APPROVED) | within | without_charge(facts)


def is_within(facts: pd.DataFrame) -> pd.Series:
    """Return which tickets have a quote, no answer, and a total up to the go-ahead amount."""
    return (
        facts[Typed.ANSWER].isna()
        & facts[Known.QUOTED].notna()
        & (facts[Known.TOTAL_HIGH] <= facts[Known.LIMIT]).fillna(False).astype(bool)
    )


def waits_for_others(facts: pd.DataFrame) -> pd.Series:
    """Return which tickets belong to a request of which a piece has no quote yet."""
    unquoted = ~facts[Typed.ANSWER].isin(OUT) & facts[Known.QUOTED].isna()
    return facts[Typed.REQUEST].isin(facts.loc[unquoted, Typed.REQUEST])


def without_charge(facts: pd.DataFrame) -> pd.Series:
    """Return which tickets cost the customer nothing and were inspected: nobody has to be asked."""
    free = facts[Typed.CHARGE] == Charge.NO_CHARGE
    return free & facts[Typed.ANSWER].isna() & facts[Typed.INSPECTED].notna()


def agreed_moments(facts: pd.DataFrame, has_problem: pd.Series, now: datetime) -> pd.Series:
    """Return when each approval was first seen; None where there is none, or no quote to agree to.

    An approval that is seen for the first time is dated `now`, unless a problem touches its ticket.  One
    that an answer contradicts stays until the answer is cleared.
    """
    sent = facts[Known.BATCHED].notna()
    yes = sent | (facts[Known.APPROVED] & facts[Known.QUOTED].notna()) | contradicts(facts)
    may_begin = sent | ~has_problem
    columns = (facts[Known.AGREED], yes, may_begin)
    return pd.Series(
        [
            (seen or (now if begins else None)) if said else None
            for seen, said, begins in zip(*columns, strict=True)
        ],
        dtype=object,
    )


def contradicts(facts: pd.DataFrame) -> pd.Series:
    """Return which answers take back what was agreed or sent; its amount stays."""
    return facts[Typed.ANSWER].isin(TAKEN_BACK) & (
        facts[Known.AGREED].notna() | facts[Known.BATCHED].notna()
    )


def answer_labels(facts: pd.DataFrame) -> Callable[[int], object]:
    """Return a function that gives the answer of the ticket at an index, as people read it."""
    labels = {choice.code: choice.label for choice in ANSWERS}
    return lambda at: labels[facts[Typed.ANSWER].iat[at]]
