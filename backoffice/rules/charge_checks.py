"""What is charged in the end: a final price, the workshop's price, payment, the parcel back."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from backoffice.intake.frames import Known, Typed
from backoffice.intake.problems import Level, ProblemCode
from backoffice.rules.approval import contradicts
from backoffice.rules.checks import Checks
from backoffice.rules.missing_entries import is_live
from backoffice.rules.price_checks import Write
from backoffice.rules.quoting import request_totals
from backoffice.sheet.choices import Answer, Charge
from estimator.policy.model import Label, UndatedPolicy


def check_charges(checks: Checks, policy: UndatedPolicy, write: Write) -> None:
    """Note what contradicts itself in the columns that a piece gets from its quote on."""
    facts = checks.tickets
    live = is_live(facts) | facts[Typed.SENT].notna().to_numpy()
    sent = facts[Known.BATCHED].notna()

    def amount(values: pd.Series) -> Callable[[int], Label]:
        return lambda at: write(int(values.iat[at]))

    unpriced = live & facts[Typed.QUOTE_SENT].notna() & facts[Known.QUOTED].isna()
    checks.flag(
        ProblemCode.QUOTE_WITHOUT_PRICE, unpriced, "quote_sent", found=checks.day("quote_sent")
    )
    early = live & facts[Typed.FINAL].notna() & ~sent
    checks.flag(
        ProblemCode.FINAL_NOT_SENT,
        early,
        "final",
        level=Level.FIX,
        found=amount(facts[Typed.FINAL]),
    )
    _check_raised(checks, policy, amount)
    charged = facts[Typed.CHARGE].isna() | (facts[Typed.CHARGE] == Charge.NORMAL)
    dear = (facts[Typed.WORKSHOP_PRICE] > facts[Known.CHARGED]).fillna(False) & charged
    checks.flag(
        ProblemCode.WORKSHOP_PRICE_ABOVE,
        live & dear,
        "workshop_price",
        found=amount(facts[Typed.WORKSHOP_PRICE]),
        other=amount(facts[Known.CHARGED]),
    )
    paid = live & facts[Typed.PAID].notna() & facts[Known.TOTAL_HIGH].isna()
    checks.flag(ProblemCode.PAID_WITHOUT_TOTAL, paid, "paid", found=checks.day("paid"))
    tracked = facts[Typed.TRACKING].notna() & facts[Typed.SENT].isna()
    checks.flag(ProblemCode.TRACKING_NOT_SENT, tracked, "tracking", found=checks.text("tracking"))
    returned = (facts[Typed.ANSWER] == Answer.LOST) & facts[Typed.BACK].notna()
    checks.flag(ProblemCode.LOST_CAME_BACK, returned, "answer", level=Level.FIX)


def _check_raised(
    checks: Checks, policy: UndatedPolicy, amount: Callable[[pd.Series], Callable[[int], Label]]
) -> None:
    """Note totals that a final price raised above what the customer agreed to."""
    facts = checks.tickets
    final = facts[Known.BATCHED].notna() & (facts[Typed.FINAL] > facts[Known.QUOTED]).fillna(False)
    if not final.any():
        return
    free = facts[Typed.CHARGE] == Charge.NO_CHARGE
    agreed = request_totals(
        facts,
        facts.assign(quoted=facts[Known.QUOTED].mask(free, 0)),
        contradicts(facts),
        policy,
    )[Known.TOTAL_HIGH]
    total = facts[Known.TOTAL_HIGH]
    covered = (total <= facts[Known.LIMIT]).fillna(False)
    raised = final & (total > agreed).fillna(False) & ~covered
    checks.flag(
        ProblemCode.FINAL_ABOVE,
        raised,
        "final",
        level=Level.FIX,
        found=amount(total),
        other=amount(agreed),
    )
