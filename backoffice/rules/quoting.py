"""Prices of all tickets: each distinct piece is priced once by the estimator and mapped back."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from backoffice.intake.arrays import amount_column, amounts, days_from, days_of, is_any, is_filled
from backoffice.intake.frames import SERVICE, Flags, Integers, Known, Typed
from backoffice.rules.enquiry_days import policy_on, request_days
from backoffice.rules.handling_fee import handling_charged, handling_times
from backoffice.sheet.choices import OUT, Charge
from estimator.policy.currency import Money
from estimator.policy.model import HANDLING, TAX, Policy, UndatedPolicy
from estimator.policy.policy_book import PolicyBook
from estimator.policy.tax import tax_on
from estimator.rules.items import Item, Replating, Span
from estimator.rules.quotes import price_item


class PiecePrice(NamedTuple):
    """What one piece costs before tax, and by which prices; see `quote_tickets`."""

    low: Money | None = None
    high: Money | None = None
    handling: Money | None = None
    tax_rate: int = 0
    edition: date | None = None
    not_offered: str | None = None


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
    days = days_of(request_days(tickets))
    policies = {day: policy_on(day, book) for day in {*days}}
    editions = {
        day: book.edition(day) if policy and day else None for day, policy in policies.items()
    }
    policy_of = {editions[day]: policy for day, policy in policies.items()}
    # an unreadable cell decides the price
    materials = tickets[Typed.MATERIAL].where(~tickets[Typed.UNCLEAR], None)
    counts = tickets[[SERVICE + code for code in services]].to_numpy().tolist()
    columns = (materials.tolist(), tickets[Typed.REPLATING].tolist(), map(tuple, counts))
    pieces = [*zip(map(editions.__getitem__, days), *columns, strict=True)]
    priced = {
        (edition, material, replating, wanted): _price(
            policy_of[edition], material, replating, dict(zip(services, wanted, strict=True))
        )
        for edition, material, replating, wanted in {*pieces}
    }
    prices = [*map(priced.__getitem__, pieces)]
    low, high, handling = (
        np.array([getattr(price, key) for price in prices], dtype=np.float64)
        for key in ("low", "high", "handling")
    )
    seen = is_filled(tickets, Typed.INSPECTED)
    guide = np.where(seen & (low == high), low, np.nan)
    typed = amounts(tickets, Typed.PRICE)
    quoted = np.where(np.isnan(typed), guide, typed)
    free = seen & is_any(tickets, Typed.CHARGE, Charge.NO_CHARGE) & np.isnan(quoted)
    return pd.DataFrame(
        {
            Known.GUIDE_LOW: amount_column(low),
            Known.GUIDE_HIGH: amount_column(high),
            Known.QUOTED: amount_column(np.where(free, 0, quoted)),
            Known.HANDLING: amount_column(handling),
            Known.TAX_RATE: np.array([price.tax_rate for price in prices], dtype=np.int64),
            Known.NOT_OFFERED: pd.Series([price.not_offered for price in prices], dtype=object),
            Known.EDITION: days_from([price.edition for price in prices]),
        }
    )


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
    tickets: pd.DataFrame, prices: pd.DataFrame, kept: pd.Series | Flags, policy: UndatedPolicy
) -> pd.DataFrame:
    """Return what each ticket's request costs in all, the same on each of its tickets.

    Columns (Int64, NA where a live piece has no price yet):
        handling                 charged on the request
        total_low, total_high    with tax; quoted pieces count with their quote, others with the guide

    Declined, cancelled and unrepairable pieces cost nothing.  What was agreed or sent keeps its amount
    (`kept`), whatever is answered later.  Handling: `handling_fee`.  The tax is rounded down once per
    request.
    Source: policy P4, P7, P8, P17.
    """
    live = ~is_any(tickets, Typed.ANSWER, *OUT) | np.asarray(kept)
    charged = handling_charged(tickets, live, policy)
    fee, rate = amounts(prices, Known.HANDLING), prices[Known.TAX_RATE].to_numpy()
    quoted = amounts(prices, Known.QUOTED)
    low, high = (
        np.where(np.isnan(quoted), amounts(prices, key), quoted)
        for key in (Known.GUIDE_LOW, Known.GUIDE_HIGH)
    )
    unknown = ((np.isnan(low) | np.isnan(high)) & live) | (np.isnan(fee) & charged)
    requests, _ = pd.factorize(tickets[Typed.REQUEST])

    def together(values: np.ndarray[Any, Any]) -> Integers:
        """Return the sum of the request of each ticket."""
        sums = np.bincount(requests, np.nan_to_num(values)).astype(np.int64)
        return np.asarray(sums[requests])

    times = handling_times(tickets, charged, together, policy)
    handling = np.nan_to_num(fee).astype(np.int64) * times
    known = together(unknown) == 0

    def total(nets: np.ndarray[Any, Any]) -> pd.Series:
        net = together(np.where(live, nets, 0)) + handling
        return amount_column(np.where(known, net + tax_on(net, rate), np.nan))

    return pd.DataFrame(
        {
            Known.HANDLING: amount_column(np.where(known, handling, np.nan)),
            Known.TOTAL_LOW: total(low),
            Known.TOTAL_HIGH: total(high),
        }
    )


def total_at(frame: pd.DataFrame, at: int) -> Span | None:
    """Return the total of the request of the ticket at `at`; None where nobody knows it yet."""
    low, high = frame[Known.TOTAL_LOW].iat[at], frame[Known.TOTAL_HIGH].iat[at]
    return None if pd.isna(low) or pd.isna(high) else Span(int(low), int(high))


def charged_prices(prices: pd.DataFrame) -> pd.Series:
    """Return what the customer pays for each piece before tax, NA where nobody knows it yet.

    The quote; after the workshop the final price, where there is one; nothing, where the piece is not
    charged.
    """
    final, quoted = amounts(prices, Typed.FINAL), amounts(prices, Known.QUOTED)
    changed = is_filled(prices, Known.BATCHED) & ~np.isnan(final)
    charged = np.where(changed, final, quoted)
    free = is_any(prices, Typed.CHARGE, Charge.NO_CHARGE)
    return amount_column(np.where(free, 0, charged))
