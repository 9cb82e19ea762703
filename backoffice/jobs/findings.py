"""What the doctor says about one thing that was checked."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice.books.diagnosis import Check
from backoffice.messages import message
from estimator.policy.label import Label


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: its name, whether it is in order, and what to do if not."""

    name: str
    ok: bool
    message: str


def finding_of(check: Check, language: str) -> Finding:
    """Return what a check found, in words."""

    def said(text: str | Label, **values: object) -> str:
        if isinstance(text, Label):
            return text.in_(language)
        return message("doctor", text, language, **values)

    return Finding(said(check.subject), check.ok, said(check.outcome, **check.values))
