"""Prices and facts that contradict each other: not offered, below the guide, approved too early."""

from __future__ import annotations

import numpy as np

from backoffice.intake.arrays import amounts, is_any, is_filled
from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.intake.problems import ProblemCode
from backoffice.rules.checks import Checks
from backoffice.rules.enquiry_days import request_days
from backoffice.sheet.choices import Answer
from estimator.policy.label import Label


def check_offer(checks: Checks) -> None:
    """Note where the policy has no price for the day of the enquiry."""
    facts, calendar = checks.tickets, checks.policy.calendar
    open_ = checks.live & ~is_filled(facts, Known.BATCHED) & ~is_filled(facts, Typed.PRICE)
    for code in dict.fromkeys(filter(None, facts[Known.NOT_OFFERED].tolist())):
        where = open_ & is_any(facts, Known.NOT_OFFERED, code)
        checks.fix(ProblemCode.NOT_OFFERED, where, SERVICE + code)
    days = request_days(facts).to_numpy()
    known = (days >= np.datetime64(calendar.first)) & (days <= np.datetime64(calendar.last))
    first = (facts[Typed.TICKET] == facts[Typed.REQUEST]).to_numpy()
    unpriced = checks.live & first & known & ~is_filled(facts, Known.EDITION)
    checks.fix(ProblemCode.NO_PRICES, unpriced, "enquired", found="enquired")


def check_prices(checks: Checks) -> None:
    """Note inspected prices below the guide, and approvals of a piece without a price."""
    facts = checks.tickets
    live = checks.live & ~is_filled(facts, Known.BATCHED)
    lowest, highest = (checks.written(facts[key]) for key in (Known.GUIDE_LOW, Known.GUIDE_HIGH))

    def guide(at: int) -> Label:
        least, most = lowest(at), highest(at)
        if least == most:
            return least
        return Label(en=f"{least.en} – {most.en}", ja=f"{least.ja}〜{most.ja}")

    low, high = amounts(facts, Known.GUIDE_LOW), amounts(facts, Known.GUIDE_HIGH)
    below = live & (amounts(facts, Typed.PRICE) < low)
    checks.look(ProblemCode.BELOW_GUIDE, below, "price", found="price", other="guide_low")
    yes = live & is_any(facts, Typed.ANSWER, Answer.APPROVED) & ~is_filled(facts, Known.QUOTED)
    checks.look(ProblemCode.APPROVED_UNINSPECTED, yes & (low == high), "price", other=guide)
    checks.fix(ProblemCode.NO_PRICE, yes & (low < high), "price", other=guide)
