"""What a run that writes did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice.books.diagnosis import Check
from backoffice.jobs.desk import Desk
from backoffice.rules.batches import ClosePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a run did.

    Attributes:
        desk: The book as assessed when writing.
        wrote: Names of the tabs written; empty if all were up to date.
        pad: How many numbered rows were added.
        plan: What was closed, if a month was.
        again: Whether the month was closed before.
        until: Days from today to the cut-off of a month that cannot be closed yet; else None.
        probed: What was tried out before the first close.
    """

    desk: Desk
    wrote: Sequence[str] = ()
    pad: int = 0
    plan: ClosePlan | None = None
    again: bool = False
    until: int | None = None
    probed: Sequence[Check] = ()
