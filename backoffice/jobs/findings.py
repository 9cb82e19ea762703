"""What the doctor says about one thing that was checked."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice.books.diagnosis import Check
from backoffice.messages import message
from backoffice.messages.errors import BackofficeError
from estimator.policy.label import Label


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: its name, whether it is in order, and what to do if not."""

    name: str
    ok: bool
    message: str


def finding(language: str, key: str, ok: bool, outcome: str, **values: object) -> Finding:
    """Return the finding about `key` with the message `outcome`."""
    return Finding(
        message("doctor", key, language), ok, message("doctor", outcome, language, **values)
    )


def finding_of(check: Check, language: str) -> Finding:
    """Return the finding about what a book checked itself."""
    name, said = check.subject, check.outcome
    return Finding(
        name.in_(language) if isinstance(name, Label) else message("doctor", name, language),
        check.ok,
        said.in_(language)
        if isinstance(said, Label)
        else message("doctor", said, language, **check.values),
    )


def failure(language: str, key: str, error: BackofficeError) -> Finding:
    """Return the finding that `key` could not be checked because of `error`."""
    return Finding(message("doctor", key, language), False, error.in_(language))
