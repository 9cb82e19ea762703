"""What is charged in the end: a final price, the workshop's price, payment, the parcel back."""

from __future__ import annotations

from backoffice.intake.arrays import amounts, is_any, is_filled
from backoffice.intake.frames import Known, Typed
from backoffice.intake.problems import ProblemCode
from backoffice.rules.approval import contradicts
from backoffice.rules.checks import Checks
from backoffice.rules.quoting import request_totals
from backoffice.sheet.choices import Answer, Charge


def check_charges(checks: Checks) -> None:
    """Note what contradicts itself in the columns that a piece gets from its quote on."""
    facts = checks.tickets
    live = checks.live | is_filled(facts, Typed.SENT)
    unquoted = live & is_filled(facts, Typed.QUOTE_SENT) & ~is_filled(facts, Known.QUOTED)
    checks.look(ProblemCode.QUOTE_WITHOUT_PRICE, unquoted, "quote_sent", found="quote_sent")
    early = live & is_filled(facts, Typed.FINAL) & ~is_filled(facts, Known.BATCHED)
    checks.fix(ProblemCode.FINAL_NOT_SENT, early, "final", found="final")
    _check_raised(checks)
    charged = ~is_filled(facts, Typed.CHARGE) | is_any(facts, Typed.CHARGE, Charge.NORMAL)
    dear = amounts(facts, Typed.WORKSHOP_PRICE) > amounts(facts, Known.CHARGED)
    checks.look(
        ProblemCode.WORKSHOP_PRICE_ABOVE,
        live & dear & charged,
        "workshop_price",
        found="workshop_price",
        other="charged",
    )
    paid = live & is_filled(facts, Typed.PAID) & ~is_filled(facts, Known.TOTAL_HIGH)
    checks.look(ProblemCode.PAID_WITHOUT_TOTAL, paid, "paid", found="paid")
    tracked = is_filled(facts, Typed.TRACKING) & ~is_filled(facts, Typed.SENT)
    checks.look(ProblemCode.TRACKING_NOT_SENT, tracked, "tracking", found="tracking")
    returned = is_any(facts, Typed.ANSWER, Answer.LOST) & is_filled(facts, Typed.BACK)
    checks.fix(ProblemCode.LOST_CAME_BACK, returned, "answer")


def _check_raised(checks: Checks) -> None:
    """Note totals that a final price raised above what the customer agreed to."""
    facts = checks.tickets
    raised = amounts(facts, Typed.FINAL) > amounts(facts, Known.QUOTED)
    final = is_filled(facts, Known.BATCHED) & raised
    if not final.any():
        return
    free = is_any(facts, Typed.CHARGE, Charge.NO_CHARGE)
    prices = facts.assign(quoted=facts[Known.QUOTED].mask(free, 0))
    agreed = request_totals(facts, prices, contradicts(facts), checks.policy)[Known.TOTAL_HIGH]
    above = (facts[Known.TOTAL_HIGH] > agreed).fillna(False).to_numpy(dtype=bool)
    covered = amounts(facts, Known.TOTAL_HIGH) <= amounts(facts, Known.LIMIT)
    checks.fix(
        ProblemCode.FINAL_ABOVE,
        final & above & ~covered,
        "final",
        found="total_high",
        other=checks.written(agreed),
    )
