"""Days as staff type them: with a year or without one, as numbers of the book's own epoch, with a time in the shop's zone.

Readers of cells return the value, None for a blank, or raise `Unclear`.  Nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from backoffice.intake.blank_or_unread import Unclear, is_blank
from backoffice.intake.moments import split_time
from backoffice.intake.problems import ProblemCode
from backoffice.intake.typed_texts import normal_text
from backoffice.sheet.snapshot import EPOCH, Cell, FollowsToday, Link

_LEAP = 2000  # a year that has every day
_CENTURY = range(2000, 2100)  # a number that counts to another is no day
_ERAS = {"令和": 2018, "レイワ": 2018, "r": 2018, "平成": 1988, "h": 1988}
_ERA_DAY = re.compile(
    r"(令和|レイワ|平成|r|h)\.?(0?[1-9]|[1-9][0-9]|元)[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?"
)
_FULL_DAY = re.compile("([0-9]{4})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?")
_PACKED_DAY = re.compile("(20[0-9]{2})([0-9]{2})([0-9]{2})")
_SHORT_DAY = re.compile("([0-9]{1,2})[月/]([0-9]{1,2})日?")
_WESTERN_DAY = re.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_WORDY_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?([a-z]{3,9})\.?,?([0-9]{4})?")
_WORDY_MONTH = re.compile(r"([a-z]{3,9})\.?([0-9]{1,2})(st|nd|rd|th)?(?:(?(3),?|[, ])([0-9]{4}))?")
_WEEKDAY = re.compile(
    r"\([月火水木金土日]\)$|[月火水木金土日]曜日?$"
    r"|^(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\.?,?"
    r"|\((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\)$"
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
                candidate = date(year, self.month, self.day)
            except ValueError:  # 29 February
                continue
            if candidate >= first:
                return candidate
        raise Unclear(ProblemCode.DAY)

    def newest(self, today: date) -> date:
        """Return the newest such day, at most `SLACK` after `today`."""
        return self.from_(today + SLACK - _YEAR + timedelta(days=1))


def read_day(cell: Cell, zone: tzinfo, epoch: date = EPOCH) -> date | DayOfYear | None:
    """Return a day; one without a year has none yet: other facts of its ticket decide it.

    A time with an offset from UTC is a moment, and its day is the day in `zone`, the shop's.  Plain numbers
    count from `epoch`, day 0 of the book.
    """
    if is_blank(cell):
        return None
    if isinstance(cell, FollowsToday):
        raise Unclear(ProblemCode.FOLLOWS_TODAY)
    if isinstance(cell, datetime):
        return (cell.astimezone(zone) if cell.tzinfo else cell).date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (bool, timedelta)) or not isinstance(cell, (str, int, float)):
        raise Unclear(ProblemCode.DAY)
    if not isinstance(cell, str):
        return _from_number(cell, epoch)
    return _from_text(normal_text(cell), zone, epoch)


def _from_number(number: float, epoch: date) -> date | DayOfYear:
    if not abs(number) < 10**8:  # nor infinite, nor no number at all
        raise Unclear(ProblemCode.DAY)
    if day := day_counted(number, epoch):
        return day
    if float(number).is_integer() and _PACKED_DAY.fullmatch(str(int(number))):
        return _without_time(str(int(number)))
    raise Unclear(ProblemCode.DAY)


def day_counted(cell: Cell | Link, epoch: date) -> date | None:
    """Return the day of this century that a plain number counts to from `epoch`; None if none."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not 0 <= cell < 10**5:
        return None
    day = epoch + timedelta(days=int(cell))
    return day if day.year in _CENTURY else None


def _from_text(text: str, zone: tzinfo, epoch: date) -> date | DayOfYear:
    words, time = split_time(text)
    day = _without_time(words, epoch)
    if time is None:
        return day
    if isinstance(day, DayOfYear):  # whether the next day is another needs the year
        raise Unclear(ProblemCode.DAY)
    return time.day_in(zone, day)


def _without_time(text: str, epoch: date = EPOCH) -> date | DayOfYear:
    words = _WEEKDAY.sub("", text)
    # in a book with another epoch, nobody knows where a number in a text was copied from
    is_counted = epoch == EPOCH and re.fullmatch("[0-9]{5}", words)
    if is_counted and (day := day_counted(int(words), epoch)):
        return day
    try:
        return _from_words(words)
    except ValueError:
        raise Unclear(ProblemCode.DAY) from None


def _from_words(words: str) -> date | DayOfYear:
    if match := _ERA_DAY.fullmatch(words):
        year = 1 if match[2] == "元" else int(match[2])
        return date(_ERAS[match[1]] + year, int(match[3]), int(match[4]))
    if match := _FULL_DAY.fullmatch(words) or _PACKED_DAY.fullmatch(words):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _SHORT_DAY.fullmatch(words):
        return _yearless(int(match[1]), int(match[2]))
    if match := _WESTERN_DAY.fullmatch(words):
        return _western(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDY_DAY.fullmatch(words):
        return _dated(match[2], int(match[1]), match[3])
    if match := _WORDY_MONTH.fullmatch(words):
        return _dated(match[1], int(match[2]), match[4])
    raise Unclear(ProblemCode.DAY)


def _dated(word: str, day: int, year: str | None) -> date | DayOfYear:
    month = next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)
    if month is None:
        raise Unclear(ProblemCode.DAY)
    return date(int(year), month, day) if year else _yearless(month, day)


def _western(one: int, two: int, year: int) -> date:
    """Return month/day/year or day/month/year, where only one of them can be."""
    if one <= 12 and two <= 12 and one != two:
        raise Unclear(ProblemCode.DAY_ORDER)
    return date(year, one, two) if one <= 12 else date(year, two, one)


def _yearless(month: int, day: int) -> DayOfYear:
    in_leap_year = date(_LEAP, month, day)
    return DayOfYear(in_leap_year.month, in_leap_year.day)
