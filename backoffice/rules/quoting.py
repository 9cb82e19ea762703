"""Prices of all tickets: each distinct piece is priced once by the estimator and mapped back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.intake.tickets import days_of
from backoffice.sheet.choices import OUT, Answer, Charge
from estimator.errors import PolicyError
from estimator.policy.model import HANDLING, TAX, Money, Policy, UndatedPolicy
from estimator.policy.policy_book import PolicyBook
from estimator.policy.readings import Per
from estimator.rules.items import Item, Replating
from estimator.rules.money import tax_on
from estimator.rules.quotes import price_item

Integers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class PiecePrice:
    """What one piece costs before tax, and by which prices.

    Attributes:
        low: The least it costs; None where it cannot be priced.
        high: The most it costs.
        handling: The handling fee of its request; None on a day that the policy does not know.
        tax_rate: In basis points; 0 for a tax-exempt seller.
        edition: Newest day on which a price used came into force.
        not_offered: The first service chosen that has no price on that day.
    """

    low: Money | None = None
    high: Money | None = None
    handling: Money | None = None
    tax_rate: int = 0
    edition: date | None = None
    not_offered: str | None = None


def request_days(tickets: pd.DataFrame) -> pd.Series:
    """Return the day of the enquiry of each ticket's request: its first ticket's, else its own."""
    own = tickets[Typed.ENQUIRED].reset_index(drop=True)
    first = tickets.set_index("ticket")["enquired"].reindex(tickets[Typed.REQUEST])
    return pd.Series(first.to_numpy()).fillna(own)


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

    Columns, one row a ticket (amounts Int64 in smallest units, NA where there is no price):
        guide_low, guide_high   from the services, as `estimator.rules.quotes.quote` computes them
        quoted                  the inspected price; where the piece was inspected and nobody wrote
                                one, the guide, if it is one amount; nothing, where it is not charged
        handling, tax_rate      of its request, from the day of the enquiry
        edition                 newest day on which a price used came into force (NaT if unknown)
        not_offered             the first service chosen that has no price on that day, or None

    Source: policy P4 to P8.
    """
    services = list(book.undated.services)
    counts = [SERVICE + code for code in services]
    policies = _policies(request_days(tickets), book)
    keys = tickets[[Typed.MATERIAL, Typed.REPLATING, *counts]].assign(policy=policies.index)
    keys.loc[tickets[Typed.UNCLEAR], Typed.MATERIAL] = None  # an unreadable cell decides the price
    index = keys.groupby(list(keys), dropna=False, sort=False).ngroup()
    distinct = keys[~index.duplicated()]
    columns = (distinct["policy"], distinct[Typed.MATERIAL], distinct[Typed.REPLATING])
    prices = pd.DataFrame(
        [
            _price(
                policies.editions[policy],
                material,
                replating,
                dict(zip(services, row, strict=True)),
            )
            for policy, material, replating, row in zip(
                *columns, distinct[counts].to_numpy().tolist(), strict=True
            )
        ],
        columns=list(PiecePrice.__dataclass_fields__),
        dtype=object,
    ).iloc[index.to_numpy()]
    low, high, handling = (
        pd.Series(prices[key].array, dtype="Int64") for key in ("low", "high", "handling")
    )
    seen = tickets[Typed.INSPECTED].notna()
    inspected = seen & (low == high).fillna(False)
    quoted = tickets[Typed.PRICE].fillna(low.where(inspected))
    free = seen & (tickets[Typed.CHARGE] == Charge.NO_CHARGE)
    return pd.DataFrame(
        {
            Known.GUIDE_LOW: low,
            Known.GUIDE_HIGH: high,
            Known.QUOTED: quoted.mask(free & quoted.isna(), 0),
            Known.HANDLING: handling,
            Known.TAX_RATE: prices[Known.TAX_RATE].to_numpy(dtype=np.int64),
            Known.NOT_OFFERED: prices[Known.NOT_OFFERED].to_numpy(dtype=object),
            Known.EDITION: prices[Known.EDITION].to_numpy(dtype="datetime64[s]"),
        }
    )


@dataclass(frozen=True, slots=True)
class _Policies:
    """The policy that counts for each ticket.

    Attributes:
        editions: Each that is needed, and None for days that the policy does not know.
        index: For each ticket, which of them.
    """

    editions: list[Policy | None]
    index: Integers


def _policies(asked: pd.Series, book: PolicyBook) -> _Policies:
    """Return the policy in force on each day of `asked`; days of one edition share it."""
    codes, days = pd.factorize(asked, use_na_sentinel=False)
    editions: dict[date | None, int] = {}
    policies: list[Policy | None] = []
    of_day = []
    for day in days_of(pd.Series(days)):
        policy = policy_on(day, book)
        edition = book.edition(day) if policy and day else None
        if edition not in editions:
            editions[edition] = len(policies)
            policies.append(policy)
        of_day.append(editions[edition])
    return _Policies(policies, np.array(of_day, dtype=np.int64)[codes])


def _price(
    policy: Policy | None, material: str | None, replating: str, counts: dict[str, int]
) -> PiecePrice:
    """Return the price of one piece under the policy of the day of its enquiry."""
    if policy is None:
        return PiecePrice()
    chosen = {code: count for code, count in counts.items() if count}
    item = Item(material=material or "", replating=Replating(replating), services=chosen)
    price, tax = price_item(item, policy), policy.rates.get(TAX)
    net = price.net if material is not None and chosen else None
    return PiecePrice(
        low=net.low if net else None,
        high=net.high if net else None,
        handling=policy.rates[HANDLING].value,
        tax_rate=tax.value if tax else 0,
        edition=price.edition,
        not_offered=price.not_offered,
    )


def request_totals(
    tickets: pd.DataFrame, prices: pd.DataFrame, kept: pd.Series, policy: UndatedPolicy
) -> pd.DataFrame:
    """Return what each ticket's request costs in all, the same on each of its tickets.

    Columns (Int64, NA where a live piece has no price yet):
        handling                 charged on the request
        total_low, total_high    with tax; quoted pieces count with their quote, others with the guide

    Declined, cancelled and unrepairable pieces cost nothing; the handling fee is not charged when no
    live piece is left, nor for pieces without charge, nor where one row of the request waives it.  What
    was agreed or sent keeps its amount (`kept`), whatever is answered later.  The tax is rounded down
    once per request.
    Source: policy P4, P7, P8, P17.
    """
    quoted = prices[Known.QUOTED]
    live = (~tickets[Typed.ANSWER].isin(OUT) | kept).to_numpy()
    charged = live.copy()
    if policy.handling.when_not_repairable:
        charged |= (tickets[Typed.ANSWER] == Answer.NOT_REPAIRABLE).to_numpy()
    waived = (tickets[Typed.CHARGE] == Charge.HANDLING_WAIVED).to_numpy()
    charged &= ~(tickets[Typed.CHARGE] == Charge.NO_CHARGE).to_numpy()
    low = quoted.fillna(prices[Known.GUIDE_LOW])
    high = quoted.fillna(prices[Known.GUIDE_HIGH])
    unknown = (low.isna() | high.isna()).to_numpy() & live
    pieces = pd.DataFrame(
        {
            "low": np.where(live, low.fillna(0).to_numpy(dtype=np.int64), 0),
            "high": np.where(live, high.fillna(0).to_numpy(dtype=np.int64), 0),
            "charged": charged.astype(np.int64),
            "waived": (waived & charged).astype(np.int64),
            "unknown": unknown | (prices[Known.HANDLING].isna().to_numpy() & charged),
        }
    )
    requests, _ = pd.factorize(tickets[Typed.REQUEST])
    sums = pieces.groupby(requests).sum().iloc[requests].reset_index(drop=True)
    count = sums["charged"]
    if policy.handling.per is Per.ITEM:
        times = count - sums["waived"]
    else:
        times = ((count > 0) & (sums["waived"] == 0)).astype(np.int64)
    handling = prices[Known.HANDLING].fillna(0).astype(np.int64) * times
    rate, known = prices[Known.TAX_RATE], sums["unknown"] == 0
    low_net, high_net = sums["low"] + handling, sums["high"] + handling
    return pd.DataFrame(
        {
            Known.HANDLING: _where(handling, known),
            Known.TOTAL_LOW: _where(low_net + tax_on(low_net, rate), known),
            Known.TOTAL_HIGH: _where(high_net + tax_on(high_net, rate), known),
        }
    )


def charged_prices(prices: pd.DataFrame) -> pd.Series:
    """Return what the customer pays for each piece before tax, NA where nobody knows it yet.

    The quote; after the workshop the final price, where there is one; nothing, where the piece is not
    charged.
    """
    final = prices[Typed.FINAL].where(prices[Known.BATCHED].notna())
    charged = final.fillna(prices[Known.QUOTED])
    return charged.mask(prices[Typed.CHARGE] == Charge.NO_CHARGE, 0)


def _where(amounts: pd.Series, known: Sequence[bool]) -> pd.Series:
    return amounts.astype("Int64").where(known)
