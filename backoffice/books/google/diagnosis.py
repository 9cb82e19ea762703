"""What the doctor sees of a Google Sheet: clock, leave to write, quota.  Nothing in it is changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import requests
from gspread.exceptions import APIError

from backoffice.books.google.create.sheet_state import Seen, look
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.google.http_client import PER_MINUTE

MOST_CELLS = 10_000_000
"""Of one file, by Google."""

GOOGLES_PACE, OUR_PACE = 60, PER_MINUTE
"""Requests a minute: what Google allows one person, and what a run takes of it before it waits."""

_TIMEOUTS = (5.0, 20.0)


def skew(sheet: GoogleSheet, now: Callable[[], float] = time.time) -> float | None:
    """Return how many seconds this computer's clock is ahead of Google's; None if nobody answers.

    It is asked without a key, since a wrong clock makes every key look wrong.
    """
    session = requests.Session()
    session.trust_env = sheet.connection.client.session.trust_env
    try:
        answer = session.get(sheet.connection.address, timeout=_TIMEOUTS, allow_redirects=False)
        theirs = parsedate_to_datetime(answer.headers["Date"]).timestamp()
    except (requests.RequestException, KeyError, ValueError):
        return None
    finally:
        session.close()
    return now() - theirs


def seen_of(sheet: GoogleSheet) -> Seen:
    """Return what the sheet is like.

    Raises:
        BookUnavailableError: If it is not shared with us, or cannot be reached.
    """
    with sheet.in_words():
        return look(sheet.connection.ask)


def may_write(sheet: GoogleSheet) -> bool:
    """Return whether we are editors: asks to delete a note that nobody has ever made.

    Raises:
        BookUnavailableError: If Google does not answer.
    """
    lookup = {"metadataKey": "backoffice.nothing"}
    request = {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
    with sheet.in_words():
        try:
            sheet.connection.send([request])
        except APIError as error:
            if error.response.status_code == 403:
                return False
            raise
    return True


def cells_in(seen: Seen) -> int:
    """Return how many cells there are, filled or not; Google counts these."""
    grids = [tab["properties"].get("gridProperties", {}) for tab in seen.tabs]
    return sum(grid.get("rowCount", 0) * grid.get("columnCount", 0) for grid in grids)
