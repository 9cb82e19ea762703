"""Errors for staff about a key that Google does not accept: why, and how to get one that it does."""

from __future__ import annotations

from google.auth.exceptions import RefreshError

from backoffice.books.google.access_scope import SCOPES
from backoffice.books.google.credentials import Account, Owner
from backoffice.books.google.timeouts_and_retries import OWN_WORDS
from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError
from estimator.policy.label import Label

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


def account_name(email: str) -> Label:
    """Return what to call the account with this address, which may be unknown."""
    return Label(en=email, ja=f" {email} ") if email else label("google", "anonymous")


def said_of_key(error: RefreshError) -> str:
    """Return what Google said, without the JSON around it."""
    said = " ".join(" ".join(map(str, error.args[:1])).split())
    return said or "401"


def bad_key(account: Account, text: str, ahead: float | None) -> BookUnavailableError:
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
        who=account_name(account.email),
        path=account.path or "",
        source=account.source,
        text=text[:OWN_WORDS],
        minutes=round(abs(ahead or 0) / 60),
        scope=SCOPES[0],
    )
