"""Collects the problems of tickets, checked column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property, partialmethod
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from backoffice.intake.arrays import is_any, is_filled
from backoffice.intake.frames import AMOUNT, DAY, Flags, Typed
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.sheet.choices import OUT
from estimator.answers.wording import price
from estimator.policy.label import Label
from estimator.policy.model import UndatedPolicy

Shown: TypeAlias = str | Callable[[int], object]
"""What fills a field of a message: a column, whose entry is shown, or a function of the index."""


def is_live(tickets: pd.DataFrame) -> Flags:
    """Return which tickets are open: not answered no, not sent back."""
    return ~is_any(tickets, Typed.ANSWER, *OUT) & ~is_filled(tickets, Typed.SENT)


class Checks:
    """Collects the problems of tickets, checked column by column.

    Attributes:
        tickets: The ticket frame.
        policy: Says, besides what is checked, how amounts are written.
        problems: The problems so far.
    """

    def __init__(self, tickets: pd.DataFrame, policy: UndatedPolicy) -> None:
        self.tickets, self.policy = tickets, policy
        self.problems: list[Problem] = []
        self.amount = cache(self._amount)  # many tickets have the same

    @cached_property
    def live(self) -> Flags:
        """Which tickets are open."""
        return is_live(self.tickets)

    def _flag(
        self,
        level: Level,
        code: ProblemCode,
        where: pd.Series | Flags | Sequence[bool],
        column: str | None = None,
        *,
        found: Shown | None = None,
        other: Shown | None = None,
    ) -> None:
        """Add a problem `code` for each ticket where `where` is true; `found` and `other` fill its message."""
        positions = np.flatnonzero(np.asarray(where, dtype=bool))
        if not positions.size:
            return
        numbers, rows = (
            self.tickets[key].to_numpy()[positions].tolist() for key in (Typed.TICKET, Typed.ROW)
        )
        typed, more = self._field(found), self._field(other)
        for at, ticket, row in zip(positions.tolist(), numbers, rows, strict=True):
            self.problems.append(
                Problem(
                    code,
                    level,
                    ticket=ticket,
                    row=row,
                    column=column,
                    typed=typed(at) if typed else "",
                    more={"other": more(at)} if more else {},
                )
            )

    look = partialmethod(_flag, Level.LOOK)
    fix = partialmethod(_flag, Level.FIX)

    def _field(self, shown: Shown | None) -> Callable[[int], str | Label] | None:
        if shown is None:
            return None
        fact = self.entry(shown) if isinstance(shown, str) else shown

        def text(at: int) -> str | Label:
            value = fact(at)
            return value if isinstance(value, Label) else str(value)

        return text

    def entry(self, column: str) -> Callable[[int], object]:
        """Return a function that gives the entry in `column` of the ticket at an index, as people read it."""
        entries = self.tickets[column]
        if entries.dtype == DAY:
            return day_in(entries.to_numpy())
        return self.written(entries) if entries.dtype == AMOUNT else entries.array.__getitem__

    def written(self, amounts: pd.Series) -> Callable[[int], Label]:
        """Return a function that gives the amount at an index of `amounts`, as people read it."""
        return lambda at: self.amount(int(amounts.array[at]))

    def _amount(self, amount: int) -> Label:
        currency = self.policy.currency
        return Label(en=price(amount, currency, "en"), ja=price(amount, currency, "ja"))


def day_in(days: np.ndarray[Any, Any]) -> Callable[[int], object]:
    """Return a function that gives the day at an index of `days`."""
    return lambda at: days[at].astype("datetime64[D]").item()
