"""What the facts of a sheet contradict or leave out.  Nothing is corrected; everything is said."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

from backoffice.intake.arrays import is_any
from backoffice.intake.frames import DAYS, Typed
from backoffice.intake.problems import Problem, ProblemCode
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
    checks = Checks(tickets, policy)
    check_missing(checks)
    _check_days(checks, today)
    _check_letters(checks)
    check_go_ahead(checks)
    return checks.problems


def _check_days(checks: Checks, today: date) -> None:
    tickets, calendar = checks.tickets, checks.policy.calendar
    days = {key: tickets[key].to_numpy() for key in DAYS}
    for key, typed in days.items():
        unknown = (typed < np.datetime64(calendar.first)) | (typed > np.datetime64(calendar.last))
        checks.fix(ProblemCode.DAY_UNKNOWN, unknown, key, found=key)
        checks.fix(ProblemCode.FUTURE, (typed > np.datetime64(today)) & ~unknown, key, found=key)
    arrived = days[Typed.ARRIVED]
    enquired = effective(tickets, Typed.ENQUIRED).to_numpy()
    early = (arrived < enquired) & ~is_any(tickets, Typed.EXCEPTION, "unannounced")
    checks.look(ProblemCode.BEFORE_ENQUIRY, early, "arrived", other=day_in(enquired))
    latest = arrived
    for key in (Typed.INSPECTED, Typed.BACK, Typed.SENT):
        early = days[key] < latest
        checks.look(ProblemCode.OUT_OF_ORDER, early, key, found=key, other=day_in(latest))
        latest = np.where(np.isnat(days[key]), latest, days[key])
    early = days[Typed.QUOTE_SENT] < days[Typed.INSPECTED]
    checks.look(
        ProblemCode.OUT_OF_ORDER, early, "quote_sent", found="quote_sent", other="inspected"
    )
    checks.fix(ProblemCode.NOT_ARRIVED, ~np.isnat(latest) & np.isnat(arrived), "arrived")
    asked, own = request_days(tickets).to_numpy(), days[Typed.ENQUIRED]
    differs = ~np.isnat(own) & ~np.isnat(asked) & (own != asked)
    checks.look(ProblemCode.ENQUIRED_DIFFERS, differs, "enquired", other=day_in(asked))


def _check_letters(checks: Checks) -> None:
    tickets = checks.tickets
    emails = zip(tickets[Typed.EMAIL], effective(tickets, Typed.EMAIL), strict=True)
    wrong = [own is not None and own == text and not _EMAIL.fullmatch(text) for own, text in emails]
    checks.look(ProblemCode.EMAIL, wrong, "email", found="email")
    phones = [
        isinstance(text, str) and not 9 <= len(re.sub(r"\D", "", text)) <= 15
        for text in tickets[Typed.PHONE].tolist()
    ]
    checks.look(ProblemCode.PHONE, phones, "phone", found="phone")
    for column, personal in names_person(tickets).items():
        checks.look(ProblemCode.PERSONAL, personal, column)
