"""The policy file: every mistake named, every value dated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from estimator.errors import PolicyError
from estimator.policy.dated import DatedRates
from estimator.policy.file import POLICY_FILE, load_policy, policy_from, read_policy
from estimator.policy.model import Rate
from tests.tools.casebook import (
    CASES,
    changed,
    policy_called,
    policy_with,
    table_of,
)

BROKEN = sorted(path.name for path in (CASES / "broken").glob("*.toml"))


def problems_of(name: str) -> str:
    """Return what is said about the broken policy in the file `name`."""
    case = table_of(f"broken/{name}")
    with pytest.raises(PolicyError) as caught:
        policy_with(case["change"], case.get("base", "policy.toml"))
    return str(caught.value)


@pytest.mark.parametrize("name", BROKEN)
def test_each_kind_of_mistake(name: str) -> None:
    """A mistake is told with its path, what is wrong and what to do."""
    told = problems_of(name)

    assert table_of(f"broken/{name}")["says"] == [
        words for words in table_of(f"broken/{name}")["says"] if words in told
    ], told


@pytest.mark.parametrize("name", BROKEN)
def test_one_mistake_is_told_once(name: str) -> None:
    """A mistake draws no tail of others behind it: few lines, each a sentence with a path."""
    lines = problems_of(name).splitlines()

    assert len(lines) <= 12, lines
    assert all(": " in line and line.endswith((".", "?")) for line in lines), lines
    assert sorted(set(lines)) == sorted(lines)


def test_all_mistakes_come_back_at_once() -> None:
    """A file with many mistakes is corrected in one go, not one a day."""
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


@pytest.mark.parametrize("base", ["policy.toml", "watch.toml"])
def test_no_change_is_no_mistake(base: str) -> None:
    """Both sound policies stay sound; what the broken files say comes from their changes alone."""
    assert policy_from(table_of(base)) == policy_called(base)


def test_changes_leave_the_original_alone() -> None:
    """A change is made to a copy."""
    table = {"fee": [{"value": 700}]}

    assert {"fee": [{"value": 800}]} == changed(table, [{"at": "fee.0.value", "value": 800}])
    assert {"fee": [{"value": 700}]} == table


@pytest.mark.parametrize(("text", "says"), [
    ("format = ", "this is not TOML"),
    ("format = 1\n[shop\n", "line 2"),
    ("format = 1\nformat = 1\n", "this is not TOML"),
    ("a = " + "[" * 5000, "this is not TOML"),
    ("", "format: this is missing"),
])  # fmt: skip
def test_what_is_no_toml(text: str, says: str) -> None:
    """A file that is no TOML, or an empty one, is told as such, with the line where it helps."""
    with pytest.raises(PolicyError) as caught:
        read_policy(text)

    assert says in str(caught.value)


@pytest.mark.parametrize("table", [None, 7, "policy", [], [{}]])
def test_what_is_no_table(table: object) -> None:
    """Plain data that is no table is refused, not tripped over."""
    with pytest.raises(PolicyError, match="a table is needed here"):
        policy_from(table)


def test_another_encoding(tmp_path: Path) -> None:
    """A file saved by an old editor says what to do."""
    path = tmp_path / "policy.toml"
    path.write_bytes(POLICY_FILE.read_text(encoding="utf-8").encode("cp932", "replace"))

    with pytest.raises(PolicyError, match=r"is not UTF-8 at byte .*Save it as UTF-8"):
        load_policy(path)


def test_a_mark_at_the_start(tmp_path: Path) -> None:
    """The invisible mark that some editors put first does no harm."""
    path = tmp_path / "policy.toml"
    path.write_text(POLICY_FILE.read_text(encoding="utf-8"), encoding="utf-8-sig")

    assert load_policy(path) == load_policy()


def test_no_file_there(tmp_path: Path) -> None:
    """A wrong path is named, with the reason."""
    with pytest.raises(PolicyError, match=r"cannot be opened: No such file .*Check the path"):
        load_policy(tmp_path / "polcy.toml")


def test_a_folder_there(tmp_path: Path) -> None:
    """A folder is no policy file."""
    with pytest.raises(PolicyError, match="cannot be opened"):
        load_policy(str(tmp_path))


DATED = DatedRates((Rate(700, date(2024, 1, 1)), Rate(800, date(2026, 4, 1))))


@pytest.mark.parametrize(("day", "expected"), [
    (date(2023, 12, 31), None),
    (date(2024, 1, 1), 700),
    (date(2026, 3, 31), 700),
    (date(2026, 4, 1), 800),
    (date(2099, 1, 1), 800),
])  # fmt: skip
def test_dated_values(day: date, expected: int | None) -> None:
    """A value holds from its own first day to the day before the next."""
    rate = DATED.on(day)

    assert expected == (rate.value if rate else None)


def test_the_first_day_of_dated_rates() -> None:
    """The oldest value tells when anything was known at all."""
    assert date(2024, 1, 1) == DATED.first


@pytest.mark.parametrize(("day", "year"), [
    (date(2023, 12, 31), 2023), (date(2029, 1, 1), 2029), (date(1, 1, 1), 1), (date.max, 9999),
])  # fmt: skip
def test_days_outside_the_calendar(day: date, year: int) -> None:
    """A day before the first or after the last known is an error with the year to add."""
    with pytest.raises(PolicyError) as caught:
        load_policy().on(day)

    problem = caught.value.problems[0]
    expected = (f"calendar.national.{year}", "calendar")
    assert expected == (problem.field, problem.code)
    assert f"not {day}. Add the year {year} to the calendar." in problem.message


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2028, 12, 31)])
def test_the_ends_of_the_calendar(day: date) -> None:
    """The first and the last known day are known."""
    assert day == load_policy().on(day).day


@pytest.mark.parametrize(("place", "path"), [
    ("handling.fee.0.from", "handling.fee"),
    ("tax.rate.0.from", "tax.rate"),
])  # fmt: skip
def test_before_a_value_everybody_pays(place: str, path: str) -> None:
    """A day before the first handling fee or tax rate is refused with the path to add to."""
    book = policy_with([{"at": place, "value": date(2024, 6, 1)}])

    with pytest.raises(PolicyError, match="the first value begins on 2024-06-01") as caught:
        book.on(date(2024, 5, 31))

    assert path == caught.value.problems[0].field
    assert date(2024, 6, 1) == book.on(date(2024, 6, 1)).day


def test_a_service_not_offered_yet() -> None:
    """A service without a price on a day is not on that day's list; the others are."""
    book = policy_with([{"at": "services.reshape.fee.0.from", "value": date(2027, 1, 1)}])

    before = [service.code for service in book.on(date(2026, 12, 31)).offered]
    after = [service.code for service in book.on(date(2027, 1, 1)).offered]

    assert [*before, "reshape"] == after


def test_a_day_is_resolved_once() -> None:
    """The policy of a day is made once, however often it is asked for."""
    book = policy_called("policy.toml")

    assert book.on(date(2026, 6, 1)) is book.on(date(2026, 6, 1))


def test_the_shop_is_as_promised() -> None:
    """Prices with tax, as the page shows them: ① 770 … ⑧ 2,200, handling 990."""
    policy = load_policy().on(date(2026, 6, 1))
    codes = [*policy.services, "handling"]
    with_tax = [policy.rates[code].value * (10_000 + policy.tax_rate) // 10_000 for code in codes]

    expected = [770, 330, 990, 550, 1980, 1650, 990, 2200, 990]
    assert expected == with_tax


def test_the_domain_of_the_contact() -> None:
    """The domain that customers let through is that of the contact."""
    assert load_policy().undated.shop.domain == "aujour.example"


def test_a_tax_exempt_seller_has_no_rate() -> None:
    """No tax is no tax line and a rate of nothing."""
    policy = policy_called("watch.toml").on(date(2026, 6, 1))

    assert policy.tax is None
    assert policy.tax_rate == 0
