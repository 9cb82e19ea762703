"""The second, strict reading of days: every way to split off a time of day is tried."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.backoffice.intake.strict_reading import is_number, tokens

ERAS = {"令和": 2018, "レイワ": 2018, "r": 2018, "平成": 1988, "h": 1988}
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SHORT_WEEKDAYS = [name[:3] for name in WEEKDAYS]
WEEKDAY_NAMES = sorted([*WEEKDAYS, *SHORT_WEEKDAYS, "tues", "thur", "thurs"], key=len, reverse=True)
SIGNS_OF_DAYS = tuple("月火水木金土日")
ORDINALS = ("st", "nd", "rd", "th")
NO_OFFSET = "no offset"


def strict_day(text, zone):
    """Return a date, or (month, day) where no year was typed; None if it has no or two meanings."""
    found = set()
    for head, tail, iso in _splits(tokens(text)):
        time = _time_of_day(tail, iso)
        day = _calendar(_without_weekday(head)) if time else None
        if day and time == NO_OFFSET:
            found.add(day)
        elif day:
            found.add(None if isinstance(day, tuple) else _day_in(zone, day, *time))
    return found.pop() if len(found) == 1 else None


def _splits(runs):
    """Yield each split into a day and a time of day, and whether a T is between them."""
    yield runs, [], False
    for at in range(1, len(runs)):
        head, tail = runs[:at], runs[at:]
        if len(head) > 1 and head[-1] in (" ", "\n", ",", "t") and is_number(head[-2]):
            yield head[:-1], tail, head[-1] == "t"
        elif not is_number(head[-1]):
            yield head, tail, False


def _time_of_day(runs, iso):
    """Return NO_OFFSET, minutes since midnight with those of an offset, or None if it is no time."""
    if not runs:
        return NO_OFFSET
    if "時" in runs:
        return _hour(runs)
    if len(runs) < 3 or runs[1] != ":" or (start := _minutes(runs[0], runs[2])) is None:
        return None
    rest, seconds = runs[3:], runs[3:4] == [":"]
    if seconds:
        if len(rest) < 2 or _minutes("0", rest[1]) is None:
            return None
        rest = rest[2:]
        if rest[:1] == ["."]:
            rest = rest[2:] if len(rest) > 1 and is_number(rest[1]) else ["?"]
    return _offset(start, rest, iso, seconds)


def _hour(runs):
    runs = runs[2:] if runs[:2] in (["午", "前"], ["午", "後"]) else runs
    runs = runs[:-1] if runs[-1] == "頃" else runs
    if len(runs) not in (2, 4) or runs[1] != "時" or _minutes(runs[0], "00") is None:
        return None
    if len(runs) == 4 and not (runs[3] == "分" and _minutes("0", runs[2].zfill(2)) is not None):
        return None
    return NO_OFFSET


def _offset(start, rest, iso, seconds):
    text = "".join(rest)
    if text in ("", "am", "pm"):
        return NO_OFFSET
    if text == "z":
        return (start, 0) if start <= 24 * 60 else None
    window = _minutes(rest[1], rest[3]) if len(rest) == 4 and rest[2] == ":" else None
    if rest[0] in ("~", "〜"):
        return None if window is None else NO_OFFSET
    if rest[0] == "-" and window is not None and window > start and not seconds:
        return None if iso else NO_OFFSET
    if rest[0] not in ("+", "-") or (rest[0] == "-" and not (iso or seconds)):
        return None
    shape = [len(run) for run in text[1:].split(":")]
    digits = text[1:].replace(":", "")
    if shape not in ([2], [4], [2, 2]) or not is_number(digits) or start > 24 * 60:
        return None
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        return None
    return start, (hours * 60 + minutes) * (1 if rest[0] == "+" else -1)


def _minutes(hours, minutes):
    if not (is_number(hours) and is_number(minutes)) or len(hours) > 2 or len(minutes) != 2:
        return None
    return int(hours) * 60 + int(minutes) if int(hours) < 30 and int(minutes) < 60 else None


def _day_in(zone, day, minutes, offset):
    try:
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return (midnight + timedelta(minutes=minutes - offset)).astimezone(zone).date()
    except OverflowError:
        return None


def _without_weekday(runs):
    if len(runs) > 2 and runs[-3] == "(" and runs[-1] == ")":
        inner = runs[-2]
        return runs[:-3] if inner in SIGNS_OF_DAYS or inner[:3] in SHORT_WEEKDAYS else runs
    for length in (3, 2):
        ending = "".join(runs[-length:])
        if ending in [f"{sign}曜日"[:length] for sign in SIGNS_OF_DAYS]:
            return runs[:-length]
    for name in WEEKDAY_NAMES:
        if runs and runs[0].startswith(name):
            rest = [runs[0][len(name) :], *runs[1:]] if runs[0] != name else runs[1:]
            rest = rest[1:] if rest[:1] == ["."] else rest
            return rest[1:] if rest[:1] == [","] else rest
    return runs


def _calendar(runs):
    """Return what a day without time and weekday means."""
    text = "".join(runs)
    if len(runs) == 1 and is_number(text):
        return _packed(text)
    if runs and any("a" <= each <= "z" for each in text) and text[0] not in "rh":
        return _with_month_name(runs)
    for era, year in ERAS.items():
        if text.startswith(era) and not (era in "rh" and runs[0] != era):
            rest = runs[1 if era in "rh" else len(era) :]
            rest = rest[1:] if rest[:1] == ["."] else rest
            if rest[:1] == ["元"]:
                rest = ["1", *rest[1:]]
            if len(rest) >= 5 and is_number(rest[0]) and len(rest[0]) <= 2 and int(rest[0]) > 0:
                return _date(year + int(rest[0]), rest[1:])
            return None
    if len(runs) in (3, 4) and runs[1] in ("月", "/") and (len(runs) == 3 or runs[3] == "日"):
        return _month_and_day(runs[0], runs[2])
    if len(runs) == 5 and runs[1] == runs[3] == "/" and len(runs[4]) == 4:
        return _western(runs[0], runs[2], runs[4])
    if len(runs) in (5, 6) and is_number(runs[0]) and len(runs[0]) == 4:
        return _date(int(runs[0]), runs[1:])
    return None


def _date(year, rest):
    """Return a date from its year and what follows: separator, month, separator, day, perhaps 日."""
    if len(rest) not in (4, 5) or rest[0] not in tuple("年./-") or rest[2] not in tuple("月./-"):
        return None
    if len(rest) == 5 and rest[4] != "日":
        return None
    if not (is_number(rest[1]) and is_number(rest[3])) or max(map(len, (rest[1], rest[3]))) > 2:
        return None
    return _valid(year, int(rest[1]), int(rest[3]))


def _valid(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _packed(text):
    if len(text) == 8 and text.startswith("20"):
        return _valid(int(text[:4]), int(text[4:6]), int(text[6:]))
    if len(text) == 5:
        day = date(1899, 12, 30) + timedelta(days=int(text))
        return day if 2000 <= day.year < 2100 else None
    return None


def _month_and_day(month, day):
    if not (is_number(month) and is_number(day)) or max(len(month), len(day)) > 2:
        return None
    valid = _valid(2000, int(month), int(day))
    return (valid.month, valid.day) if valid else None


def _western(one, two, year):
    if not all(map(is_number, (one, two, year))) or max(len(one), len(two)) > 2:
        return None
    days = {_valid(int(year), int(one), int(two)), _valid(int(year), int(two), int(one))} - {None}
    return days.pop() if len(days) == 1 else None


def _with_month_name(runs):
    """Return the day that one of all ways to write it with a name of a month gives."""
    numbers = [run for run in runs if is_number(run)]
    if not 1 <= len(numbers) <= 2 or len(numbers[0]) > 2 or len(numbers[-1]) not in (1, 2, 4):
        return None
    day, *years = numbers
    for month, name in enumerate(MONTHS, 1):
        shortened = {name[:length] for length in range(3, len(name) + 1)}
        for word in shortened | ({"sept"} if month == 9 else set()):
            if runs in _written(day, word, years):
                year = int(years[0]) if years else None
                return _valid(year, month, int(day)) if year else _month_and_day(str(month), day)
    return None


def _written(day, word, years):
    """Return all ways to write a day, a name of a month and perhaps a year, as runs."""
    if years and len(years[0]) != 4:
        return []
    ways = []
    for ordinal in ("", *ORDINALS):
        for dot in ([], ["."]):
            for comma in ([], [","]):
                ways.append([day, ordinal + word, *dot, *comma, *years])
            for between in ([","], []) if ordinal else ([","], [" "]):
                after = [*between, *years] if years else []
                ways.append([word, *dot, day, *([ordinal] if ordinal else []), *after])
    return ways
