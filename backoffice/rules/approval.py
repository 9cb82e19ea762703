"""Approval: who said yes, up to what amount, and the prices that were agreed to.  Source: policy P4."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

import numpy as np
import pandas as pd

from backoffice.intake.arrays import amounts, is_any, is_filled
from backoffice.intake.frames import AMOUNT, Flags, Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.rules.fingerprints import with_first_price
from backoffice.sheet.amounts import amount_of
from backoffice.sheet.choices import ANSWERS, OUT, Answer, Charge
from backoffice.sheet.seals import cell_text, moment_of
from backoffice.sheet.snapshot import Cell
from estimator.policy.model import Currency

TAKEN_BACK = (Answer.DECLINED, Answer.CANCELLED)
"""Answers that contradict an agreement; a piece may turn out not repairable at the workshop."""

AMOUNTS = (Known.GUIDE_LOW, Known.GUIDE_HIGH, Known.QUOTED)


def limits_of(tickets: pd.DataFrame) -> pd.Series:
    """Return the go-ahead amount of each ticket's request, on whichever row it is; of several, the least."""
    requests, limits = tickets[Typed.REQUEST].tolist(), tickets[Typed.GO_AHEAD].tolist()
    least: dict[str, int] = {}
    for request, limit in zip(requests, limits, strict=True):
        if limit is not pd.NA:
            least[request] = min(limit, least.get(request, limit))
    return pd.Series([least.get(request) for request in requests], dtype=AMOUNT)


def agreed_prices(
    facts: pd.DataFrame, ledger: Ledger, currency: Currency
) -> tuple[pd.DataFrame, Flags]:
    """Return the prices that count: those a customer agreed to, else today's; and which are stale.

    Columns: ``guide_low guide_high quoted inputs hash`` as in `facts`, and ``agreed``, when the
    approval was first seen (None where there is none yet).  Stale are agreed prices whose row says
    something else now.  What was approved in advance has not been agreed to in yen: the first inspected
    price, typed after a run saw the inspection, counts as if both had been typed at once.

    Args:
        facts: Tickets with today's prices, their inputs and hash, limits, and the month sent in.
        ledger: The quotes of earlier runs.
        currency: Of the amounts in Quotes.
    """
    said = (
        is_any(facts, Typed.ANSWER, Answer.APPROVED, *TAKEN_BACK)
        | is_filled(facts, Known.BATCHED)
        | without_charge(facts)
    )
    answered = is_filled(facts, Typed.ANSWER)
    limits, firsts = facts[Known.LIMIT].tolist(), facts[Typed.REQUEST].tolist()
    moment = cache(moment_of)

    def was_within(at: int) -> bool:
        first = ledger.quotes.get(firsts[at])
        total = amount_of(first["total_high"], currency) if first else None
        return total is not None and limits[at] is not pd.NA and total <= limits[at]

    prices_typed, quotes_sent = facts[Typed.PRICE].tolist(), is_filled(facts, Typed.QUOTE_SENT)
    texts = facts[Known.INPUTS].tolist()

    def is_first_price(at: int, record: Mapping[str, Cell]) -> bool:
        typed = prices_typed[at]
        return (
            typed is not pd.NA
            and not quotes_sent[at]
            and texts[at] == with_first_price(cell_text(record[Known.INPUTS]), typed)
        )

    columns = {key: facts[key].tolist() for key in (*AMOUNTS, Known.INPUTS, Known.HASH)}
    agreed: list[datetime | None] = [None] * len(facts)
    for at, record in enumerate(map(ledger.quotes.get, facts[Typed.TICKET])):
        if record is None or not record["agreed"]:
            continue
        in_advance = not answered[at] and was_within(at) and not is_first_price(at, record)
        if said[at] or in_advance:
            agreed[at] = moment(record["agreed"])
        if agreed[at]:
            for key in AMOUNTS:
                columns[key][at] = amount_of(record[key], currency)
            for key in (Known.INPUTS, Known.HASH):
                columns[key][at] = cell_text(record[key])
    prices = pd.DataFrame({key: pd.array(columns[key], dtype="Int64") for key in AMOUNTS})
    for key in (Known.INPUTS, Known.HASH):
        prices[key] = pd.Series(columns[key], dtype=object)
    prices[Known.AGREED] = pd.Series(agreed, dtype=object)
    changed = prices[Known.HASH].to_numpy() != facts[Known.HASH].to_numpy()
    return prices, changed & ~is_filled(facts, Known.BATCHED)


def approvals_of(facts: pd.DataFrame) -> Flags:
    """Return which tickets are approved: by answer, in advance up to an amount, or as there is no charge.

    An amount in advance is for the request: it counts once all its pieces are quoted, and for all.
    """
    complete = ~waits_for_others(facts) | is_filled(facts, Known.AGREED)
    within = is_within(facts) & complete
    return is_any(facts, Typed.ANSWER, Answer.APPROVED) | within | without_charge(facts)


def is_within(facts: pd.DataFrame) -> Flags:
    """Return which tickets have a quote, no answer, and a total up to the go-ahead amount."""
    return (
        ~is_filled(facts, Typed.ANSWER)
        & is_filled(facts, Known.QUOTED)
        & (amounts(facts, Known.TOTAL_HIGH) <= amounts(facts, Known.LIMIT))
    )


def waits_for_others(facts: pd.DataFrame) -> Flags:
    """Return which tickets belong to a request of which a piece has no quote yet."""
    unquoted = ~is_any(facts, Typed.ANSWER, *OUT) & ~is_filled(facts, Known.QUOTED)
    requests = facts[Typed.REQUEST].to_numpy()
    waiting = {*requests[unquoted]}
    return np.array([request in waiting for request in requests.tolist()], dtype=bool)


def without_charge(facts: pd.DataFrame) -> Flags:
    """Return which tickets cost the customer nothing and were inspected: nobody has to be asked."""
    free = is_any(facts, Typed.CHARGE, Charge.NO_CHARGE)
    return free & ~is_filled(facts, Typed.ANSWER) & is_filled(facts, Typed.INSPECTED)


def agreed_moments(facts: pd.DataFrame, has_problem: Flags, now: datetime) -> pd.Series:
    """Return when each approval was first seen; None where there is none, or no quote to agree to.

    An approval that is seen for the first time is dated `now`, unless a problem touches its ticket.  One
    that an answer contradicts stays until the answer is cleared.
    """
    sent = is_filled(facts, Known.BATCHED)
    quoted = is_filled(facts, Known.QUOTED)
    yes = sent | (facts[Known.APPROVED].to_numpy() & quoted) | contradicts(facts)
    columns = (facts[Known.AGREED].tolist(), yes.tolist(), (sent | ~has_problem).tolist())
    return pd.Series(
        [
            (seen or (now if begins else None)) if said else None
            for seen, said, begins in zip(*columns, strict=True)
        ],
        dtype=object,
    )


def contradicts(facts: pd.DataFrame) -> Flags:
    """Return which answers take back what was agreed or sent; its amount stays."""
    agreed = is_filled(facts, Known.AGREED) | is_filled(facts, Known.BATCHED)
    return is_any(facts, Typed.ANSWER, *TAKEN_BACK) & agreed


def answer_labels(facts: pd.DataFrame) -> Callable[[int], object]:
    """Return a function that gives the answer of the ticket at an index, as people read it."""
    labels = {choice.code: choice.label for choice in ANSWERS}
    return lambda at: labels[facts[Typed.ANSWER].iat[at]]
