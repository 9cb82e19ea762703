"""Errors of gspread and Google as ours, each with a message for staff: what happened, where, what to do next.

A sheet that cannot be opened is one error of ours, whatever gspread raises: not shared (with which address
to share it), not there, no Google Sheet, no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from google.auth.exceptions import GoogleAuthError, RefreshError
from gspread.exceptions import APIError

from backoffice.books.google.access_scope import SCOPES, UnsafeAddressError
from backoffice.books.google.connection import Connection
from backoffice.books.google.credentials import Account, Owner
from backoffice.books.google.probes.scratch_tab import ScratchDeletedError
from backoffice.books.google.request_kinds import Message
from backoffice.books.google.timeouts_and_retries import OWN_WORDS, NoAnswerError, words_of
from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError
from estimator.policy.label import Label

_LINK = re.compile(r"https://console\.[a-z.]+/[^\s\"']+")
_CONSOLE = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
_NOT_SHARED = "The caller does not have permission"
"""All that Google says where a sheet is not shared; whatever else it says has another reason."""

_FORBIDDEN = (
    ("quota project", "quota-project"),
    ("SERVICE_DISABLED", "switched-off"),
    ("has not been used in project", "switched-off"),
    ("SCOPE_INSUFFICIENT", "scope"),
    ("insufficient authentication scopes", "scope"),
    ("CONSUMER_SUSPENDED", "suspended"),
    ("has been suspended", "suspended"),
    ("SECURITY_POLICY_VIOLATED", "organisation"),
    ("ORG_RESTRICTION", "organisation"),
    ("organization's policy", "organisation"),
    ("organization policy", "organisation"),
)
"""Our sentence by what Google says, or by its code for the reason, where it answers 403."""

_SCOPES = {
    Owner.PERSON: "scope-person",
    Owner.MACHINE: "scope-machine",
    Owner.SERVICE_ACCOUNT: "scope-service-account",
}

_NO_ANSWERS = {
    "429": "soon-step",
    "408": "soon-step",
    "time-out": "soon-step",
    "connection": "connection-step",
    "page": "page-step",
}
"""What to do by the reason why there was no answer; other reasons are errors of Google's own."""


MAX_SKEW = 60.0
"""Seconds by which the clock may be wrong; at a few minutes Google accepts no key."""

_BAD_KEYS = (
    ("reasonable timeframe", "clock"),
    ("Invalid JWT Signature", "key-deleted"),
    ("account not found", "account-deleted"),
    ("expired or revoked", "log-in-again"),
    ("rapt", "log-in-again"),
    ("reauth", "log-in-again"),
)
"""Our sentence by what Google says about a key."""


@contextmanager
def errors_for_staff(connection: Connection, *, writing: bool = False) -> Iterator[None]:
    """Turn what Google answers, or does not, while reading or `writing`, into a `BookUnavailableError`."""
    where = connection.where
    try:
        yield
    except ScratchDeletedError as error:
        raise BookUnavailableError("probe.interrupted", book=where) from error
    except NoAnswerError as error:
        raise _no_answer(error, where) from error
    except APIError as error:
        raise _refused(error, where, connection.account, writing=writing) from error
    except RefreshError as error:
        said = _said_of_key(error)
        raise _bad_key(connection.account, said, connection.clock_ahead) from error
    except (GoogleAuthError, UnsafeAddressError) as error:
        raise BookUnavailableError("google.unsafe", book=where, text=str(error)) from error


def _no_answer(error: NoAnswerError, where: str) -> BookUnavailableError:
    reason = error.reason if error.reason in _NO_ANSWERS else "other"
    return BookUnavailableError(
        "google.no-answer-to-key" if error.signing_in else "google.no-answer",
        book=where,
        reason=label("google-silent", reason, status=error.reason),
        seconds=f"{error.seconds:.0f}",
        step=label("google-silent", _NO_ANSWERS.get(error.reason, "soon-step")),
    )


def _refused(
    error: APIError, where: str, account: Account, *, writing: bool
) -> BookUnavailableError:
    text, status = words_of(error), error.response.status_code
    if status == 401:
        return _bad_key(account, text or "401", None)
    if status == 403:
        return _forbidden(error, where, account, writing=writing)
    if status == 404:
        return BookUnavailableError("google.no-sheet", book=where)
    if "not supported for this document" in text:
        return BookUnavailableError("google.excel-file", book=where)
    if is_protected(error):
        return BookUnavailableError(
            "google.tab-protected", book=where, who=_account_name(account.email)
        )
    return BookUnavailableError("google.refused", book=where, status=status, text=text[:OWN_WORDS])


def is_protected(error: APIError) -> bool:
    """Return whether Google refused because cells are protected against us."""
    return error.response.status_code == 400 and "protected cell" in str(error)


def _forbidden(
    error: APIError, where: str, account: Account, *, writing: bool
) -> BookUnavailableError:
    text = words_of(error)
    said = " ".join([*_reasons(error), text])
    key = next((key for words, key in _FORBIDDEN if words in said), None)
    if key == "scope":
        key = _SCOPES[account.owner]
    if key is None and (not text or text.rstrip(".") == _NOT_SHARED):
        key = "read-only" if writing else "not-shared"
    link = _LINK.search(str(error.error))
    return BookUnavailableError(
        f"google.{key or 'forbidden'}",
        book=where,
        who=_account_name(account.email),
        page=link[0] if link else _CONSOLE,
        scope=SCOPES[0],
        text=text[:OWN_WORDS],
    )


def _reasons(error: APIError) -> list[str]:
    details: list[Message] = error.error.get("details") or []
    return [str(one.get("reason", "")) for one in details if isinstance(one, dict)]


def _account_name(email: str) -> Label:
    """Return what to call the account with this address, which may be unknown."""
    return Label(en=email, ja=f" {email} ") if email else label("google", "anonymous")


def _said_of_key(error: RefreshError) -> str:
    """Return what Google said, without the JSON around it."""
    said = " ".join(" ".join(map(str, error.args[:1])).split())
    return said or "401"


def _bad_key(account: Account, text: str, ahead: float | None) -> BookUnavailableError:
    """Return the error for credentials that Google does not accept."""
    key = next((key for words, key in _BAD_KEYS if words in text), "bad-key")
    if account.owner is Owner.MACHINE:
        key = "machine-refused"
    elif account.owner is Owner.PERSON and key != "clock":
        key = "log-in-again"
    if key == "clock":
        if ahead is None or abs(ahead) <= MAX_SKEW:
            key = "bad-key"
        else:
            key = "clock-ahead" if ahead > 0 else "clock-behind"
    return BookUnavailableError(
        f"google.{key}",
        who=_account_name(account.email),
        path=account.path or "",
        source=account.source,
        text=text[:OWN_WORDS],
        minutes=round(abs(ahead or 0) / 60),
        scope=SCOPES[0],
    )
