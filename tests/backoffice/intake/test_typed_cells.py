"""Cells as people type them: each is parsed, blank or unclear, and raises no other error."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.intake.blank_or_unread import Unclear
from backoffice.intake.ticket_numbers import read_ticket
from backoffice.intake.typed_amounts import LARGEST, read_amount
from backoffice.intake.typed_choices import read_choice
from backoffice.intake.typed_counts import NO_TICKS, TICKS, read_count
from backoffice.intake.typed_days import SLACK, DayOfYear, read_day
from backoffice.intake.typed_texts import read_text
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.snapshot import EPOCH
from estimator.policy.currency import Currency
from estimator.policy.file import load_policy
from estimator.policy.model import Label
from tests.tools.casebook import cases_in

CASES = cases_in("typed_in.toml")
TODAY = date(2026, 6, 10)
FRANCS = Currency(code="CHF", digits=2, written=Label(en="Fr. {}", ja="{}スイスフラン"))
CURRENCIES = {"JPY": load_policy().undated.currency, "CHF": FRANCS}
CHOICES = {column.key: column.choices for column in ticket_columns(load_policy().undated)}


TOKYO = ZoneInfo("Asia/Tokyo")


def day_read(cell, today, zone=TOKYO, epoch=EPOCH):
    """Return the day of a cell where no other fact of its ticket decides the year."""
    day = read_day(cell, zone, epoch)
    return day.newest(today) if isinstance(day, DayOfYear) else day


def reader(kind, **case):
    """Return the reader of a kind of cell, with what a case says of its column."""
    zone = ZoneInfo(case.get("zone", "Asia/Tokyo"))
    today, epoch = case.get("today", TODAY), case.get("epoch", EPOCH)
    currency = CURRENCIES[case.get("currency", "JPY")]
    most, sign = case.get("most", 99), case.get("sign", "")
    choices = CHOICES[case.get("list", "material")]
    return {
        "day": partial(day_read, today=today, zone=zone, epoch=epoch),
        "amount": partial(read_amount, currency=currency),
        "count": partial(read_count, most=most, sign=sign),
        "choice": partial(read_choice, choices=choices),
        "text": read_text,
        "ticket": read_ticket,
    }[kind]


KINDS = ["day", "amount", "count", "choice", "text", "ticket"]


def parsed(case):
    """Return what a case gives, in the form of the case."""
    read = reader(**case)
    try:
        value = read(case["typed"])
    except Unclear as unclear:
        return {"unclear": unclear.code} | (_near(unclear, case) if "near" in case else {})
    return {"blank": True} if value is None else {"gives": value}


def _near(unclear, case):
    return {"near": unclear.near.in_(case.get("language", "en")) if unclear.near else ""}


def name_of(case):
    typed = str(case["typed"]).encode("unicode_escape").decode()
    return f"{case['kind']} {typed}"


@pytest.mark.parametrize("case", CASES, ids=map(name_of, CASES))
def test_a_cell(case):
    """Each cell is parsed, blank or unclear as the case says."""
    expected = {key: case[key] for key in ("gives", "blank", "unclear", "near") if key in case}

    assert expected == parsed(case)


def test_a_very_long_text_is_kept():
    """A long note is kept in full, and a long cell of any other kind is unclear."""
    long = "長い話 " * 20_000

    assert long.strip() == read_text(long)
    for kind in ("day", "amount", "count", "choice", "ticket"):
        with pytest.raises(Unclear):
            reader(kind)("9" * 50_000)


CELLS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789０１２/-.,:年月日令和Rr元円¥ 　x×✓⑨፩²", max_size=14),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize("kind", KINDS)
@given(cell=CELLS, today=st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_cell_raises_no_other_error(kind, cell, today):
    """Any cell is a value of its kind, a blank or unclear."""
    try:
        value = reader(kind, today=today)(cell)
    except Unclear:
        return

    wanted = {"day": date, "amount": int, "count": int}.get(kind, str)
    assert value is None or type(value) is wanted


ERAS = {"令和": (date(2019, 5, 1), 2018), "平成": (date(1989, 1, 8), 1988)}


def days_written(day):
    """Return the ways to write a day with its year."""
    yield from (
        str(day),
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    )
    yield from (f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}", f"{day:%A, %d %b %Y}")
    yield from (f"{day} 23:59", datetime.combine(day, time(23, 59)), day)
    yield from ((day - date(1899, 12, 30)).days, float((day - date(1899, 12, 30)).days))
    wide = str(day).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    yield from (wide, f"{wide}（{'月火水木金土日'[day.weekday()]}）", f" {wide}　")
    year = day.year - 2018
    yield from (f"令和{year}年{day.month}月{day.day}日", f"R{year}.{day.month}.{day.day}")


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_a_day_written_any_way_reads_back(day):
    """Every way of writing a day gives that day."""
    assert {day} == {read_day(written, TOKYO) for written in days_written(day)}


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(-SLACK.days, 357))
def test_a_day_without_a_year_is_the_newest_that_has_been(day, ago):
    """Month and day give the day itself, from a few days ahead to almost a year ago."""
    today = day + timedelta(days=ago)

    assert {day} == {
        day_read(written, today)
        for written in (f"{day.month}月{day.day}日", f"{day.month}/{day.day}", f"{day:%d %b}")
    }


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(0, 364))
def test_a_day_without_a_year_follows_another(first, after):
    """The first such day on or after a known day is the day itself, within a year."""
    day = first + timedelta(days=after)

    assert day == DayOfYear(day.month, day.day).from_(first)


@given(st.integers(0, LARGEST))
def test_an_amount_written_any_way_reads_back(amount):
    """Currency symbols, separators, widths and spaces do not change an amount."""
    wide = f"￥{amount:,}－".translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    ways = [
        amount,
        float(amount),
        str(amount),
        f"{amount:,}",
        f"¥{amount:,}-",
        f"{amount} 円",
        wide,
    ]

    assert {amount} == {read_amount(written, CURRENCIES["JPY"]) for written in ways}


@given(st.integers(0, LARGEST))
def test_an_amount_with_cents_reads_back(cents):
    """Two decimals are cents, in a number and in a text."""
    written = f"{cents // 100}.{cents % 100:02}"

    ways = (written, float(written), f"{written} CHF", f"Fr. {written}")

    assert {cents} == {read_amount(way, FRANCS) for way in ways}


@given(st.integers(0, 99))
def test_a_count_written_any_way_reads_back(count):
    """A count is the same with a counter word behind it, with spaces or characters nobody sees."""
    ways = [count, float(count), str(count), f"{count}石", f" {count} 個", chr(0x200B) + str(count)]

    assert {count} == {read_count(written, 99) for written in ways}


def test_every_tick_is_one_and_every_dash_none():
    """Each of TICKS gives 1 and each of NO_TICKS 0."""
    assert {1} == {read_count(tick, 1) for tick in TICKS}
    assert {0} == {read_count(tick, 1) for tick in NO_TICKS}


@given(st.integers(0, 10**9 - 1))
def test_a_ticket_number_written_any_way_reads_back(number):
    """Zeros, hyphen, case and width may differ."""
    ways = [f"R-{number:05}", f"r{number}", f"Ｒ－{number}"]

    assert {f"R-{number:05}"} == {read_ticket(written) for written in ways}


@pytest.mark.parametrize("key", [key for key, choices in CHOICES.items() if choices])
def test_every_choice_is_found_by_all_its_names(key):
    """Code, English and Japanese name of a choice give its code, whatever the case."""
    for choice in CHOICES[key]:
        names = [choice.code, choice.label.en, choice.label.ja, choice.label.en.upper()]

        assert {choice.code} == {read_choice(name, CHOICES[key]) for name in names}
