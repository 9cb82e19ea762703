"""The calendar of closed days, compared with two libraries."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import jpholiday
import pytest

from estimator.policy.file import load_policy
from estimator.policy.model import Policy
from estimator.rules.open_days import is_open
from tests.tools import closed_days
from tests.tools.casebook import policy_called

CALENDAR = load_policy().undated.calendar
YEARS = range(CALENDAR.first.year, CALENDAR.last.year + 1)
POLICY = load_policy().on(CALENDAR.first)
WATCH = policy_called("watch.toml").on(date(2026, 6, 1))


def in_year(year: int) -> set[date]:
    """Return the national holidays that the policy knows in `year`."""
    return {day for day in CALENDAR.national if day.year == year}


@pytest.mark.parametrize("year", YEARS)
def test_a_second_library_agrees(year: int) -> None:
    """A second library, `jpholiday`, gives the same national holidays."""
    assert {day for day, _ in jpholiday.year_holidays(year)} == in_year(year)


def test_the_years_of_the_calendar() -> None:
    """The calendar covers 2024 to 2028, from the first day to the last."""
    expected = (date(2024, 1, 1), date(2028, 12, 31))

    assert expected == (CALENDAR.first, CALENDAR.last)


def test_no_closed_run_is_longer_than_nine_days() -> None:
    """The shop is closed for nine days in a row at most."""
    longest = run = 0
    day = CALENDAR.first
    while day <= CALENDAR.last:
        run = 0 if is_open(day, POLICY) else run + 1
        longest = max(longest, run)
        day += timedelta(days=1)

    assert longest == 9  # 28 December 2024 to 5 January 2025


@pytest.mark.parametrize(("policy", "day", "expected"), [
    (POLICY, date(2026, 6, 1), True),      # a Monday
    (POLICY, date(2026, 6, 6), False),     # a Saturday
    (POLICY, date(2026, 6, 7), False),     # a Sunday
    (POLICY, date(2026, 4, 29), False),    # Showa Day
    (POLICY, date(2026, 4, 30), True),     # in Golden Week, but no holiday
    (POLICY, date(2026, 5, 6), False),     # a substitute holiday
    (POLICY, date(2026, 8, 12), True),     # between Mountain Day and Obon
    (POLICY, date(2026, 8, 13), False),    # Obon
    (POLICY, date(2026, 9, 22), False),    # a day between two holidays
    (POLICY, date(2026, 12, 28), True),
    (POLICY, date(2026, 12, 29), False),   # New Year
    (POLICY, date(2024, 1, 3), False),
    (POLICY, date(2024, 1, 4), True),
    (WATCH, date(2026, 6, 6), True),      # a Saturday
    (WATCH, date(2026, 6, 7), False),     # a Sunday
    (WATCH, date(2026, 6, 8), False),     # a Monday
    (WATCH, date(2026, 5, 14), False),    # a Swiss holiday
    (WATCH, date(2026, 2, 11), True),     # a Japanese one
    (WATCH, date(2026, 7, 25), False),    # the works holiday
])  # fmt: skip
def test_open_or_closed(policy: Policy, day: date, expected: bool) -> None:
    """Weekends, national holidays, Obon and New Year are closed, other days open; another policy has its own."""
    assert expected == is_open(day, policy)


def test_the_command_writes_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked for another year, the command writes it and knows it from then on; the years of the policy are as it writes them."""
    policy = tmp_path / "policy.toml"
    before = closed_days.POLICY.read_text(encoding="utf-8")
    policy.write_text(before, encoding="utf-8")
    monkeypatch.setattr(closed_days, "POLICY", policy)

    longer = ["--years", str(YEARS[0]), str(YEARS[-1] + 1)]
    assert (1, 0, 0) == (
        closed_days.main([*longer, "--check"]),
        closed_days.main(longer),
        closed_days.main(["--check"]),
    )
    assert date(YEARS[-1] + 1, 12, 31) == load_policy(policy).undated.calendar.last
    closed_days.main(["--years", str(YEARS[0]), str(YEARS[-1])])
    assert before == policy.read_text(encoding="utf-8")
    capsys.readouterr()
