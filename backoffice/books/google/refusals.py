"""Errors for staff about what Google refused: what happened, where, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from google.auth.exceptions import GoogleAuthError, RefreshError
from gspread.exceptions import APIError

from backoffice.books.google.http_client import NoAnswerError, UnsafeAddressError
from backoffice.books.google.request_kinds import Message
from backoffice.messages import label
from backoffice.messages.errors import (
    AlreadySetUpError,
    AlreadyWrittenError,
    BookChangedError,
    BookUnavailableError,
)
from estimator.policy.model import Label

_LINK = re.compile(r"https://console\.[a-z.]+/[^\s\"']+")
_CONSOLE = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"

_NO_ANSWERS = {
    "429": "soon-step",
    "408": "soon-step",
    "time-out": "soon-step",
    "connection": "connection-step",
    "page": "page-step",
}
"""What to do by the reason why there was no answer; other reasons are errors of Google's own."""


def done_before(where: str, once: int) -> AlreadyWrittenError:
    """Return the error for a mark that is in use."""
    return AlreadyWrittenError("google.done-before", book=where, mark=once)


def changed(where: str) -> BookChangedError:
    """Return the error for a write computed from a version that is no longer the newest."""
    return BookChangedError("google.changed", book=where)


def already_set_up(where: str) -> AlreadySetUpError:
    """Return the error for a sheet that holds a desk where a new one was to be created."""
    return AlreadySetUpError("google.already-set-up", book=where)


def names_taken(where: str, names: Sequence[str]) -> BookUnavailableError:
    """Return the error for tabs that have a name of the desk's and hold something else."""
    tabs = [label("google", "tab", name=name) for name in names]
    key = "google.name-taken" if len(names) == 1 else "google.names-taken"
    return BookUnavailableError(key, book=where, tabs=tabs)


def pad_misplaced(where: str) -> BookUnavailableError:
    """Return the error for numbers whose column was moved each time they were written."""
    return BookUnavailableError("google.pad-astray", book=where)


def account_name(email: str) -> Label:
    """Return what to call the account with this address, which may be unknown."""
    return Label(en=email, ja=f" {email} ") if email else label("google", "anonymous")


def staff_error(error: Exception, where: str, email: str, *, writing: bool) -> BookUnavailableError:
    """Return `error` as one of ours.

    Args:
        error: Of gspread, google-auth or our client.
        where: The address of the sheet.
        email: Of the service account; empty for a person's own key.
        writing: Whether the sheet was being written.
    """
    if isinstance(error, NoAnswerError):
        return _no_answer(error, where)
    if isinstance(error, APIError):
        return _refused(error, where, account_name(email), writing=writing)
    if isinstance(error, RefreshError):
        return _bad_key(account_name(email), str(error.args[0]) if error.args else "401")
    if isinstance(error, (UnsafeAddressError, GoogleAuthError)):
        return BookUnavailableError("google.unsafe", book=where, text=str(error))
    raise TypeError(f"no message for {error!r}")


def _no_answer(error: NoAnswerError, where: str) -> BookUnavailableError:
    reason = error.reason if error.reason in _NO_ANSWERS else "other"
    return BookUnavailableError(
        "google.no-answer-to-key" if error.signing_in else "google.no-answer",
        book=where,
        reason=label("google-silent", reason, status=error.reason),
        seconds=f"{error.seconds:.0f}",
        step=label("google-silent", _NO_ANSWERS.get(error.reason, "soon-step")),
    )


def _refused(error: APIError, where: str, who: Label, *, writing: bool) -> BookUnavailableError:
    text, status = str(error.error.get("message", "")), error.response.status_code
    if status == 401:
        return _bad_key(who, "401")
    if status == 403:
        return _forbidden(error, text, where, who, writing=writing)
    if status == 404:
        return BookUnavailableError("google.no-sheet", book=where)
    if "not supported for this document" in text:
        return BookUnavailableError("google.excel-file", book=where)
    if "protected cell" in text:
        return BookUnavailableError("google.tab-protected", book=where, who=who)
    return BookUnavailableError("google.refused", book=where, status=status, text=text[:300])


def _forbidden(
    error: APIError, text: str, where: str, who: Label, *, writing: bool
) -> BookUnavailableError:
    reasons = _reasons(error)
    if "SERVICE_DISABLED" in reasons or "has not been used in project" in text:
        link = _LINK.search(str(error.error))
        return BookUnavailableError("google.switched-off", page=link[0] if link else _CONSOLE)
    if "SCOPE" in "".join(reasons) or "insufficient authentication scopes" in text:
        return BookUnavailableError("google.scope")
    key = "google.read-only" if writing else "google.not-shared"
    return BookUnavailableError(key, book=where, who=who)


def _reasons(error: APIError) -> list[str]:
    details: list[Message] = error.error.get("details") or []
    return [str(one.get("reason", "")) for one in details if isinstance(one, dict)]


def _bad_key(who: Label, text: str) -> BookUnavailableError:
    return BookUnavailableError("google.bad-key", who=who, text=text[:200])
