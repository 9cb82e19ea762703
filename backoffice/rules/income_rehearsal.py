"""What the requests of the last year have brought, and would have brought under another policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from backoffice.intake.frames import Known, Typed
from backoffice.rules.approval import contradicts
from backoffice.rules.assessment import Assessment
from backoffice.rules.checks import is_live
from backoffice.rules.price_rehearsal import totals_on
from backoffice.sheet.choices import OUT
from estimator.policy.policy_book import PolicyBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What the requests that went back to their customers within a year have brought, or would have.

    Attributes:
        first, last: The days.
        requests, pieces: How many; only those that can be priced by both policies.
        net, net_then: Before tax, as charged and at the new prices.
        total, total_then: The same with tax.
        unpriced: How many more requests one of the policies has no price for.
    """

    first: date
    last: date
    requests: int
    pieces: int
    net: int
    net_then: int
    total: int
    total_then: int
    unpriced: int


def yearly_income(assessment: Assessment, new: PolicyBook, day: date, today: date) -> Income:
    """Return the income of the twelve months up to `today`, and what it would be at the prices of `day`.

    A request counts when its last piece went back, each piece with what was charged.  At the new prices
    an inspected price moves by as much as the list price of its work.
    """
    frame = assessment.frame
    first = (pd.Timestamp(today) - pd.DateOffset(years=1, days=-1)).date()
    returned = frame.groupby(Typed.REQUEST)[Typed.SENT].max()
    on = frame[Typed.REQUEST].map(returned).to_numpy()
    within = (on >= np.datetime64(first)) & (on <= np.datetime64(today))
    done = within & ~frame[Typed.REQUEST].isin(frame.loc[is_live(frame), Typed.REQUEST]).to_numpy()
    after = totals_on(frame, new, day)
    table = pd.DataFrame(
        {
            "request": frame[Typed.REQUEST],
            "net": _charged_net(frame),
            "total": frame[Known.TOTAL_HIGH],
            "net_then": after["net"],
            "total_then": after[Known.TOTAL_HIGH],
        }
    )[done]
    each = table.drop_duplicates("request")
    priced = each.dropna()
    return Income(
        first=first,
        last=today,
        requests=len(priced),
        pieces=int(table["request"].isin(priced["request"]).sum()),
        unpriced=len(each) - len(priced),
        **{key: int(priced[key].sum()) for key in ("net", "total", "net_then", "total_then")},
    )


def _charged_net(frame: pd.DataFrame) -> pd.Series:
    """Return what each request was charged before tax; NA where nobody knows it."""
    kept = ~frame[Typed.ANSWER].isin(OUT) | contradicts(frame)
    pieces = frame[Known.CHARGED].fillna(frame[Known.GUIDE_HIGH]).where(kept, 0)
    together = pieces.groupby(frame[Typed.REQUEST]).transform("sum", min_count=1)
    net = together + frame[Known.HANDLING].fillna(0)
    return net.where(frame[Known.TOTAL_HIGH].notna())
