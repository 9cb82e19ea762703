"""Formulas: arithmetic, joined text, comparisons, references and five functions.

Every other formula shows ``#NAME?``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tests.emulator.problems import NotAnsweredError

_SHOWN = {
    "NAME": "#NAME?",
    "REF": "#REF!",
    "VALUE": "#VALUE!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """The error value of a formula: an ErrorType of Google's and a reason."""

    kind: str
    message: str = ""

    @property
    def shown(self) -> str:
        """The text in the cell: ``#NAME?``."""
        return _SHOWN[self.kind]


Value: TypeAlias = str | int | float | bool | Mistake | None
Lookup: TypeAlias = Callable[[str | None, str], list[Value]]
"""Returns the values of a range; its tab is None where the formula names none."""

UNKNOWN = Mistake("NAME", "The test stand-in does not work this formula out.")
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)
    | "(?P<text>(?:[^"]|"")*)"
    | (?:(?:'(?P<tab>(?:[^']|'')+)'|(?P<plain>\w+))!)?
      (?P<place>\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d*)?)(?![\w(])
    | (?P<name>[A-Za-z_][\w.]*)
    | (?P<sign><>|<=|>=|[-+*/^&=<>(),;%])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    """One word or sign of a formula; `tab` is that of a range that names one."""

    kind: str
    text: str
    tab: str | None = None


class _StopError(Exception):
    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake


def work_out(formula: str, lookup: Lookup) -> Value:
    """Return the value of `formula`, which begins with ``=``."""
    try:
        reader = _Reader(list(_tokens(formula[1:])), lookup)
        value = reader.comparison()
    except _StopError as stop:
        return stop.mistake
    except ZeroDivisionError:
        return Mistake("DIVIDE_BY_ZERO", "Division by zero.")
    except (IndexError, OverflowError):
        return UNKNOWN
    return value if reader.at_end else UNKNOWN


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if not match:
            raise _StopError(UNKNOWN)
        place = match.end()
        kind = match.lastgroup or ""
        if match["place"]:
            tab = match["tab"].replace("''", "'") if match["tab"] else match["plain"]
            yield _Token("place", match["place"], tab)
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
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "number":
            return float(token.text) if set(token.text) & set(".eE") else int(token.text)
        if token.kind == "text":
            return token.text
        if token.kind == "place":
            return _passed(self._lookup(token.tab, token.text)[0])
        if token.kind == "name":
            return self._name(token.text.upper())
        if token.text == "(":
            value = self.comparison()
            self._must(")")
            return value
        raise _StopError(UNKNOWN)

    def _name(self, name: str) -> Value:
        if not self._sign("("):
            if name in ("TRUE", "FALSE"):
                return name == "TRUE"
            raise _StopError(UNKNOWN)
        if name not in ("SUM", "COUNTA", "IF", "HYPERLINK", "CONCATENATE"):
            raise _StopError(Mistake("NAME", f"Unknown function: '{name}'."))
        arguments: list[list[Value]] = []
        while not self._sign(")"):
            arguments.append(self._argument())
            if not self._sign(",", ";"):
                self._must(")")
                break
        return _called(name, arguments)

    def _argument(self) -> list[Value]:
        token = self._tokens[self._at]
        following = self._tokens[self._at + 1].text if self._at + 1 < len(self._tokens) else ")"
        if token.kind == "place" and following in (",", ";", ")"):
            self._at += 1
            return self._lookup(token.tab, token.text)
        return [self.comparison()]

    def _sign(self, *signs: str) -> str | None:
        if self.at_end:
            return None
        token = self._tokens[self._at]
        if token.kind != "sign" or token.text not in signs:
            return None
        self._at += 1
        return token.text

    def _must(self, sign: str) -> None:
        if not self._sign(sign):
            raise _StopError(UNKNOWN)


def _called(name: str, arguments: list[list[Value]]) -> Value:
    flat = [value for argument in arguments for value in argument]
    if name == "SUM":
        numbers = [_passed(value) for value in flat]
        return sum(
            value for value in numbers if isinstance(value, int | float) and value is not True
        )
    if name == "COUNTA":
        return sum(value is not None for value in flat)
    if name == "CONCATENATE":
        return "".join(_text(value) for value in flat)
    if name == "HYPERLINK":
        return flat[1] if len(flat) > 1 else flat[0]
    if not 2 <= len(flat) <= 3:
        raise NotAnsweredError("IF with ranges or other than two or three arguments")
    return flat[1] if _passed(flat[0]) else (flat[2] if len(flat) == 3 else False)


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
