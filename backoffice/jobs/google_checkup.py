"""The doctor for a Google Sheet: key, clock, sharing, tabs, locale, time zone, protection, quota."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from backoffice.books.google.create.formats import LOCALES
from backoffice.books.google.create.sheet_state import Seen, fitting, missing_tabs, unprotected
from backoffice.books.google.diagnosis import (
    GOOGLES_PACE,
    MOST_CELLS,
    OUR_PACE,
    cells_in,
    may_write,
    seen_of,
    skew,
)
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.errors import BookUnavailableError
from backoffice.jobs.desk import Run
from backoffice.jobs.findings import Finding, finding
from backoffice.messages import message
from backoffice.sheet.headings import Tab, find_tab

MOST_SKEW = 60
"""Seconds that the clock may be wrong; with a few minutes Google takes no key any more."""

FULL = 0.8
"""Share of the cells or requests from which on the doctor warns."""


def examine_sheet(
    run: Run, language: str, inside: Callable[[], list[Finding]]
) -> Iterator[Finding]:
    """Yield what was found; stops where nothing more can be seen.

    Args:
        run: On a Google Sheet.
        language: Of what is said.
        inside: Returns what is found of the desk itself, once it can be read.
    """
    sheet = run.book
    assert isinstance(sheet, GoogleSheet)
    tell = partial(finding, language)
    try:
        account = sheet.account
    except BookUnavailableError as error:
        yield Finding(message("doctor", "key", language), False, error.in_(language))
        return
    named = "key-ok" if account.email else "key-person"
    places = {"source": account.source.in_(language), "path": account.path, "email": account.email}
    yield tell("key", True, named, **places)
    yield _clock(sheet, language)
    try:
        seen = seen_of(sheet)
        editor = may_write(sheet)
    except BookUnavailableError as error:
        yield Finding(message("doctor", "sharing", language), False, error.in_(language))
        return
    email = account.email or message("doctor", "you", language)
    yield tell("sharing", editor, "sharing-ok" if editor else "sharing-viewer", email=email)
    if len(missing_tabs(seen)) == len(Tab) - 1:
        yield tell("headings", False, "no-desk", book=sheet.where)
        return
    yield from _file(run, seen, language)
    yield _protection(sheet, seen, language)
    yield from inside()
    yield from _quota(sheet, seen, language)


def _clock(sheet: GoogleSheet, language: str) -> Finding:
    tell = partial(finding, language, "clock")
    ahead = skew(sheet)
    if ahead is None:
        return tell(False, "clock-unknown")
    if abs(ahead) <= MOST_SKEW:
        return tell(True, "clock-ok")
    words = "clock-ahead" if ahead > 0 else "clock-behind"
    return tell(False, words, minutes=round(abs(ahead) / 60))


def _file(run: Run, seen: Seen, language: str) -> Iterator[Finding]:
    name = find_tab(Tab.TICKETS, list(seen.ids)) or ""
    own = "ja" if name.strip() == Tab.TICKETS.value.ja else "en"
    policy, book = run.policy.undated, run.book.where
    fits = fitting(seen, policy, own)
    yield finding(
        language,
        "locale",
        fits["locale"],
        "locale-ok" if fits["locale"] else "locale-bad",
        locale=seen.locale,
        wanted=LOCALES[own],
        book=book,
    )
    yield finding(
        language,
        "time-zone",
        fits["time-zone"],
        "time-zone-ok" if fits["time-zone"] else "time-zone-bad",
        zone=seen.time_zone,
        wanted=policy.shop.timezone,
        book=book,
    )


def _protection(sheet: GoogleSheet, seen: Seen, language: str) -> Finding:
    try:
        held = sheet.write_blocker()
    except BookUnavailableError as error:
        return Finding(message("doctor", "protection", language), False, error.in_(language))
    if held:
        return Finding(message("doctor", "protection", language), False, held.in_(language))
    bare = unprotected(seen)
    words = "protection-bad" if bare else "protection-ok"
    places = {"tabs": ", ".join(bare), "book": sheet.where}
    return finding(language, "protection", not bare, words, **places)


def _quota(sheet: GoogleSheet, seen: Seen, language: str) -> Iterator[Finding]:
    sent, cells = sheet.connection.client.sent, cells_in(seen)
    calm, roomy = sent <= OUR_PACE * FULL, cells <= MOST_CELLS * FULL
    yield finding(
        language,
        "requests",
        calm,
        "requests-ok" if calm else "requests-many",
        sent=sent,
        most=GOOGLES_PACE,
    )
    yield finding(
        language,
        "cells",
        roomy,
        "cells-ok" if roomy else "cells-many",
        cells=f"{cells:,}",
        most=f"{MOST_CELLS:,}",
    )
