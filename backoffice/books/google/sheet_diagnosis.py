"""The checks of the doctor that concern Google: key, clock, sharing, settings, protection, quotas."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import requests
from gspread.exceptions import APIError

from backoffice.books.diagnosis import Check, Diagnosis
from backoffice.books.google.connection import Connection
from backoffice.books.google.create.creation import wrong_settings
from backoffice.books.google.create.formats import LOCALES
from backoffice.books.google.credentials import Account, Owner
from backoffice.books.google.error_translation import MAX_SKEW, errors_for_staff
from backoffice.books.google.key_files import others_may_read
from backoffice.books.google.probes.scratch_tab import SCRATCH
from backoffice.books.google.probes.trials import locks_check
from backoffice.books.google.rate_limit import PER_MINUTE
from backoffice.books.google.request_kinds import delete_notes_called
from backoffice.books.google.sheet_state import SheetDetails, protected_against, read_details
from backoffice.books.google.tokens import seconds_ahead
from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.layout import language_of, missing_tabs
from estimator.policy.model import UndatedPolicy

GOOGLE_LIMIT = 60
"""Requests a minute that Google allows one person."""

FULL = 0.8
"""Share of the cells or requests from which the doctor warns."""

_TIMEOUTS = (5.0, 20.0)


class SheetDiagnosis(Diagnosis):
    """The checks of one Google Sheet, which can hold `max_cells`."""

    def __init__(self, connection: Connection, policy: UndatedPolicy, max_cells: int) -> None:
        self._connection, self._policy = connection, policy
        self._cells, self._most_cells = 0, max_cells

    def before_reading(self) -> Iterator[Check]:
        """Yield the checks of access and settings: key, clock, sharing, settings, protection."""
        try:
            account = self._connection.account
        except BookUnavailableError as error:
            yield _failed("key", error)
            return
        yield _key(account)
        yield self._clock()
        try:
            with errors_for_staff(self._connection):
                details = read_details(self._connection.ask)
                is_editor = self._may_write()
        except BookUnavailableError as error:
            yield _failed("sharing", error)
            return
        who = account.email or label("google", "anonymous")
        yield _check("sharing", is_editor, "sharing-ok", "sharing-viewer", email=who)
        if len(missing_tabs(list(details.ids))) == len(Tab) - 1:
            values = {"book": self._connection.where}
            yield Check(subject="headings", ok=False, outcome="no-desk", values=values, stops=True)
            return
        self._cells = details.cells
        yield from self._settings(details)
        yield self._protection(details)
        yield _probed(details)

    def at_the_end(self) -> Iterator[Check]:
        """Yield the checks of requests and cells."""
        sent = self._connection.client.rate.sent
        few = sent <= PER_MINUTE * FULL
        yield _check("requests", few, "requests-ok", "requests-many", sent=sent, most=GOOGLE_LIMIT)
        cells, most = f"{self._cells:,}", f"{self._most_cells:,}"
        fits = self._cells <= self._most_cells * FULL
        yield _check("cells", fits, "cells-ok", "cells-many", cells=cells, most=most)

    def _clock(self) -> Check:
        skew = clock_skew(self._connection)
        if skew is None:
            return Check(subject="clock", ok=False, outcome="clock-unknown")
        wrong, minutes = "clock-ahead" if skew > 0 else "clock-behind", round(abs(skew) / 60)
        return _check("clock", abs(skew) <= MAX_SKEW, "clock-ok", wrong, minutes=minutes)

    def _may_write(self) -> bool:
        """Return whether we are editors: tries to delete a note that does not exist."""
        try:
            self._connection.send([delete_notes_called("backoffice.nothing")])
        except APIError as error:
            if error.response.status_code == 403:
                return False
            if error.response.status_code != 400:  # only an editor is told that nothing is there
                raise
        return True

    def _settings(self, details: SheetDetails) -> Iterator[Check]:
        name = find_tab(Tab.TICKETS, list(details.ids)) or ""
        language = language_of(Tab.TICKETS, name)
        where, zone = self._connection.where, self._policy.shop.timezone
        wrong = wrong_settings(details, self._policy, language)
        yield _check(
            "locale",
            "locale" not in wrong,
            "locale-ok",
            "locale-bad",
            locale=details.locale,
            wanted=LOCALES[language],
            book=where,
        )
        yield _check(
            "time-zone",
            "time-zone" not in wrong,
            "time-zone-ok",
            "time-zone-bad",
            zone=details.time_zone,
            wanted=zone,
            book=where,
        )

    def _protection(self, details: SheetDetails) -> Check:
        where, email = self._connection.where, self._connection.account.email
        if blocker := protected_against(details, where, email):
            return Check(subject="protection", ok=False, outcome=blocker)
        names, good, bad = details.unprotected, "protection-ok", "protection-bad"
        return _check("protection", not names, good, bad, tabs=", ".join(names), book=where)


def _check(subject: str, ok: bool, good: str, bad: str, **values: object) -> Check:
    return Check(subject=subject, ok=ok, outcome=good if ok else bad, values=values)


def _key(account: Account) -> Check:
    """Return the check of where the key is, and who else may read it."""
    values = {"source": account.source, "path": account.path, "email": account.email}
    if account.path is None:
        return Check(subject="key", ok=True, outcome="key-machine", values=values)
    good = "key-person" if account.owner is Owner.PERSON else "key-ok"
    return _check("key", not others_may_read(account.path), good, "key-open", **values)


def _probed(details: SheetDetails) -> Check:
    """Return what is known of the locks of a close."""
    name = label("probe-name", "locks")
    if any(title.casefold().startswith(SCRATCH) for title in details.ids):
        return Check(subject=name, ok=False, outcome=label("probe", "left-behind"))
    if details.tried is None:
        return Check(subject=name, ok=False, outcome=label("probe", "not-tried"))
    return locks_check(details.tried)


def _failed(subject: str, error: BookUnavailableError) -> Check:
    return Check(subject=subject, ok=False, outcome=error.label, stops=True)


def clock_skew(connection: Connection, now: Callable[[], float] = time.time) -> float | None:
    """Return how many seconds this computer's clock is ahead of Google's; None if unknown.

    The request is sent without a key, since Google refuses every key when the clock is wrong.
    """
    session = requests.Session()
    session.trust_env = connection.client.trusts_environment
    try:
        answer = session.get(connection.api_url, timeout=_TIMEOUTS, allow_redirects=False)
    except requests.RequestException:
        return None
    finally:
        session.close()
    return seconds_ahead(answer.headers.get("Date", ""), now())
