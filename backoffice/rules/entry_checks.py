"""What the facts of a sheet contradict or leave out.  Nothing is corrected; everything is said."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

from backoffice.intake.frames import DAYS, Typed
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.request_entries import effective, of_request
from backoffice.rules.checks import Checks, day_in
from backoffice.rules.missing_entries import check_missing, is_live
from backoffice.rules.own_contacts import request_contacts
from backoffice.rules.quoting import request_days
from backoffice.rules.redaction import request_names, without_person
from backoffice.rules.trade import trade_words
from estimator.answers.wording import price
from estimator.policy.model import Label, UndatedPolicy

SENT_TEXTS = (Typed.PIECE, Typed.WORKSHOP_NOTE)
"""Columns whose texts the workshop reads."""

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]{2,}")


def check_facts(tickets: pd.DataFrame, policy: UndatedPolicy, today: date) -> list[Problem]:
    """Return what is missing or contradicts itself in the tickets, prices aside.

    Source: policy P1, P2, P14.
    """
    checks = Checks(tickets)
    check_missing(checks, policy)
    _check_days(checks, policy, today)
    _check_letters(checks, policy)
    _check_go_ahead(checks, policy)
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
    arrived = tickets[Typed.ARRIVED]
    enquired = effective(tickets, Typed.ENQUIRED)
    early = (arrived < enquired) & (tickets[Typed.EXCEPTION] != "unannounced")
    checks.flag(ProblemCode.BEFORE_ENQUIRY, early, "arrived", other=day_in(enquired))
    latest = arrived.copy()
    for key in (Typed.INSPECTED, Typed.BACK, Typed.SENT):
        wrong = tickets[key] < latest
        checks.flag(
            ProblemCode.OUT_OF_ORDER, wrong, key, found=checks.day(key), other=day_in(latest)
        )
        latest = tickets[key].fillna(latest)
    sent = tickets[Typed.QUOTE_SENT]
    checks.flag(
        ProblemCode.OUT_OF_ORDER,
        sent < tickets[Typed.INSPECTED],
        "quote_sent",
        found=checks.day("quote_sent"),
        other=checks.day("inspected"),
    )
    later = tickets[[Typed.INSPECTED, Typed.BACK, Typed.SENT]].notna().any(axis=1)
    checks.flag(ProblemCode.NOT_ARRIVED, later & arrived.isna(), "arrived", level=Level.FIX)
    asked = request_days(tickets)
    own = tickets[Typed.ENQUIRED].reset_index(drop=True)
    differs = own.notna() & asked.notna() & (own != asked)
    checks.flag(
        ProblemCode.ENQUIRED_DIFFERS, differs, "enquired", other=lambda at: asked.iat[at].date()
    )


def _check_letters(checks: Checks, policy: UndatedPolicy) -> None:
    tickets = checks.tickets
    emails = zip(tickets[Typed.EMAIL], effective(tickets, Typed.EMAIL), strict=True)
    wrong = [own is not None and own == text and not _EMAIL.fullmatch(text) for own, text in emails]
    checks.flag(ProblemCode.EMAIL, wrong, "email", found=checks.text("email"))
    phones = [
        isinstance(text, str) and not 9 <= len(re.sub(r"\D", "", text)) <= 15
        for text in tickets[Typed.PHONE].tolist()
    ]
    checks.flag(ProblemCode.PHONE, phones, "phone", found=checks.text("phone"))
    trade = trade_words(policy)
    orders, contacts = of_request(tickets, Typed.ORDER), request_contacts(tickets)
    whose = [*zip(request_names(tickets), orders, contacts, strict=True)]
    for column in SENT_TEXTS:
        personal = [
            text is not None and without_person(text, names, numbers, trade, reach) != text
            for text, (names, numbers, reach) in zip(tickets[column], whose, strict=True)
        ]
        checks.flag(ProblemCode.PERSONAL, personal, column)


def _check_go_ahead(checks: Checks, policy: UndatedPolicy) -> None:
    """Note different go-ahead amounts in one request: it is one amount for the whole of it."""
    tickets = checks.tickets
    own = tickets[Typed.GO_AHEAD]
    different = tickets.groupby(Typed.REQUEST)[Typed.GO_AHEAD].nunique()
    several = own.notna().to_numpy() & (tickets[Typed.REQUEST].map(different) > 1).to_numpy()

    def another(at: int) -> Label:
        same = (tickets[Typed.REQUEST] == tickets[Typed.REQUEST].iat[at]).to_numpy()
        amount = int(own[same & own.notna().to_numpy() & (own != own.iat[at]).to_numpy()].iloc[0])
        return Label(
            en=price(amount, policy.currency, "en"), ja=price(amount, policy.currency, "ja")
        )

    checks.flag(
        ProblemCode.GO_AHEAD_DIFFERS,
        several & is_live(tickets),
        "go_ahead",
        level=Level.FIX,
        other=another,
    )
