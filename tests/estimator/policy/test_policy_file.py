"""Reading the policy file: all mistakes reported with their paths, values by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from estimator.errors import PolicyError
from estimator.policy.file import POLICY_FILE, load_policy, policy_from, read_policy
from tests.tools.casebook import (
    CASES,
    policy_called,
    policy_with,
    table_of,
)

BROKEN = sorted(path.name for path in (CASES / "broken").glob("*.toml"))


@pytest.mark.parametrize("name", BROKEN)
def test_each_kind_of_mistake(name: str) -> None:
    """A mistake is reported with its path, what is wrong and what to do, in few lines, none of them twice."""
    case = table_of(f"broken/{name}")
    with pytest.raises(PolicyError) as caught:
        policy_with(case["change"], case.get("base", "policy.toml"))
    text = str(caught.value)
    lines = text.splitlines()

    assert case["says"] == [part for part in case["says"] if part in text], text
    assert len(lines) <= 12, lines
    assert all(": " in line and line.endswith((".", "?")) for line in lines), lines
    assert sorted(set(lines)) == sorted(lines)


def test_all_mistakes_come_back_at_once() -> None:
    """Several mistakes in one file are reported together."""
    changes = [
        change
        for name in ("fee_below_nothing", "clause_unknown", "weekday_unknown", "flag_as_text")
        for change in table_of(f"broken/{name}.toml")["change"]
    ]

    with pytest.raises(PolicyError) as caught:
        policy_with(changes)

    expected = {
        "services.refinish.fee[0].value",
        "services.clean.clause",
        "calendar.weekdays[0]",
        "handling.when_not_repairable",
    }
    assert expected == {problem.field for problem in caught.value.problems}


@pytest.mark.parametrize(("text", "says"), [
    ("format = ", "this is not TOML"),
    ("format = 1\n[shop\n", "line 2"),
    ("format = 1\nformat = 1\n", "this is not TOML"),
    ("a = " + "[" * 5000, "this is not TOML"),
    ("", "format: this is missing"),
])  # fmt: skip
def test_what_is_no_toml(text: str, says: str) -> None:
    """A file that is not TOML, or empty, is refused with the reason."""
    with pytest.raises(PolicyError) as caught:
        read_policy(text)

    assert says in str(caught.value)


@pytest.mark.parametrize("table", [None, 7, "policy", [], [{}]])
def test_what_is_no_table(table: object) -> None:
    """Data that is not a table is refused as such."""
    with pytest.raises(PolicyError, match="a table is needed here"):
        policy_from(table)


def test_another_encoding(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused with the position and what to do."""
    path = tmp_path / "policy.toml"
    path.write_bytes(POLICY_FILE.read_text(encoding="utf-8").encode("cp932", "replace"))

    with pytest.raises(PolicyError, match=r"is not UTF-8 at byte .*Save it as UTF-8"):
        load_policy(path)


def test_a_mark_at_the_start(tmp_path: Path) -> None:
    """A byte order mark at the start is accepted."""
    path = tmp_path / "policy.toml"
    path.write_text(POLICY_FILE.read_text(encoding="utf-8"), encoding="utf-8-sig")

    assert load_policy(path) == load_policy()


@pytest.mark.parametrize(("day", "year"), [
    (date(2023, 12, 31), 2023), (date(2029, 1, 1), 2029), (date(1, 1, 1), 1), (date.max, 9999),
])  # fmt: skip
def test_days_outside_the_calendar(day: date, year: int) -> None:
    """A day outside the calendar raises an error with the path and the year to add."""
    with pytest.raises(PolicyError) as caught:
        load_policy().on(day)

    problem = caught.value.problems[0]
    expected = (f"calendar.national.{year}", "calendar")
    assert expected == (problem.field, problem.code)
    assert f"not {day}. Add the year {year} to the calendar." in problem.message


@pytest.mark.parametrize(("entry", "path"), [
    ("handling.fee.0.from", "handling.fee"),
    ("tax.rate.0.from", "tax.rate"),
])  # fmt: skip
def test_before_a_value_everybody_pays(entry: str, path: str) -> None:
    """A day before the first handling fee or tax rate raises an error with the path to add to."""
    book = policy_with([{"at": entry, "value": date(2024, 6, 1)}])

    with pytest.raises(PolicyError, match="the first value begins on 2024-06-01") as caught:
        book.on(date(2024, 5, 31))

    assert path == caught.value.problems[0].field
    assert date(2024, 6, 1) == book.on(date(2024, 6, 1)).day


def test_a_service_not_offered_yet() -> None:
    """A service without a price on a day is not offered that day; the others are."""
    book = policy_with([{"at": "services.reshape.fee.0.from", "value": date(2027, 1, 1)}])

    before = [service.code for service in book.on(date(2026, 12, 31)).offered]
    after = [service.code for service in book.on(date(2027, 1, 1)).offered]

    assert [*before, "reshape"] == after


def test_a_day_is_resolved_once() -> None:
    """The policy of a day is the same object each time."""
    book = policy_called("policy.toml")

    assert book.on(date(2026, 6, 1)) is book.on(date(2026, 6, 1))


def test_list_prices() -> None:
    """The shop's prices with tax are those of ``tests/cases/list_prices.toml``."""
    policy = load_policy().on(date(2026, 6, 1))
    codes = [*policy.services, "handling"]
    with_tax = {
        code: policy.rates[code].value * (10_000 + policy.tax_rate) // 10_000 for code in codes
    }

    assert table_of("list_prices.toml") == with_tax
