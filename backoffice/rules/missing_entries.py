"""What customers have not said yet, and staff have not typed.  Source: policy P2."""

from __future__ import annotations

import numpy as np

from backoffice.intake.arrays import is_filled
from backoffice.intake.frames import SERVICE, Typed
from backoffice.intake.problems import Level, ProblemCode
from backoffice.intake.request_entries import effective, of_request
from backoffice.rules.checks import Checks
from backoffice.rules.estimate_codes import (
    check_codes,
    flags_at,
    item_label,
    read_codes,
    says_work,
)
from backoffice.rules.open_tickets import is_live
from backoffice.rules.ticket_stages import some_service
from estimator.policy.model import UndatedPolicy


def check_missing(checks: Checks, policy: UndatedPolicy) -> None:
    """Note what is missing: before a piece is here to ask for, after that to fix; and what codes say."""
    tickets = checks.tickets
    live = is_live(tickets)
    arrived = is_filled(tickets, Typed.ARRIVED)
    clear = ~tickets[Typed.UNCLEAR].to_numpy()
    unpriced = live & clear & ~is_filled(tickets, Typed.PRICE)
    checks.flag(
        ProblemCode.MISSING_ENQUIRED,
        live & clear & effective(tickets, Typed.ENQUIRED).isna().to_numpy(),
        "enquired",
        level=Level.FIX,
    )
    codes = read_codes(tickets, policy)
    said = flags_at(coded := says_work(codes, tickets), len(tickets))
    for code, column, missing in (
        (ProblemCode.MISSING_MATERIAL, "material", ~is_filled(tickets, Typed.MATERIAL)),
        (
            ProblemCode.MISSING_SERVICE,
            SERVICE + next(iter(policy.services)),
            ~some_service(tickets),
        ),
    ):
        missing = missing & ~said
        before = live & clear & missing & ~arrived
        after = (unpriced if column == "material" else live & clear) & missing & arrived
        checks.flag(code, before, column)
        checks.flag(code, after, column, level=Level.FIX)
    says = {at: item_label(item, policy) for at, item in coded.items()}
    for where, level in ((~arrived, Level.LOOK), (arrived, Level.FIX)):
        checks.flag(
            ProblemCode.CODE_SAYS,
            live & said & where,
            SERVICE + next(iter(policy.services)),
            level=level,
            other=says.__getitem__,
        )
    check_codes(checks, codes)
    waiting = live & ~arrived
    unknown = {
        column: effective(tickets, column).isna().to_numpy()
        for column in (Typed.NAME, Typed.EMAIL, Typed.ORDER, Typed.PHOTO)
    }
    checks.flag(ProblemCode.MISSING_NAME, live & unknown[Typed.NAME], "name")
    checks.flag(
        ProblemCode.MISSING_PIECE, live & arrived & ~is_filled(tickets, Typed.PIECE), "piece"
    )
    has_phone = [bool(phones) for phones in of_request(tickets, Typed.PHONE)]
    unreachable = unknown[Typed.EMAIL] & ~np.array(has_phone, dtype=bool)
    checks.flag(ProblemCode.MISSING_EMAIL, waiting & unreachable, "email")
    nothing = unknown[Typed.ORDER] & unknown[Typed.PHOTO]
    checks.flag(ProblemCode.MISSING_ORDER, waiting & nothing, "order")
    checks.flag(ProblemCode.MISSING_PHOTO, waiting & unknown[Typed.PHOTO] & ~nothing, "photo")
