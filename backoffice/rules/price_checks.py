"""Prices and facts that contradict each other: not offered, below the guide, approved too early."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backoffice.intake.problems import Level, ProblemCode
from backoffice.intake.tickets import SERVICE
from backoffice.rules.facts import Checks, is_live
from backoffice.rules.quoting import request_days
from backoffice.sheet.choices import Answer
from estimator.policy.file import PolicyBook

Write = Callable[[int], str]
"""Writes an amount as people read it."""


def check_offer(checks: Checks, book: PolicyBook) -> None:
    """Note where the policy has no price for the day of the enquiry."""
    facts, calendar = checks.tickets, book.undated.calendar
    open_ = is_live(facts) & facts["batched"].isna().to_numpy() & facts["price"].isna().to_numpy()
    for code in facts["not_offered"].dropna().unique():
        where = open_ & (facts["not_offered"] == code).to_numpy()
        checks.flag(ProblemCode.NOT_OFFERED, where, SERVICE + code, level=Level.FIX)
    days = request_days(facts).to_numpy()
    known = (days >= np.datetime64(calendar.first)) & (days <= np.datetime64(calendar.last))
    first = (facts["ticket"] == facts["request"]).to_numpy()
    unpriced = is_live(facts) & first & known & facts["edition"].isna().to_numpy()
    checks.flag(
        ProblemCode.NO_PRICES, unpriced, "enquired", level=Level.FIX, found=checks.day("enquired")
    )


def check_prices(checks: Checks, write: Write) -> None:
    """Note inspected prices below the guide, and approvals of a piece without a price."""
    facts = checks.tickets
    live = is_live(facts) & facts["batched"].isna().to_numpy()

    def amount(column: str) -> Callable[[int], object]:
        return lambda at: write(int(facts[column].iat[at]))

    def guide(at: int) -> str:
        low, high = (write(int(facts[key].iat[at])) for key in ("guide_low", "guide_high"))
        return low if low == high else f"{low} – {high}"

    below = (facts["price"] < facts["guide_low"]).fillna(False)
    checks.flag(
        ProblemCode.BELOW_GUIDE,
        live & below,
        "price",
        found=amount("price"),
        other=amount("guide_low"),
    )
    yes = live & (facts["answer"] == Answer.APPROVED) & facts["quoted"].isna()
    one = (facts["guide_low"] == facts["guide_high"]).fillna(False)
    checks.flag(ProblemCode.APPROVED_UNINSPECTED, yes & one, "price", other=guide)
    several = (facts["guide_low"] < facts["guide_high"]).fillna(False)
    checks.flag(ProblemCode.NO_PRICE, yes & several, "price", level=Level.FIX, other=guide)
