"""What the facts of a sheet contradict or leave out.  Nothing is corrected; everything is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from backoffice.intake.frames import DAYS, SERVICE, Flags, Typed
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.request_entries import effective, of_request
from backoffice.rules.own_contacts import request_contacts
from backoffice.rules.quoting import request_days
from backoffice.rules.redaction import request_names, without_person
from backoffice.rules.trade import trade_words
from backoffice.sheet.choices import OUT
from estimator.errors import RequestError
from estimator.policy.model import Label, UndatedPolicy
from estimator.policy.offer import UNKNOWN
from estimator.rules import codes

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
    _check_codes(checks, policy)
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
    for code, column, missing in (
        (ProblemCode.MISSING_MATERIAL, "material", tickets[Typed.MATERIAL].isna().to_numpy()),
        (
            ProblemCode.MISSING_SERVICE,
            SERVICE + next(iter(policy.services)),
            ~some_service(tickets),
        ),
    ):
        before = live & clear & missing & ~arrived
        after = (unpriced if column == "material" else live & clear) & missing & arrived
        checks.flag(code, before, column)
        checks.flag(code, after, column, level=Level.FIX)
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
    told = tickets[Typed.QUOTE_SENT]
    checks.flag(
        ProblemCode.OUT_OF_ORDER,
        told < tickets[Typed.INSPECTED],
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


def _check_codes(checks: Checks, policy: UndatedPolicy) -> None:
    """Check the estimate codes of tickets without an answer."""
    tickets = checks.tickets
    waiting = (
        is_live(tickets) & tickets[Typed.CODE].notna().to_numpy() & tickets[Typed.INSPECTED].isna()
    )
    bad, differs = [], []
    sizes = tickets[Typed.REQUEST].map(tickets[Typed.REQUEST].value_counts()).to_numpy()
    for at in np.flatnonzero(waiting).tolist():
        try:
            items = codes.decode(tickets[Typed.CODE].iat[at], policy)["items"]
        except RequestError:
            bad.append(at)
            continue
        if sizes[at] == 1 and not tickets[Typed.UNCLEAR].iat[at] and not _same(items, at, tickets):
            differs.append(at)
    checks.flag(ProblemCode.CODE_BAD, _at(bad, len(tickets)), "code", found=checks.text("code"))
    checks.flag(ProblemCode.CODE_DIFFERS, _at(differs, len(tickets)), "code")


def _same(items: object, at: int, tickets: pd.DataFrame) -> bool:
    """Return whether the one item of an estimate is what the row says, as far as the row says it."""
    if not isinstance(items, list) or len(items) != 1:
        return False
    item = items[0]
    row = tickets.iloc[at]
    counts = {
        column.removeprefix(SERVICE): int(row[column])
        for column in tickets
        if column.startswith(SERVICE) and row[column]
    }
    material = row["material"]
    agrees = material in (None, item["material"]) or item["material"] == UNKNOWN
    return agrees and (not counts or counts == item["services"])


def _at(positions: Iterable[int], size: int) -> Flags:
    flags = np.zeros(size, dtype=bool)
    flags[list(positions)] = True
    return flags
