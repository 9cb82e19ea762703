"""Days as staff type them: with a year, or without one.

Readers of cells return the value, None for a blank, or raise `Unclear`.  Nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backoffice.intake.problems import ProblemCode
from backoffice.intake.texts import Unclear, is_apart, is_blank, normal_text
from backoffice.sheet.snapshot import Cell

_LEAP = 2000  # a year that has every day

_SERIAL_ZERO = date(1899, 12, 30)

_SERIALS = range(36526, 73051)  # 2000-01-01 to 2100-01-01

_ERAS = {"令和": 2018, "レイワ": 2018, "r": 2018, "平成": 1988, "h": 1988}

_ERA_DAY = re.compile(r"(令和|レイワ|平成|r|h)\.?(\d{1,2}|元)[年./-](\d{1,2})[月./-](\d{1,2})日?")

_FULL_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")

_PACKED_DAY = re.compile(r"(20\d\d)(\d\d)(\d\d)")

_SHORT_DAY = re.compile(r"(\d{1,2})[月/](\d{1,2})日?")

_WESTERN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

_WORDY_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?([a-z]{3,9})\.?,?(\d{4})?")

_WORDY_MONTH = re.compile(r"([a-z]{3,9})\.?(\d{1,2})(?:st|nd|rd|th)?,?(\d{4})?")

_CLOCK = re.compile(
    r"[tT\s]\s*\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?\s*([aApP][mM]|[zZ]|[+-]\d\d:?\d\d)?\s*$"
    r"|\s*(午前|午後)?\d{1,2}時(\d{1,2}分)?頃?\s*$"
)

_WEEKDAY = re.compile(
    r"\([月火水木金土日]\)|[月火水木金土日]曜日?$"
    r"|^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?|\((mon|tue|wed|thu|fri|sat|sun)[a-z]*\)$"
)

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

SLACK = timedelta(days=7)
"""A day without a year may lie so far ahead: typed early or wrongly, it is reported as in the future.
Further ahead it is taken for last year's: what staff write down has happened."""

_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day typed without its year."""

    month: int
    day: int

    def of(self, known: date) -> bool:
        """Return whether `known` is such a day."""
        return (self.month, self.day) == (known.month, known.day)

    def from_(self, first: date) -> date:
        """Return the first such day on or after `first`; within a year, or it is `Unclear`."""
        for year in (first.year, first.year + 1):
            try:
                found = date(year, self.month, self.day)
            except ValueError:  # 29 February
                continue
            if found >= first:
                return found
        raise Unclear(ProblemCode.DAY)

    def newest(self, today: date) -> date:
        """Return the newest such day, at most `SLACK` after `today`."""
        return self.from_(today + SLACK - _YEAR + timedelta(days=1))


def read_day(cell: Cell) -> date | DayOfYear | None:
    """Return a day; one without a year stays one: other facts of its ticket decide the year."""
    if is_blank(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (bool, timedelta)) or not isinstance(cell, (str, int, float)):
        raise Unclear(ProblemCode.DAY)
    if not isinstance(cell, str):
        return _from_number(cell)
    return _from_text(cell)


def _from_number(number: float) -> date | DayOfYear:
    if not abs(number) < 10**8:  # nor infinite, nor no number at all
        raise Unclear(ProblemCode.DAY)
    if int(number) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(number))
    if float(number).is_integer() and _PACKED_DAY.fullmatch(str(int(number))):
        return _from_text(str(int(number)))
    raise Unclear(ProblemCode.DAY)


def _from_text(text: str) -> date | DayOfYear:
    day = _CLOCK.sub("", text)
    words = _WEEKDAY.sub("", normal_text(day))
    if is_apart(day) and not re.search("[a-z]", words):
        raise Unclear(ProblemCode.DAY)
    if words.isdecimal() and len(words) == 5 and int(words) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(words))
    try:
        return _from_words(words)
    except ValueError:
        raise Unclear(ProblemCode.DAY) from None


def _from_words(words: str) -> date | DayOfYear:
    if found := _ERA_DAY.fullmatch(words):
        year = 1 if found[2] == "元" else int(found[2])
        return date(_ERAS[found[1]] + year, int(found[3]), int(found[4]))
    if found := _FULL_DAY.fullmatch(words) or _PACKED_DAY.fullmatch(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT_DAY.fullmatch(words):
        return _yearless(int(found[1]), int(found[2]))
    if found := _WESTERN_DAY.fullmatch(words):
        return _western(int(found[1]), int(found[2]), int(found[3]))
    if found := _WORDY_DAY.fullmatch(words):
        return _dated(found[2], int(found[1]), found[3])
    if found := _WORDY_MONTH.fullmatch(words):
        return _dated(found[1], int(found[2]), found[3])
    raise Unclear(ProblemCode.DAY)


def _dated(word: str, day: int, year: str | None) -> date | DayOfYear:
    month = next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)
    if month is None and word != "sept":
        raise Unclear(ProblemCode.DAY)
    month = month or 9
    return date(int(year), month, day) if year else _yearless(month, day)


def _western(one: int, two: int, year: int) -> date:
    """Return month/day/year or day/month/year, where only one of them can be."""
    if one <= 12 and two <= 12 and one != two:
        raise Unclear(ProblemCode.DAY_ORDER)
    return date(year, one, two) if one <= 12 else date(year, two, one)


def _yearless(month: int, day: int) -> DayOfYear:
    found = date(_LEAP, month, day)
    return DayOfYear(found.month, found.day)
