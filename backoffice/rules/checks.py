"""Collects the problems of tickets, checked column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from backoffice.intake.frames import Flags, Typed
from backoffice.intake.problems import Level, Problem, ProblemCode
from estimator.policy.label import Label


@dataclass(slots=True)
class Checks:
    """Collects the problems of tickets, checked column by column.

    Attributes:
        tickets: The ticket frame.
        problems: The problems so far.
    """

    tickets: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)

    def flag(
        self,
        code: ProblemCode,
        where: pd.Series | Flags | Sequence[bool],
        column: str | None = None,
        *,
        level: Level = Level.LOOK,
        found: Callable[[int], object] | None = None,
        other: Callable[[int], object] | None = None,
    ) -> None:
        """Add a problem `code` for each ticket where `where` is true; `found` and `other` fill its message."""
        positions = np.flatnonzero(np.asarray(where, dtype=bool))
        if not positions.size:
            return
        numbers, rows = (
            self.tickets[key].to_numpy()[positions].tolist() for key in (Typed.TICKET, Typed.ROW)
        )
        for at, ticket, row in zip(positions.tolist(), numbers, rows, strict=True):
            self.problems.append(
                Problem(
                    code=code,
                    level=level,
                    ticket=ticket,
                    row=row,
                    column=column,
                    typed=_shown(found(at)) if found else "",
                    more={"other": _shown(other(at))} if other else {},
                )
            )

    def day(self, column: str) -> Callable[[int], object]:
        """Return a function that gives the day in `column` of a ticket."""
        return lambda at: day_in(self.tickets[column].to_numpy())(at)

    def text(self, column: str) -> Callable[[int], object]:
        """Return a function that gives the text in `column` of a ticket."""
        return lambda at: self.tickets[column].array[at]


def _shown(value: object) -> str | Label:
    return value if isinstance(value, Label) else str(value)


def day_in(days: np.ndarray[Any, Any]) -> Callable[[int], object]:
    """Return a function that gives the day at an index of `days`."""
    return lambda at: days[at].astype("datetime64[D]").item()
