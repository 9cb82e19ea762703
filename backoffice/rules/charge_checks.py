"""What is charged in the end: a final price, the workshop's price, payment, the parcel back."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from backoffice.intake.arrays import amounts, is_any, is_filled
from backoffice.intake.frames import Known, Typed
from backoffice.intake.problems import Level, ProblemCode
from backoffice.rules.approval import contradicts
from backoffice.rules.checks import Checks
from backoffice.rules.open_tickets import is_live
from backoffice.rules.price_checks import Write
from backoffice.rules.quoting import request_totals
from backoffice.sheet.choices import Answer, Charge
from estimator.policy.model import Label, UndatedPolicy


def check_charges(checks: Checks, policy: UndatedPolicy, write: Write) -> None:
    """Note what contradicts itself in the columns that a piece gets from its quote on."""
    facts = checks.tickets
    live = is_live(facts) | is_filled(facts, Typed.SENT)
    sent = is_filled(facts, Known.BATCHED)

    def amount(values: pd.Series) -> Callable[[int], Label]:
        return lambda at: write(int(values.array[at]))

    unpriced = live & is_filled(facts, Typed.QUOTE_SENT) & ~is_filled(facts, Known.QUOTED)
    checks.flag(
        ProblemCode.QUOTE_WITHOUT_PRICE, unpriced, "quote_sent", found=checks.day("quote_sent")
    )
    early = live & is_filled(facts, Typed.FINAL) & ~sent
    checks.flag(
        ProblemCode.FINAL_NOT_SENT,
        early,
        "final",
        level=Level.FIX,
        found=amount(facts[Typed.FINAL]),
    )
    _check_raised(checks, policy, amount)
    charged = ~is_filled(facts, Typed.CHARGE) | is_any(facts, Typed.CHARGE, Charge.NORMAL)
    dear = amounts(facts, Typed.WORKSHOP_PRICE) > amounts(facts, Known.CHARGED)
    checks.flag(
        ProblemCode.WORKSHOP_PRICE_ABOVE,
        live & dear & charged,
        "workshop_price",
        found=amount(facts[Typed.WORKSHOP_PRICE]),
        other=amount(facts[Known.CHARGED]),
    )
    paid = live & is_filled(facts, Typed.PAID) & ~is_filled(facts, Known.TOTAL_HIGH)
    checks.flag(ProblemCode.PAID_WITHOUT_TOTAL, paid, "paid", found=checks.day("paid"))
    tracked = is_filled(facts, Typed.TRACKING) & ~is_filled(facts, Typed.SENT)
    checks.flag(ProblemCode.TRACKING_NOT_SENT, tracked, "tracking", found=checks.text("tracking"))
    returned = is_any(facts, Typed.ANSWER, Answer.LOST) & is_filled(facts, Typed.BACK)
    checks.flag(ProblemCode.LOST_CAME_BACK, returned, "answer", level=Level.FIX)


def _check_raised(
    checks: Checks, policy: UndatedPolicy, amount: Callable[[pd.Series], Callable[[int], Label]]
) -> None:
    """Note totals that a final price raised above what the customer agreed to."""
    facts = checks.tickets
    raised = amounts(facts, Typed.FINAL) > amounts(facts, Known.QUOTED)
    final = is_filled(facts, Known.BATCHED) & raised
    if not final.any():
        return
    free = is_any(facts, Typed.CHARGE, Charge.NO_CHARGE)
    agreed = request_totals(
        facts,
        facts.assign(quoted=facts[Known.QUOTED].mask(free, 0)),
        contradicts(facts),
        policy,
    )[Known.TOTAL_HIGH]
    total = facts[Known.TOTAL_HIGH]
    covered = amounts(facts, Known.TOTAL_HIGH) <= amounts(facts, Known.LIMIT)
    above = (total > agreed).fillna(False).to_numpy(dtype=bool)
    checks.flag(
        ProblemCode.FINAL_ABOVE,
        final & above & ~covered,
        "final",
        level=Level.FIX,
        found=amount(total),
        other=amount(agreed),
    )
