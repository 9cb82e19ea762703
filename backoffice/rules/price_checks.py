"""Prices and facts that contradict each other: not offered, below the guide, approved too early."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backoffice.intake.arrays import amounts, is_any, is_filled
from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.intake.problems import Level, ProblemCode
from backoffice.rules.checks import Checks
from backoffice.rules.enquiry_days import request_days
from backoffice.rules.open_tickets import is_live
from backoffice.sheet.choices import Answer
from estimator.policy.label import Label
from estimator.policy.policy_book import PolicyBook

Write = Callable[[int], Label]
"""Returns an amount as people read it."""


def check_offer(checks: Checks, book: PolicyBook) -> None:
    """Note where the policy has no price for the day of the enquiry."""
    facts, calendar = checks.tickets, book.undated.calendar
    open_ = is_live(facts) & ~is_filled(facts, Known.BATCHED) & ~is_filled(facts, Typed.PRICE)
    for code in dict.fromkeys(filter(None, facts[Known.NOT_OFFERED].tolist())):
        where = open_ & is_any(facts, Known.NOT_OFFERED, code)
        checks.flag(ProblemCode.NOT_OFFERED, where, SERVICE + code, level=Level.FIX)
    days = request_days(facts).to_numpy()
    known = (days >= np.datetime64(calendar.first)) & (days <= np.datetime64(calendar.last))
    first = (facts[Typed.TICKET] == facts[Typed.REQUEST]).to_numpy()
    unpriced = is_live(facts) & first & known & ~is_filled(facts, Known.EDITION)
    checks.flag(
        ProblemCode.NO_PRICES, unpriced, "enquired", level=Level.FIX, found=checks.day("enquired")
    )


def check_prices(checks: Checks, write: Write) -> None:
    """Note inspected prices below the guide, and approvals of a piece without a price."""
    facts = checks.tickets
    live = is_live(facts) & ~is_filled(facts, Known.BATCHED)

    def amount(column: str) -> Callable[[int], Label]:
        found = facts[column].array
        return lambda at: write(int(found[at]))

    lowest, highest = amount("guide_low"), amount("guide_high")

    def guide(at: int) -> Label:
        least, most = lowest(at), highest(at)
        if least == most:
            return least
        return Label(en=f"{least.en} – {most.en}", ja=f"{least.ja}〜{most.ja}")

    low, high = amounts(facts, Known.GUIDE_LOW), amounts(facts, Known.GUIDE_HIGH)
    checks.flag(
        ProblemCode.BELOW_GUIDE,
        live & (amounts(facts, Typed.PRICE) < low),
        "price",
        found=amount("price"),
        other=amount("guide_low"),
    )
    yes = live & is_any(facts, Typed.ANSWER, Answer.APPROVED) & ~is_filled(facts, Known.QUOTED)
    checks.flag(ProblemCode.APPROVED_UNINSPECTED, yes & (low == high), "price", other=guide)
    checks.flag(ProblemCode.NO_PRICE, yes & (low < high), "price", level=Level.FIX, other=guide)
