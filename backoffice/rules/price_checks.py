"""Prices and facts that contradict each other: not offered, below the guide, approved too early."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.intake.problems import Level, ProblemCode
from backoffice.rules.checks import Checks
from backoffice.rules.missing_entries import is_live
from backoffice.rules.quoting import request_days
from backoffice.sheet.choices import Answer
from estimator.policy.model import Label
from estimator.policy.policy_book import PolicyBook

Write = Callable[[int], Label]
"""Returns an amount as people read it."""


def check_offer(checks: Checks, book: PolicyBook) -> None:
    """Note where the policy has no price for the day of the enquiry."""
    facts, calendar = checks.tickets, book.undated.calendar
    open_ = (
        is_live(facts)
        & facts[Known.BATCHED].isna().to_numpy()
        & facts[Typed.PRICE].isna().to_numpy()
    )
    for code in facts[Known.NOT_OFFERED].dropna().unique():
        where = open_ & (facts[Known.NOT_OFFERED] == code).to_numpy()
        checks.flag(ProblemCode.NOT_OFFERED, where, SERVICE + code, level=Level.FIX)
    days = request_days(facts).to_numpy()
    known = (days >= np.datetime64(calendar.first)) & (days <= np.datetime64(calendar.last))
    first = (facts[Typed.TICKET] == facts[Typed.REQUEST]).to_numpy()
    unpriced = is_live(facts) & first & known & facts[Known.EDITION].isna().to_numpy()
    checks.flag(
        ProblemCode.NO_PRICES, unpriced, "enquired", level=Level.FIX, found=checks.day("enquired")
    )


def check_prices(checks: Checks, write: Write) -> None:
    """Note inspected prices below the guide, and approvals of a piece without a price."""
    facts = checks.tickets
    live = is_live(facts) & facts[Known.BATCHED].isna().to_numpy()

    def amount(column: str) -> Callable[[int], Label]:
        amounts = facts[column]
        return lambda at: write(int(amounts.iat[at]))

    lowest, highest = amount("guide_low"), amount("guide_high")

    def guide(at: int) -> Label:
        low, high = lowest(at), highest(at)
        return low if low == high else Label(en=f"{low.en} – {high.en}", ja=f"{low.ja}〜{high.ja}")

    below = (facts[Typed.PRICE] < facts[Known.GUIDE_LOW]).fillna(False)
    checks.flag(
        ProblemCode.BELOW_GUIDE,
        live & below,
        "price",
        found=amount("price"),
        other=amount("guide_low"),
    )
    yes = live & (facts[Typed.ANSWER] == Answer.APPROVED) & facts[Known.QUOTED].isna()
    one = (facts[Known.GUIDE_LOW] == facts[Known.GUIDE_HIGH]).fillna(False)
    checks.flag(ProblemCode.APPROVED_UNINSPECTED, yes & one, "price", other=guide)
    several = (facts[Known.GUIDE_LOW] < facts[Known.GUIDE_HIGH]).fillna(False)
    checks.flag(ProblemCode.NO_PRICE, yes & several, "price", level=Level.FIX, other=guide)
