"""What customers have not said yet, and staff have not typed.  Source: policy P2."""

from __future__ import annotations

import numpy as np

from backoffice.intake.arrays import is_filled
from backoffice.intake.frames import SERVICE, Typed
from backoffice.intake.problems import ProblemCode
from backoffice.intake.request_entries import SHARED, effective, of_request
from backoffice.rules.checks import Checks
from backoffice.rules.estimate_codes import (
    check_codes,
    flags_at,
    item_label,
    read_codes,
    says_work,
)
from backoffice.rules.ticket_stages import some_service


def check_missing(checks: Checks) -> None:
    """Note what is missing: before a piece is here to ask for, after that to fix; and what codes say."""
    tickets, policy, live = checks.tickets, checks.policy, checks.live
    arrived = is_filled(tickets, Typed.ARRIVED)
    unknown = {column: effective(tickets, column).isna().to_numpy() for column in SHARED}
    clear = live & ~tickets[Typed.UNCLEAR].to_numpy()
    checks.fix(ProblemCode.MISSING_ENQUIRED, clear & unknown[Typed.ENQUIRED], "enquired")
    codes = read_codes(tickets, policy)
    coded = says_work(codes, tickets)
    said = flags_at(coded, len(tickets))
    no_material = clear & ~said & ~is_filled(tickets, Typed.MATERIAL)
    checks.look(ProblemCode.MISSING_MATERIAL, no_material & ~arrived, "material")
    unpriced = arrived & ~is_filled(tickets, Typed.PRICE)
    checks.fix(ProblemCode.MISSING_MATERIAL, no_material & unpriced, "material")
    first_service = SERVICE + next(iter(policy.services))
    no_service = clear & ~said & ~some_service(tickets)
    works = {at: item_label(item, policy) for at, item in coded.items()}.__getitem__
    for report, when in ((checks.look, ~arrived), (checks.fix, arrived)):
        report(ProblemCode.MISSING_SERVICE, no_service & when, first_service)
        report(ProblemCode.CODE_SAYS, live & said & when, first_service, other=works)
    check_codes(checks, codes)
    checks.look(ProblemCode.MISSING_NAME, live & unknown[Typed.NAME], "name")
    unnamed = live & arrived & ~is_filled(tickets, Typed.PIECE)
    checks.look(ProblemCode.MISSING_PIECE, unnamed, "piece")
    waiting = live & ~arrived
    no_phone = ~np.array([bool(phones) for phones in of_request(tickets, Typed.PHONE)], dtype=bool)
    checks.look(ProblemCode.MISSING_EMAIL, waiting & unknown[Typed.EMAIL] & no_phone, "email")
    nothing = waiting & unknown[Typed.ORDER] & unknown[Typed.PHOTO]
    checks.look(ProblemCode.MISSING_ORDER, nothing, "order")
    checks.look(ProblemCode.MISSING_PHOTO, waiting & unknown[Typed.PHOTO] & ~nothing, "photo")
