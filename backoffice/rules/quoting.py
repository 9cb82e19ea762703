"""The column version of `estimator.rules.quotes`: a whole sheet at once, equal to it to the yen.

The price book and the arithmetic are the estimator's; here they meet columns instead of pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np
import pandas as pd

from backoffice.intake.tickets import OUT, SERVICE, Answer
from estimator.errors import PolicyError
from estimator.policy.file import PolicyBook
from estimator.policy.model import HANDLING, TAX, Per, Policy, UndatedPolicy
from estimator.rules.money import tax_on

Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class PriceBook:
    """The prices of the days on which tickets were asked for.

    Attributes:
        codes: Services, ``handling`` and ``tax``, in the order of the columns below.
        values: One row a day, one column a code: smallest units, or basis points.
        since: The day each value came into force, as days since 1970.
        offered: Whether there is a price.
        known: Whether the day is one the policy knows.
    """

    codes: list[str]
    values: Ints
    since: Ints
    offered: Flags
    known: Flags

    def place(self, code: str) -> int:
        """Return the column of `code`."""
        return self.codes.index(code)


def asked_days(tickets: pd.DataFrame) -> Any:
    """Return the day of the enquiry of each ticket's request: its first ticket's, else its own."""
    first = tickets.set_index("ticket")["enquired"].reindex(tickets["request"])
    return pd.Series(first.to_numpy()).fillna(tickets["enquired"].reset_index(drop=True)).to_numpy()


def price_book(days: list[date | None], book: PolicyBook) -> PriceBook:
    """Return the prices in force on each of `days`.  A day the policy does not know has none."""
    codes = [*book.undated.services, HANDLING, TAX]
    shape = (len(days), len(codes))
    values, since = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    offered, known = np.zeros(shape, dtype=bool), np.zeros(len(days), dtype=bool)
    for row, day in enumerate(days):
        policy = policy_on(day, book)
        if policy:
            known[row] = True
            for code, rate in policy.rates.items():
                column = codes.index(code)
                values[row, column] = rate.value
                since[row, column] = (rate.since - date(1970, 1, 1)).days
                offered[row, column] = True
    return PriceBook(codes, values, since, offered, known)


def policy_on(day: date | None, book: PolicyBook) -> Policy | None:
    """Return the policy in force on `day`; None where it knows no such day."""
    if day is None:
        return None
    try:
        return book.on(day)
    except PolicyError:
        return None


def quote_tickets(tickets: pd.DataFrame, book: PolicyBook) -> pd.DataFrame:
    """Return what each piece costs before tax, and by which prices.

    Columns, one row a ticket (amounts Int64 in smallest units, NA where it cannot be told):
        guide_low, guide_high   from the services, as `estimator.rules.quotes.quote` does
        quoted                  the inspected price; where the piece was inspected and nobody wrote
                                one, the guide, if it is one amount
        handling, tax_rate      of its request, from the day it was asked
        edition                 newest day on which a price used came into force (NaT if unknown)
        not_offered             the first service chosen that had no price on that day, or None

    Source: policy P4 to P8.
    """
    index, days = pd.factorize(asked_days(tickets), use_na_sentinel=False)
    asked = [None if pd.isna(day) else cast("date", pd.Timestamp(day).date()) for day in days]
    prices = price_book(asked, book)
    services = list(book.undated.services)
    counts = tickets[[SERVICE + code for code in services]].to_numpy(dtype=np.int64)
    rates, since = prices.values[index], prices.since[index]
    low = (counts * rates[:, : len(services)]).sum(axis=1)
    used = np.hstack([counts > 0, np.ones((len(tickets), 1), bool), prices.offered[index][:, -1:]])
    high = low.copy()
    for service, needed in _surcharges(tickets, counts, services, book).items():
        place = services.index(service)
        needed &= prices.offered[index][:, place] & (tickets["replating"] != "no").to_numpy()
        sure = needed & (tickets["replating"] == "yes").to_numpy()
        low += np.where(sure, rates[:, place], 0)
        high += np.where(needed, rates[:, place], 0)
        used[:, place] |= needed
    can = (
        prices.known[index]
        & ~tickets["unclear"].to_numpy()
        & tickets["material"].notna().to_numpy()
        & (counts > 0).any(axis=1)
        & ~((counts > 0) & ~prices.offered[index][:, : len(services)]).any(axis=1)
    )
    absent = (
        (counts > 0) & ~prices.offered[index][:, : len(services)] & prices.known[index][:, None]
    )
    newest = np.where(used, since, 0).max(axis=1, initial=0)
    guide_low, guide_high = _amounts(low, can), _amounts(high, can)
    inspected = tickets["inspected"].notna().to_numpy() & can & (low == high)
    return pd.DataFrame(
        {
            "guide_low": guide_low,
            "guide_high": guide_high,
            "quoted": tickets["price"].fillna(guide_low.where(pd.Series(inspected))),
            "handling": _amounts(rates[:, prices.place(HANDLING)], prices.known[index]),
            "tax_rate": rates[:, prices.place(TAX)],
            "not_offered": _first_named(absent, services),
            "edition": pd.Series(newest.astype("datetime64[D]").astype("datetime64[s]")).where(
                pd.Series(prices.known[index])
            ),
        }
    )


def _first_named(flags: Flags, names: list[str]) -> Any:
    """Return for each row the first of `names` whose flag is set, or None."""
    found = np.array([*names, None], dtype=object)
    return found[np.where(flags.any(axis=1), flags.argmax(axis=1), len(names))]


def _surcharges(
    tickets: pd.DataFrame, counts: Ints, services: list[str], book: PolicyBook
) -> dict[str, Flags]:
    """Return for each surcharged service which pieces may need it.  Source: policy P6."""
    needed: dict[str, Flags] = {}
    for surcharge in book.undated.surcharges:
        place = services.index(surcharge.service)
        after = [services.index(code) for code in surcharge.after]
        applies = (
            tickets["material"].isin(surcharge.materials).to_numpy()
            & (counts[:, after] > 0).any(axis=1)
            & (counts[:, place] == 0)
        )
        needed[surcharge.service] = needed.get(surcharge.service, np.False_) | applies
    return needed


def _amounts(values: Ints, can: Flags) -> Any:
    return pd.Series(values, dtype="Int64").where(pd.Series(can))


def request_totals(
    tickets: pd.DataFrame, prices: pd.DataFrame, policy: UndatedPolicy
) -> pd.DataFrame:
    """Return what each ticket's request costs in all, the same on each of its tickets.

    Columns (Int64, NA where a live piece has no price yet):
        handling                 charged on the request
        total_low, total_high    with tax; quoted pieces count with their quote, others with the guide

    Declined, cancelled and unrepairable pieces cost nothing; the handling fee falls away with the
    last live piece.  The tax is rounded down once per request.
    Source: policy P4, P7, P8, P17.
    """
    quoted = prices["quoted"]
    live = ~tickets["answer"].isin(OUT).to_numpy()
    charged = live.copy()
    if policy.handling.when_not_repairable:
        charged |= (tickets["answer"] == Answer.NOT_REPAIRABLE).to_numpy()
    low = quoted.fillna(prices["guide_low"])
    high = quoted.fillna(prices["guide_high"])
    unknown = (low.isna() | high.isna()).to_numpy() & live
    pieces = pd.DataFrame(
        {
            "request": tickets["request"].to_numpy(),
            "low": np.where(live, low.fillna(0).to_numpy(dtype=np.int64), 0),
            "high": np.where(live, high.fillna(0).to_numpy(dtype=np.int64), 0),
            "charged": charged.astype(np.int64),
            "unknown": unknown | (prices["handling"].isna().to_numpy() & charged),
        }
    )
    codes, _ = pd.factorize(pieces["request"])
    sums = pieces.drop(columns="request").groupby(codes).sum().to_numpy(dtype=np.int64)[codes]
    net_low, net_high, count, missing = sums.T
    times = count if policy.handling.per is Per.ITEM else (count > 0).astype(np.int64)
    handling = prices["handling"].fillna(0).to_numpy(dtype=np.int64) * times
    rate = prices["tax_rate"].to_numpy(dtype=np.int64)
    low_before, high_before = net_low + handling, net_high + handling
    can = missing == 0
    return pd.DataFrame(
        {
            "handling": _amounts(handling, can),
            "total_low": _amounts(low_before + tax_on(low_before, rate), can),
            "total_high": _amounts(high_before + tax_on(high_before, rate), can),
        }
    )
