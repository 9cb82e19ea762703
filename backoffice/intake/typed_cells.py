"""What people type, understood: one function for each kind of cell.

Each returns the value, None for a blank, or raises `Unclear` with a code for which
`backoffice.intake.problems` has the words.  Nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import cache

from backoffice.intake.problems import ProblemCode
from backoffice.sheet.headings import Choice
from backoffice.sheet.seals import plain
from backoffice.sheet.snapshot import Cell
from estimator.policy.model import Currency

TICKS = frozenset(
    {
        "✓",
        "✔",
        "☑",
        "✅",
        "○",
        "◯",
        "〇",
        "⭕",
        "◎",
        "●",
        "レ",
        "x",
        "true",
        "yes",
        "有",
        "有り",
        "あり",
        "はい",
    }
)
"""Signs that mean *once*.  NFKC turns half and full width into one form first."""

NO_TICKS = frozenset(
    {"-", "ー", "―", "—", "☐", "□", "0", "false", "no", "なし", "無", "無し", "いいえ"}
)

CROSSES = frozenset({"×", "✕", "✖", "✗", "✘", "☓", "❌"})
"""In Japan a cross says no, elsewhere it ticks a box."""

_LEAP = 2000  # a year that has every day
_MORE_SIGNS = {"JPY": ("¥", "円", "yen")}
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
_APART = re.compile(r"\d\s+\d")
_THOUSANDS = re.compile(r"\D*\d{1,3}(\s\d{3})+\D*")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_COUNT = re.compile(r"[x×]?(\d{1,9})(?:石|個|点|本|つ|箇所|回|x|pcs)?")
_TICKET = re.compile(r"([a-z]+)-?0*(\d{1,9})")
_SIMPLE = re.compile(r"[!-\"$-~](?: ?[!-~])*")  # words of ASCII, one space between them
_WIDTHS = re.compile(r"[\uff00-\uffef]+")
_ERRORS = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|ERROR!)")
_UNSEEN = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_UNSEEN_SIGNS = re.compile(f"[{_UNSEEN}]")
_BLANKS = "".join(map(chr, filter(lambda code: chr(code).isspace(), range(0x3001)))) + _UNSEEN

LARGEST = 10**9
"""An amount above this is a typing error."""

SLACK = timedelta(days=7)
"""A day without a year may lie so far ahead: typed early or wrongly, it is told as in the future.
Further ahead it is taken for last year's: what staff write down has happened."""

_YEAR = timedelta(days=365)


class Unclear(Exception):  # noqa: N818  a value that travels, not a failure of ours
    """A cell that cannot be understood.

    Attributes:
        code: Which words tell it.
        near: What may have been meant; empty if nothing comes near.
    """

    def __init__(self, code: ProblemCode, near: str = "") -> None:
        self.code = code
        self.near = near
        super().__init__(code)


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


def is_blank(cell: Cell) -> bool:
    """Return whether nothing is typed: empty, or only spaces and signs that nobody sees."""
    return cell is None or (isinstance(cell, str) and not cell.strip(_BLANKS))


def read_text(cell: Cell) -> str | None:
    """Return a text on one line, half-width kana and full-width digits in their usual form."""
    if is_blank(cell):
        return None
    if isinstance(cell, str) and _SIMPLE.fullmatch(cell):  # a third of the time of what follows
        return cell
    _refuse_error(cell)
    text = " ".join(_UNSEEN_SIGNS.sub("", plain(cell)).split())
    return _WIDTHS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


def read_ticket(cell: Cell) -> str | None:
    """Return a ticket number as the docket pad writes it: ``r101`` is ``R-00101``."""
    text = _plain(cell)
    if not text:
        return None
    found = _TICKET.fullmatch(text)
    if not found or _is_apart(cell):
        raise Unclear(ProblemCode.TICKET)
    return f"{found[1].upper()}-{int(found[2]):05}"


def read_amount(cell: Cell, currency: Currency) -> int | None:
    """Return an amount in smallest units of `currency`; its own signs and no others may stand there."""
    if is_blank(cell):
        return None
    if isinstance(cell, (bool, date, timedelta)):
        raise Unclear(ProblemCode.AMOUNT)
    if isinstance(cell, (int, float)):
        unit: int = 10**currency.digits
        scaled = cell * unit
        if not abs(scaled) <= LARGEST or abs(scaled - round(scaled)) > 1e-6 or scaled < 0:
            raise Unclear(ProblemCode.AMOUNT)
        return round(scaled)
    found = _amounts_in(currency).fullmatch(_plain(cell))
    if not found or (_is_apart(cell) and not _THOUSANDS.fullmatch(str(cell).strip())):
        raise Unclear(ProblemCode.AMOUNT)
    decimals = (found[2] or ".")[1:].rstrip("0")
    if len(decimals) > currency.digits:
        raise Unclear(ProblemCode.AMOUNT)
    amount = int(found[1].replace(",", "") + decimals.ljust(currency.digits, "0"))
    if amount > LARGEST:
        raise Unclear(ProblemCode.AMOUNT)
    return amount


@cache
def _amounts_in(currency: Currency) -> re.Pattern[str]:
    """Return what an amount looks like: with the currency's code or the signs of its policy."""
    signs = {currency.code, *_MORE_SIGNS.get(currency.code, ())}
    for written in (currency.written.en, currency.written.ja):
        signs |= {*written.split("{}")}
    either = "|".join(sorted(re.escape(sign) for each in signs if (sign := _plain(each))))
    return re.compile(
        rf"(?:{either})?(\d{{1,3}}(?:,\d{{3}})+|\d{{1,15}})(\.\d{{1,15}})?(?:{either})?-?"
    )


def read_count(cell: Cell, most: int) -> int:
    """Return how often a service is wanted: a number, or a tick for once; 0 for a blank."""
    if is_blank(cell):
        return 0
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, (date, timedelta)):
        raise Unclear(ProblemCode.COUNT)
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else _plain(cell)
    if text in TICKS:
        return 1
    if text in NO_TICKS:
        return 0
    if text in CROSSES:
        raise Unclear(ProblemCode.CROSS)
    found = _COUNT.fullmatch(text)
    if not found or _is_apart(cell):
        raise Unclear(ProblemCode.COUNT)
    if int(found[1]) > most:
        raise Unclear(ProblemCode.COUNT_MOST if most > 1 else ProblemCode.COUNT_ONCE)
    return int(found[1])


def read_choice(cell: Cell, choices: Sequence[Choice], language: str) -> str | None:
    """Return the code of one of `choices`, typed as its word in either language or as its code."""
    text = _plain(cell)
    if not text:
        return None
    names = {_key(name): choice for choice in choices for name in _names(choice)}
    if _key(text) in names:
        return names[_key(text)].code
    near = get_close_matches(_key(text)[:60], list(names), n=1)
    raise Unclear(ProblemCode.CHOICE, names[near[0]].label.in_(language) if near else "")


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
    words = _WEEKDAY.sub("", _plain(day))
    if _is_apart(day) and not re.search("[a-z]", words):
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


def _plain(cell: Cell) -> str:
    """Return text in one width, small, without spaces."""
    if is_blank(cell):
        return ""
    _refuse_error(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    seen = _UNSEEN_SIGNS.sub("", str(cell)).replace("\ufe0f", "")  # that sign makes ✔ an emoji
    words = unicodedata.normalize("NFKC", seen).casefold()
    return "".join(words.split()).replace("−", "-").replace("‐", "-").replace("–", "-")


def _is_apart(cell: Cell) -> bool:
    """Return whether two numbers stand in the cell: put together they would be a third."""
    return isinstance(cell, str) and _APART.search(cell) is not None


def _refuse_error(cell: Cell) -> None:
    if isinstance(cell, str) and _ERRORS.fullmatch(cell.strip()):
        raise Unclear(ProblemCode.ERROR)


def _names(choice: Choice) -> tuple[str, str, str]:
    return choice.code, choice.label.en, choice.label.ja


def _key(name: str) -> str:
    return re.sub(r"[\s\-_・]", "", unicodedata.normalize("NFKC", name).casefold())
