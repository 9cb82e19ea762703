"""From the day of arrival to the day of return: closed days, month-end batch, long holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from estimator.policy.calendar import Occurrence, check_known
from estimator.policy.model import UndatedPolicy
from estimator.policy.readings import Arrival, Every, Roll
from estimator.rules.long_holidays import with_long_holidays
from estimator.rules.open_days import last_open_day, open_day


@dataclass(frozen=True, slots=True, order=True)
class Batch:
    """The pieces of one month.  Written ``2026-06``."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """First day of the month."""
        return date(self.year, self.month, 1)

    @property
    def cutoff(self) -> date:
        """Last day of the month; it still belongs to it."""
        if self.month == 12:
            return date(self.year, 12, 31)
        return date(self.year, self.month + 1, 1) - timedelta(days=1)

    def later(self, months: int) -> Batch:
        """Return the batch so many months later; earlier if negative."""
        years, month = divmod(self.month - 1 + months, 12)
        return Batch(self.year + years, month + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def batch_for(arrives: date) -> Batch:
    """Return the month-end batch that takes a piece that arrived on `arrives`.

    The last day of the month still belongs to it, open or closed.
    Source: policy P9, P10.

    >>> batch_for(date(2026, 5, 30)).cutoff
    datetime.date(2026, 5, 31)
    >>> batch_for(date(2026, 6, 1)).cutoff
    datetime.date(2026, 6, 30)
    """
    return Batch(arrives.year, arrives.month)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When one piece goes and comes back.

    Attributes:
        arrives: The day the parcel is delivered.
        batch: The month-end batch; None where each piece goes as it comes.
        dispatch, back: The day it leaves for the workshop, and is back about.
        last_open: Last open day on or before the cut-off; None without a batch, or before the
            known calendar.
        holidays: Long holidays from arrival to return, in order of their days.
    """

    arrives: date
    batch: Batch | None
    dispatch: date
    back: date
    last_open: date | None
    holidays: tuple[Occurrence, ...]

    @property
    def cutoff(self) -> date | None:
        """Last day of arrival for the batch: month end, or the day its parcel left before that."""
        return min(self.batch.cutoff, self.dispatch) if self.batch else None

    @property
    def days(self) -> int:
        """Days from arrival to return."""
        return (self.back - self.arrives).days


def schedule_for(arrives: date, policy: UndatedPolicy, batch: Batch | None = None) -> Schedule:
    """Return when a piece delivered on `arrives` goes to the workshop and comes back.

    `batch` is the one it joins, where that is a later one than its arrival says.  A PolicyError if
    a day on the way lies outside the known calendar.  Source: policy P9 to P12.
    """
    counted = arrival_day(arrives, policy)
    if policy.dispatch.every is Every.MONTH:
        batch = batch or batch_joined(counted, policy)
        dispatch, back = parcel_of(batch, policy)
    else:
        batch = None
        dispatch = open_day(counted, policy)
        back = dispatch + timedelta(days=policy.dispatch.back_days)
    holidays, back = with_long_holidays(arrives, back, policy)
    check_known(back, policy.calendar)
    return Schedule(
        arrives=arrives,
        batch=batch,
        dispatch=dispatch,
        back=back,
        last_open=last_open_day(min(batch.cutoff, dispatch), policy) if batch else None,
        holidays=holidays,
    )


def arrival_day(delivered: date, policy: UndatedPolicy) -> date:
    """Return the day that counts as arrival.  Source: policy P11."""
    check_known(delivered, policy.calendar)
    return delivered if policy.arrival is Arrival.DELIVERY else open_day(delivered, policy)


def batch_joined(counted: date, policy: UndatedPolicy) -> Batch:
    """Return the batch that takes a piece whose day of arrival is `counted`.

    Rolled back, a parcel leaves before the month ends; what arrives after it joins the next.
    Source: policy P9, P10.
    """
    batch = batch_for(counted)
    too_late = policy.dispatch.roll is Roll.BACK and parcel_of(batch, policy)[0] < counted
    return batch.later(1) if too_late else batch


def parcel_of(batch: Batch, policy: UndatedPolicy) -> tuple[date, date]:
    """Return the day the parcel of `batch` leaves and the day it is back, long holidays aside.

    Source: policy P9, P10.
    """
    dispatch = open_day(batch.cutoff, policy, policy.dispatch.roll)
    return dispatch, batch.later(policy.dispatch.back_months).cutoff
