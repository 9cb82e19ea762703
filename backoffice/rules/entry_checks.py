"""What the facts of a sheet contradict or leave out.  Nothing is corrected; everything is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from backoffice.intake.frames import DAYS, SERVICE, Flags, Typed
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.request_entries import effective, of_request
from backoffice.rules.estimate_codes import (
    CodeFindings,
    differing,
    flags_at,
    item_label,
    read_codes,
    says_work,
)
from backoffice.rules.own_contacts import request_contacts
from backoffice.rules.quoting import request_days
from backoffice.rules.redaction import request_names, without_person
from backoffice.rules.trade import trade_words
from backoffice.sheet.choices import OUT
from estimator.answers.wording import price
from estimator.policy.model import Label, UndatedPolicy

SENT_TEXTS = (Typed.PIECE, Typed.WORKSHOP_NOTE)
"""Columns whose texts the workshop reads."""

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]{2,}")


@dataclass(slots=True)
class Checks:
    """Collects the problems of tickets, checked column by column.

    Attributes:
        tickets: The ticket frame.
        problems: The problems so far.
    """

    tickets: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)

    def flag(
        self,
        code: ProblemCode,
        where: pd.Series | Flags,
        column: str | None = None,
        *,
        level: Level = Level.LOOK,
        found: Callable[[int], object] | None = None,
        other: Callable[[int], object] | None = None,
    ) -> None:
        """Add a problem `code` for each ticket where `where` is true; `found` and `other` fill its message."""
        for at in np.flatnonzero(np.asarray(where, dtype=bool)):
            index = int(at)
            self.problems.append(
                Problem(
                    code=code,
                    level=level,
                    ticket=self.tickets[Typed.TICKET].iat[index],
                    row=int(self.tickets[Typed.ROW].iat[index]),
                    column=column,
                    typed=_shown(found(index)) if found else "",
                    more={"other": _shown(other(index))} if other else {},
                )
            )

    def day(self, column: str) -> Callable[[int], object]:
        """Return a function that gives the day in `column` of a ticket."""
        return day_in(self.tickets[column])

    def text(self, column: str) -> Callable[[int], object]:
        """Return a function that gives the text in `column` of a ticket."""
        values = self.tickets[column]
        return lambda at: values.iat[at]


def _shown(value: object) -> str | Label:
    return value if isinstance(value, Label) else str(value)


def day_in(days: pd.Series) -> Callable[[int], object]:
    """Return a function that gives the day at a index of `days`."""
    return lambda at: days.iat[at].date()


def check_facts(tickets: pd.DataFrame, policy: UndatedPolicy, today: date) -> list[Problem]:
    """Return what is missing or contradicts itself in the tickets, prices aside.

    Source: policy P1, P2, P14.
    """
    checks = Checks(tickets)
    _check_missing(checks, policy)
    _check_days(checks, policy, today)
    _check_letters(checks, policy)
    _check_go_ahead(checks, policy)
    return checks.problems


def complete(tickets: pd.DataFrame) -> Flags:
    """Return which tickets have all that a customer's first message needs.  Source: policy P2."""
    needed = (Typed.ENQUIRED, Typed.NAME, Typed.PHOTO, Typed.MATERIAL)
    found = some_service(tickets)
    for column in needed:
        found = found & effective(tickets, column).notna().to_numpy()
    return found


def some_service(tickets: pd.DataFrame) -> Flags:
    """Return which tickets have something to do."""
    columns = [column for column in tickets if column.startswith(SERVICE)]
    return np.asarray((tickets[columns] > 0).any(axis=1), dtype=bool)


def is_live(tickets: pd.DataFrame) -> Flags:
    """Return which tickets are open: not answered no, not sent back."""
    return np.asarray(~tickets[Typed.ANSWER].isin(OUT) & tickets[Typed.SENT].isna(), dtype=bool)


def _check_missing(checks: Checks, policy: UndatedPolicy) -> None:
    tickets = checks.tickets
    live = is_live(tickets)
    arrived = tickets[Typed.ARRIVED].notna().to_numpy()
    clear = ~tickets[Typed.UNCLEAR].to_numpy()
    unpriced = live & clear & tickets[Typed.PRICE].isna().to_numpy()
    checks.flag(
        ProblemCode.MISSING_ENQUIRED,
        live & clear & effective(tickets, Typed.ENQUIRED).isna(),
        "enquired",
        level=Level.FIX,
    )
    codes = read_codes(tickets, policy)
    said = flags_at(coded := says_work(codes, tickets), len(tickets))
    for code, column, missing in (
        (ProblemCode.MISSING_MATERIAL, "material", tickets[Typed.MATERIAL].isna().to_numpy()),
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
    _check_codes(checks, codes)
    waiting = live & ~arrived
    unknown = {
        column: effective(tickets, column).isna().to_numpy()
        for column in (Typed.NAME, Typed.EMAIL, Typed.ORDER, Typed.PHOTO)
    }
    checks.flag(ProblemCode.MISSING_NAME, live & unknown[Typed.NAME], "name")
    checks.flag(ProblemCode.MISSING_PIECE, live & arrived & tickets[Typed.PIECE].isna(), "piece")
    has_phone = [bool(phones) for phones in of_request(tickets, Typed.PHONE)]
    unreachable = unknown[Typed.EMAIL] & ~np.array(has_phone, dtype=bool)
    checks.flag(ProblemCode.MISSING_EMAIL, waiting & unreachable, "email")
    nothing = unknown[Typed.ORDER] & unknown[Typed.PHOTO]
    checks.flag(ProblemCode.MISSING_ORDER, waiting & nothing, "order")
    checks.flag(ProblemCode.MISSING_PHOTO, waiting & unknown[Typed.PHOTO] & ~nothing, "photo")


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


def _check_codes(checks: Checks, found: CodeFindings) -> None:
    """Note estimate codes that cannot be read, or hold something else than their rows."""
    size = len(checks.tickets)
    checks.flag(ProblemCode.CODE_BAD, flags_at(found.bad, size), "code", found=checks.text("code"))
    differs = differing(found, checks.tickets)
    checks.flag(ProblemCode.CODE_DIFFERS, flags_at(differs, size), "code")
    checks.flag(
        ProblemCode.CODE_PIECES,
        flags_at(found.pieces, size),
        "code",
        found=lambda at: found.pieces[at][1],
        other=lambda at: found.pieces[at][0],
    )


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
