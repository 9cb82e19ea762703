"""Formulas: arithmetic, joined text, comparisons, references to single cells, and pictures.

Any other formula is not evaluated: a request for its value gets 501.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.hyperlinks import linked

_SHOWN = {"REF": "#REF!", "VALUE": "#VALUE!", "DIVIDE_BY_ZERO": "#DIV/0!"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """The error value of a formula: an ErrorType of Google's and a reason."""

    kind: str
    message: str = ""

    @property
    def shown(self) -> str:
        """The text in the cell: ``#REF!``."""
        return _SHOWN[self.kind]


LOST = Mistake("REF", "Reference does not exist.")
Value: TypeAlias = str | int | float | bool | Mistake | None
Lookup: TypeAlias = Callable[[str | None, str], Value]
"""Returns the value of a cell; its tab is None where the formula names none."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)
    | "(?P<text>(?:[^"]|"")*)"
    | (?:(?:'(?P<tab>(?:[^']|'')+)'|(?P<plain>\w+))!)?(?P<cell>\$?[A-Za-z]{1,3}\$?\d+)(?![\w(:])
    | (?P<lost>\#REF!)
    | (?P<truth>TRUE|FALSE)(?![\w(])
    | (?P<today>TODAY)\(\)
    | (?P<sign><>|<=|>=|[-+*/^&=<>()%])
    )""",
    re.VERBOSE | re.IGNORECASE,
)


_IMAGE = re.compile(r'=\s*IMAGE\("[^"]*"\)\s*', re.IGNORECASE)
"""A picture; its cell has no value, by assumption."""


@dataclass(frozen=True, slots=True)
class _Token:
    """One word or sign of a formula; `tab` is that of a cell that names one."""

    kind: str
    text: str
    tab: str | None = None


class _StopError(Exception):
    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake


def work_out(formula: str, lookup: Lookup) -> Value:
    """Return the value of `formula`, which begins with ``=``.

    Raises:
        NotAnsweredError: If it is not one of those that this tool works out.
    """
    if _IMAGE.fullmatch(formula):
        return None
    if link := linked(formula):
        return link[1]
    try:
        reader = _Reader(list(_tokens(formula)), lookup)
        value = reader.comparison()
    except _StopError as stop:
        return stop.mistake
    except ZeroDivisionError:
        return Mistake("DIVIDE_BY_ZERO", "Division by zero.")
    except (IndexError, OverflowError, TypeError) as error:
        raise _unknown(formula) from error
    if not reader.at_end:
        raise _unknown(formula)
    return value


def _unknown(formula: str) -> NotAnsweredError:
    return NotAnsweredError(f"the formula {formula}")


def _tokens(formula: str) -> Iterator[_Token]:
    position = 1
    while formula[position:].strip():
        match = _TOKEN.match(formula, position)
        if not match:
            raise _unknown(formula)
        position = match.end()
        kind = match.lastgroup or ""
        if match["cell"]:
            tab = match["tab"].replace("''", "'") if match["tab"] else match["plain"]
            yield _Token("cell", match["cell"], tab)
        elif match["text"] is not None:
            yield _Token("text", match["text"].replace('""', '"'))
        else:
            yield _Token(kind, match[kind])


class _Reader:
    """Reads tokens, operators that bind less before those that bind more."""

    def __init__(self, tokens: list[_Token], lookup: Lookup) -> None:
        self._tokens, self._lookup, self._at = tokens, lookup, 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._tokens)

    def comparison(self) -> Value:
        left = self._joined()
        while sign := self._sign("=", "<>", "<", ">", "<=", ">="):
            left = _compared(sign, left, self._joined())
        return left

    def _joined(self) -> Value:
        left = self._sum()
        while self._sign("&"):
            left = _text(left) + _text(self._sum())
        return left

    def _sum(self) -> Value:
        left = self._product()
        while sign := self._sign("+", "-"):
            right = _number(self._product())
            left = _number(left) + (right if sign == "+" else -right)
        return left

    def _product(self) -> Value:
        left = self._power()
        while sign := self._sign("*", "/"):
            right = _number(self._power())
            left = _number(left) * right if sign == "*" else _number(left) / right
        return left

    def _power(self) -> Value:
        left = self._one()
        while self._sign("^"):
            left = float(_number(left) ** _number(self._one()))
        while self._sign("%"):
            left = _number(left) / 100
        return left

    def _one(self) -> Value:
        if sign := self._sign("-", "+"):
            value = self._one()
            return -_number(value) if sign == "-" else value
        if self._sign("("):
            value = self.comparison()
            if not self._sign(")"):
                raise IndexError
            return value
        token = self._tokens[self._at]
        self._at += 1
        match token.kind:
            case "number":
                return float(token.text) if set(token.text) & set(".eE") else int(token.text)
            case "text":
                return token.text
            case "lost":
                raise _StopError(LOST)
            case "today":
                return (date.today() - date(1899, 12, 30)).days
            case "truth":
                return token.text.upper() == "TRUE"
            case "cell":
                return _passed(self._lookup(token.tab, token.text))
        raise IndexError

    def _sign(self, *signs: str) -> str | None:
        if self.at_end:
            return None
        token = self._tokens[self._at]
        if token.kind != "sign" or token.text not in signs:
            return None
        self._at += 1
        return token.text


def _passed(value: Value) -> Value:
    if isinstance(value, Mistake):
        raise _StopError(value)
    return value


def _number(value: Value) -> float | int:
    value = _passed(value)
    if value is None:
        return 0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise _StopError(Mistake("VALUE", "A number was expected.")) from None
    assert not isinstance(value, Mistake)
    return value


def _text(value: Value) -> str:
    value = _passed(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _compared(sign: str, left: Value, right: Value) -> bool:
    first, second = rank(_passed(left)), rank(_passed(right))
    return {
        "=": first == second,
        "<>": first != second,
        "<": first < second,
        ">": first > second,
        "<=": first <= second,
        ">=": first >= second,
    }[sign]


def rank(value: Value) -> tuple[int, float, str]:
    """Return what values are ordered by: numbers, then text, then FALSE and TRUE, then errors.

    An empty cell counts as zero.
    """
    if isinstance(value, Mistake):
        return (3, 0, value.shown)
    if isinstance(value, bool):
        return (2, value, "")
    return (1, 0, value.casefold()) if isinstance(value, str) else (0, value or 0, "")
