"""Refusals of our own on Google: what is not written, why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from gspread.exceptions import APIError

from backoffice.messages import label
from backoffice.messages.errors import (
    AlreadySetUpError,
    AlreadyWrittenError,
    BookChangedError,
    BookUnavailableError,
)
from backoffice.sheet.headings import Tab
from estimator.policy.label import Label


def done_before(where: str, once: int) -> AlreadyWrittenError:
    """Return the error for a mark that is in use."""
    return AlreadyWrittenError("google.done-before", book=where, mark=once)


def changed(where: str) -> BookChangedError:
    """Return the error for a write computed from a version that is no longer the newest."""
    return BookChangedError("google.changed", book=where)


def unsettled(refusal: APIError, where: str) -> BookUnavailableError:
    """Return the error for a write that was refused where nobody can see whether it was applied."""
    status, text = refusal.response.status_code, str(refusal.error.get("message", ""))
    return BookUnavailableError("google.unsettled", book=where, status=status, text=text[:300])


def no_lock(where: str, why: Label | str) -> BookUnavailableError:
    """Return the error for a sheet in which a month could be closed twice, or entries be lost."""
    return BookUnavailableError("probe.refused", book=where, why=why)


def probe_interrupted(where: str) -> BookUnavailableError:
    """Return the error for a scratch tab that somebody deleted."""
    return BookUnavailableError("probe.interrupted", book=where)


def month_differs(where: str, month: str, found: int, expected: int) -> BookUnavailableError:
    """Return the error for a month whose rows are not those that its close wrote."""
    return BookUnavailableError(
        "google.month-differs", book=where, month=month, found=found, expected=expected
    )


def already_set_up(where: str) -> AlreadySetUpError:
    """Return the error for a sheet that holds a desk where a new one was to be created."""
    return AlreadySetUpError("google.already-set-up", book=where)


def names_taken(where: str, names: Sequence[str]) -> BookUnavailableError:
    """Return the error for tabs that have a name of the desk's and hold something else."""
    tabs = [label("google", "tab", name=name) for name in names]
    key = "google.name-taken" if len(names) == 1 else "google.names-taken"
    return BookUnavailableError(key, book=where, tabs=tabs)


def desk_incomplete(where: str, missing: Sequence[Tab]) -> BookUnavailableError:
    """Return the error for a sheet that holds tickets, and of whose desk tabs are missing."""
    tabs = [Label(en=f"“{tab.value.en}”", ja=f"「{tab.value.ja}」") for tab in missing]
    return BookUnavailableError("google.desk-incomplete", book=where, tabs=tabs)


def pad_misplaced(where: str) -> BookUnavailableError:
    """Return the error for numbers whose column was moved each time they were written."""
    return BookUnavailableError("google.pad-astray", book=where)
