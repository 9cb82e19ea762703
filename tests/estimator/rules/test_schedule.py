"""From delivery to return: batches, parcels, closed days, long holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from estimator.errors import PolicyError
from estimator.policy.model import Policy
from estimator.rules.notices import closed_on_arrival, just_missed
from estimator.rules.schedule import Batch, Schedule, schedule_for
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


def schedules(policy: Policy, last: date) -> list[Schedule]:
    """Return the schedule of every day of delivery up to `last`."""
    days = range((last - FIRST).days + 1)
    return [schedule_for(FIRST + timedelta(days=number), policy) for number in days]


def test_one_to_two_months() -> None:
    """For every day of delivery in the calendar, arrival to return takes 28 to 61 days."""
    taken = {schedule.days for schedule in schedules(POLICY, LAST)}

    assert (28, 61) == (min(taken), max(taken))


@pytest.mark.parametrize(("roll", "last"), [("forward", LAST), ("back", date(2028, 10, 31))])
def test_the_parcel_never_leaves_before_the_piece_is_there(roll: str, last: date) -> None:
    """For every day of delivery: arrival ≤ cut-off ≤ dispatch < return, and a later delivery is not back earlier.

    Rolled back, the cut-off is the day of dispatch.
    """
    every = schedules(policy_with([{"at": "dispatch.roll", "value": roll}]).on(FIRST), last)
    for one in every:
        assert one.cutoff is not None
        assert one.arrives <= one.cutoff <= one.dispatch < one.back
        assert roll == "forward" or one.cutoff == one.dispatch

    backs = [one.back for one in every]
    assert sorted(backs) == backs


@pytest.mark.parametrize(("months", "expected"), [
    (0, "2026-06"), (1, "2026-07"), (6, "2026-12"), (7, "2027-01"), (19, "2028-01"),
    (-5, "2026-01"), (-6, "2025-12"), (-18, "2024-12"),
])  # fmt: skip
def test_batches_follow_each_other(months: int, expected: str) -> None:
    """Later and earlier batches cross the ends of years."""
    assert expected == str(Batch(2026, 6).later(months))


def test_a_named_batch_overrules_the_day() -> None:
    """A piece given to a later batch has the dispatch and return of that batch."""
    schedule = schedule_for(date(2026, 5, 20), POLICY, Batch(2026, 6))

    assert ("2026-06", date(2026, 6, 30), date(2026, 7, 31)) == (
        str(schedule.batch), schedule.dispatch, schedule.back,
    )  # fmt: skip


@pytest.mark.parametrize(("arrives", "year"), [
    (date(2023, 12, 31), "2023"), (date(2028, 12, 1), "2029"), (date(2029, 1, 1), "2029"),
])  # fmt: skip
def test_unknown_years_are_named(arrives: date, year: str) -> None:
    """A day on the way beyond the calendar raises an error that names the year to add."""
    with pytest.raises(PolicyError, match=f"Add the year {year} to the calendar") as caught:
        schedule_for(arrives, POLICY)

    assert f"calendar.national.{year}" == caught.value.problems[0].field
