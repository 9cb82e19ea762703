"""Approved quotes are never recomputed: their amounts stay, and entries changed since make them stale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial

import pandas as pd

from backoffice.intake.arrays import is_any, is_filled
from backoffice.intake.frames import AMOUNT, OBJECT, Flags, Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import ProblemCode
from backoffice.messages import label
from backoffice.rules.approval import TAKEN_BACK, without_charge
from backoffice.rules.checks import Checks
from backoffice.rules.fingerprints import with_first_price
from backoffice.sheet.amounts import amount_of
from backoffice.sheet.choices import Answer
from backoffice.sheet.seals import cell_text, moment_of
from backoffice.sheet.snapshot import Cell
from estimator.policy.currency import Currency
from estimator.policy.label import Label

_AMOUNTS = (Known.GUIDE_LOW, Known.GUIDE_HIGH, Known.QUOTED)


def agreed_prices(
    facts: pd.DataFrame, ledger: Ledger, currency: Currency
) -> tuple[pd.DataFrame, Flags]:
    """Return the prices that count: those a customer agreed to, else today's; and which are stale.

    Columns: ``guide_low guide_high quoted inputs hash`` as in `facts`, and ``agreed``, when the
    approval was first seen (None where there is none yet).  Stale are agreed prices whose row says
    something else now.  What was approved in advance has not been agreed to in yen: the first inspected
    price, typed after a run saw the inspection, counts as if both had been typed at once.
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

    read: dict[Known, Callable[[Cell], object]] = {
        **dict.fromkeys(_AMOUNTS, partial(amount_of, currency=currency)),
        Known.INPUTS: cell_text,
        Known.HASH: cell_text,
    }
    columns = {key: facts[key].tolist() for key in read}
    agreed: list[datetime | None] = [None] * len(facts)
    for at, record in enumerate(map(ledger.quotes.get, facts[Typed.TICKET])):
        if record is None or not record["agreed"]:
            continue
        in_advance = not answered[at] and was_within(at) and not is_first_price(at, record)
        if said[at] or in_advance:
            agreed[at] = moment(record["agreed"])
        if agreed[at]:
            for key, column in columns.items():
                column[at] = read[key](record[key])
    columns[Known.AGREED] = agreed
    dtypes = dict.fromkeys(columns, OBJECT) | dict.fromkeys(_AMOUNTS, AMOUNT)
    prices = pd.DataFrame({key: pd.Series(columns[key], dtype=dtypes[key]) for key in columns})
    changed = prices[Known.HASH].to_numpy() != facts[Known.HASH].to_numpy()
    return prices, changed & ~is_filled(facts, Known.BATCHED)


def check_stale(checks: Checks, stale: Flags) -> None:
    """Note which approved quotes are `stale`, with the amount that was approved."""
    facts = checks.tickets
    net = checks.written(facts[Known.QUOTED].fillna(facts[Known.GUIDE_LOW]))

    def agreed(at: int) -> Label:
        return label("agreed", "before-tax", amount=net(at)) if checks.policy.tax else net(at)

    checks.fix(ProblemCode.STALE, stale, other=agreed)
