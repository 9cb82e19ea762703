"""From delivery to return: batches, parcels, closed days, long holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from estimator.errors import PolicyError
from estimator.policy.readings import Roll
from estimator.rules.notices import closed_on_arrival, just_missed
from estimator.rules.open_days import open_day
from estimator.rules.schedule import Batch, batch_for, schedule_for
from tests.tools.casebook import Table, policy_called, policy_with, table_of

READINGS = table_of("schedules.toml")["reading"]
CASES = [
    pytest.param(reading["changes"], day, id=f"{reading['name'][:30]}-{day['arrives']}")
    for reading in READINGS
    for day in reading["days"]
]
BOOK = policy_called("policy.toml")
POLICY = BOOK.on(date(2026, 6, 1))
FIRST, LAST = date(2024, 1, 1), date(2028, 11, 30)


@pytest.mark.parametrize(("changes", "expected"), CASES)
def test_each_day(changes: list[Table], expected: Table) -> None:
    """A day of delivery gives the batch, dispatch and return worked out by hand."""
    policy = policy_with(changes).on(expected["arrives"])

    schedule = schedule_for(expected["arrives"], policy)

    cutoff = {"last_open": expected["cutoff"]} if "cutoff" in expected else {}
    assert {"holidays": [], **cutoff, **expected} == {
        "arrives": schedule.arrives,
        **({"batch": str(schedule.batch)} if schedule.batch else {}),
        **({"cutoff": schedule.cutoff} if schedule.cutoff else {}),
        "dispatch": schedule.dispatch,
        "back": schedule.back,
        "days": schedule.days,
        **({"missed": missed} if (missed := just_missed(expected["arrives"], policy)) else {}),
        **({"last_open": schedule.last_open} if schedule.last_open else {}),
        **({"closed": True} if closed_on_arrival(schedule) else {}),
        "holidays": [one.holiday.code for one in schedule.holidays],
    }


def test_one_to_two_months() -> None:
    """For every day of delivery in the calendar, arrival to return takes 28 to 61 days."""
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]

    taken = {schedule_for(day, POLICY).days for day in days}

    expected = (28, 61)
    assert expected == (min(taken), max(taken))


def test_the_parcel_never_leaves_before_the_piece_is_there() -> None:
    """For every day of delivery: arrival ≤ cut-off ≤ dispatch < return."""
    for number in range((LAST - FIRST).days + 1):
        schedule = schedule_for(FIRST + timedelta(days=number), POLICY)
        assert schedule.cutoff is not None
        assert schedule.arrives <= schedule.cutoff <= schedule.dispatch < schedule.back


def test_rolled_back_the_parcel_waits_for_the_piece() -> None:
    """Rolled back, for every day of delivery: arrival ≤ cut-off = dispatch < return."""
    policy = policy_with([{"at": "dispatch.roll", "value": "back"}]).on(FIRST)

    for number in range((date(2028, 10, 31) - FIRST).days + 1):
        schedule = schedule_for(FIRST + timedelta(days=number), policy)
        assert schedule.cutoff is not None
        assert schedule.arrives <= schedule.cutoff == schedule.dispatch < schedule.back


def test_a_later_delivery_is_never_back_earlier() -> None:
    """Days of return rise with days of delivery."""
    backs = [
        schedule_for(FIRST + timedelta(days=number), POLICY).back
        for number in range((LAST - FIRST).days + 1)
    ]

    assert sorted(backs) == backs


@pytest.mark.parametrize(("months", "expected"), [
    (0, "2026-06"), (1, "2026-07"), (6, "2026-12"), (7, "2027-01"), (19, "2028-01"),
    (-5, "2026-01"), (-6, "2025-12"), (-18, "2024-12"),
])  # fmt: skip
def test_batches_follow_each_other(months: int, expected: str) -> None:
    """Later and earlier batches cross the ends of years."""
    assert expected == str(Batch(2026, 6).later(months))


def test_batches_are_in_order_of_time() -> None:
    """Batches compare by time."""
    assert batch_for(date(2025, 12, 31)) < batch_for(date(2026, 1, 1)) < batch_for(date(2026, 2, 1))


def test_a_named_batch_overrules_the_day() -> None:
    """A piece given to a later batch has the dispatch and return of that batch."""
    schedule = schedule_for(date(2026, 5, 20), POLICY, Batch(2026, 6))

    assert ("2026-06", date(2026, 6, 30), date(2026, 7, 31)) == (
        str(schedule.batch), schedule.dispatch, schedule.back,
    )  # fmt: skip


@pytest.mark.parametrize(("day", "roll", "expected"), [
    (date(2026, 5, 31), Roll.FORWARD, date(2026, 6, 1)),
    (date(2026, 5, 31), Roll.BACK, date(2026, 5, 29)),
    (date(2026, 6, 30), Roll.FORWARD, date(2026, 6, 30)),
    (date(2026, 6, 30), Roll.BACK, date(2026, 6, 30)),
    (date(2026, 5, 3), Roll.FORWARD, date(2026, 5, 7)),   # Golden Week with its substitute
    (date(2026, 5, 6), Roll.BACK, date(2026, 5, 1)),
    (date(2026, 9, 23), Roll.BACK, date(2026, 9, 18)),    # a day between two holidays is one
    (date(2024, 12, 28), Roll.FORWARD, date(2025, 1, 6)),
    (date(2026, 8, 16), Roll.BACK, date(2026, 8, 12)),
])  # fmt: skip
def test_open_days(day: date, roll: Roll, expected: date) -> None:
    """The open day of a closed day is the nearest one forward or back; of an open day, itself."""
    assert expected == open_day(day, POLICY, roll)


@pytest.mark.parametrize(("arrives", "year"), [
    (date(2023, 12, 31), "2023"), (date(2028, 12, 1), "2029"), (date(2029, 1, 1), "2029"),
])  # fmt: skip
def test_unknown_years_are_named(arrives: date, year: str) -> None:
    """A day on the way beyond the calendar raises an error that names the year to add."""
    with pytest.raises(PolicyError, match=f"Add the year {year} to the calendar") as caught:
        schedule_for(arrives, POLICY)

    assert f"calendar.national.{year}" == caught.value.problems[0].field
