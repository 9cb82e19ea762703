"""What the facts of a sheet contradict or leave out.  Nothing is corrected; everything is said."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

from backoffice.intake.arrays import is_any
from backoffice.intake.frames import DAYS, Typed
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.request_entries import effective
from backoffice.rules.checks import Checks, day_in
from backoffice.rules.enquiry_days import request_days
from backoffice.rules.go_ahead import check_go_ahead
from backoffice.rules.missing_entries import check_missing
from backoffice.rules.sent_texts import names_person
from estimator.policy.model import UndatedPolicy

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]{2,}")


def check_facts(tickets: pd.DataFrame, policy: UndatedPolicy, today: date) -> list[Problem]:
    """Return what is missing or contradicts itself in the tickets `with_sent_texts`, prices aside.

    Source: policy P1, P2, P14.
    """
    checks = Checks(tickets)
    check_missing(checks, policy)
    _check_days(checks, policy, today)
    _check_letters(checks)
    check_go_ahead(checks, policy)
    return checks.problems


def _check_days(checks: Checks, policy: UndatedPolicy, today: date) -> None:
    tickets = checks.tickets
    first, last = np.datetime64(policy.calendar.first), np.datetime64(policy.calendar.last)
    now = np.datetime64(today)
    for key in DAYS:
        days = tickets[key].to_numpy()
        outside = (days < first) | (days > last)
        checks.flag(ProblemCode.DAY_UNKNOWN, outside, key, level=Level.FIX, found=checks.day(key))
        checks.flag(
            ProblemCode.FUTURE, (days > now) & ~outside, key, level=Level.FIX, found=checks.day(key)
        )
    arrived = tickets[Typed.ARRIVED].to_numpy()
    enquired = effective(tickets, Typed.ENQUIRED).to_numpy()
    early = (arrived < enquired) & ~is_any(tickets, Typed.EXCEPTION, "unannounced")
    checks.flag(ProblemCode.BEFORE_ENQUIRY, early, "arrived", other=day_in(enquired))
    latest = arrived
    for key in (Typed.INSPECTED, Typed.BACK, Typed.SENT):
        days = tickets[key].to_numpy()
        checks.flag(
            ProblemCode.OUT_OF_ORDER,
            days < latest,
            key,
            found=checks.day(key),
            other=day_in(latest),
        )
        latest = np.where(np.isnat(days), latest, days)
    checks.flag(
        ProblemCode.OUT_OF_ORDER,
        tickets[Typed.QUOTE_SENT].to_numpy() < tickets[Typed.INSPECTED].to_numpy(),
        "quote_sent",
        found=checks.day("quote_sent"),
        other=checks.day("inspected"),
    )
    later = ~np.isnat(latest) & np.isnat(arrived)
    checks.flag(ProblemCode.NOT_ARRIVED, later, "arrived", level=Level.FIX)
    asked, own = request_days(tickets).to_numpy(), tickets[Typed.ENQUIRED].to_numpy()
    differs = ~np.isnat(own) & ~np.isnat(asked) & (own != asked)
    checks.flag(ProblemCode.ENQUIRED_DIFFERS, differs, "enquired", other=day_in(asked))


def _check_letters(checks: Checks) -> None:
    tickets = checks.tickets
    emails = zip(tickets[Typed.EMAIL], effective(tickets, Typed.EMAIL), strict=True)
    wrong = [own is not None and own == text and not _EMAIL.fullmatch(text) for own, text in emails]
    checks.flag(ProblemCode.EMAIL, wrong, "email", found=checks.text("email"))
    phones = [
        isinstance(text, str) and not 9 <= len(re.sub(r"\D", "", text)) <= 15
        for text in tickets[Typed.PHONE].tolist()
    ]
    checks.flag(ProblemCode.PHONE, phones, "phone", found=checks.text("phone"))
    for column, personal in names_person(tickets).items():
        checks.flag(ProblemCode.PERSONAL, personal, column)
