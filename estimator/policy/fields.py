"""Typed reading of a table that somebody else wrote; every mistake is noted as a `Problem`.

A read that fails notes a problem and returns a default of the right type, so that one pass finds all
mistakes.  Callers must look at `problems` before they use what was read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from estimator.errors import Problem
from estimator.policy.suggestions import choose, printable, shown

EnumT = TypeVar("EnumT", bound=Enum)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NO_DAY = date(1, 1, 1)
BRACES = "names and values between { and }"


class Fields:
    """One table of a policy file or a request.

    Args:
        table: The value; anything but a table is a problem.
        path: Its path: ``items[0]``.
        problems: Shared list to which problems are added.
        needed: What to write instead of anything else.
    """

    def __init__(
        self, table: object, path: str, problems: list[Problem], needed: str = BRACES
    ) -> None:
        self.path = path
        self.problems = problems
        self._seen: set[str] = set()
        if not isinstance(table, dict):
            message = f"a table is needed here, not {shown(table)}. Write {needed}."
            self.note("", "type", message)
            table = {}
            self._broken = True
        else:
            self._broken = False
        self._table: dict[str, object] = table

    @property
    def broken(self) -> bool:
        """Whether there was no table; that is noted already."""
        return self._broken

    def at(self, key: str) -> str:
        """Return the path of `key`."""
        if not key:
            return self.path
        key = printable(key)
        return f"{self.path}.{key}" if self.path else key

    def note(self, key: str, code: str, message: str) -> None:
        """Note a problem at `key`; an empty key is the table itself."""
        self.problems.append(Problem(field=self.at(key), code=code, message=message))

    def has(self, key: str) -> bool:
        """Return whether `key` is there; it counts as known from then on."""
        self._seen.add(key)
        return key in self._table

    def has_any(self, keys: Collection[str]) -> bool:
        """Return whether one of `keys` is there, without counting it as known."""
        return not self._table.keys().isdisjoint(keys)

    def keys(self) -> Iterator[str]:
        """Yield every key; they count as known."""
        self._seen.update(self._table)
        yield from self._table

    def close(self) -> None:
        """Note every key that nothing has read, so that no typing error passes silently."""
        if self._broken:
            return
        for key in self._table:
            if key not in self._seen:
                self.note(key, "unknown", f"nothing is called that here. {choose(key, self._seen)}")

    def raw(self, key: str, needed: str) -> object:
        """Return the value at `key`; a missing one is noted with what is `needed`, and None."""
        if not self.has(key):
            if not self._broken:
                self.note(key, "missing", f"this is missing. Write {needed}.")
            return None
        return self._table[key]

    def _typed(self, key: str, needed: str, fits: bool, value: object) -> bool:
        if key in self._table and not fits:
            self.note(key, "type", f"{shown(value)} does not fit. Write {needed}.")
        return fits

    def text(self, key: str, needed: str = "a text between quotes") -> str:
        """Return a text that is not blank."""
        value = self.raw(key, needed)
        fits = isinstance(value, str) and bool(value.strip())
        return str(value) if self._typed(key, needed, fits, value) else ""

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self.raw(key, "true or false")
        return bool(value) and self._typed(key, "true or false", isinstance(value, bool), value)

    def integer(self, key: str, least: int, most: int, needed: str | None = None) -> int:
        """Return an integer from `least` to `most`."""
        needed = needed or f"a whole number from {least:,} to {most:,}"
        value = self.raw(key, needed)
        fits = isinstance(value, int) and not isinstance(value, bool)
        if not self._typed(key, needed, fits, value):
            return least
        assert isinstance(value, int)
        if not least <= value <= most:
            self.note(key, "range", f"{shown(value)} is out of range. Write {needed}.")
            return least
        return value

    def one_of(self, key: str, names: Collection[str], noun: str = "choice") -> str:
        """Return one of `names`, which are each a `noun`, or an empty text."""
        value = self.raw(key, f"one of: {', '.join(names)}")
        if self._typed(key, f"one of: {', '.join(names)}", isinstance(value, str), value):
            assert isinstance(value, str)
            if value in names:
                return value
            self.note(
                key, "choice", f"there is no {noun} called {shown(value)}. {choose(value, names)}"
            )
        return ""

    def enum(self, key: str, kind: type[EnumT]) -> EnumT:
        """Return the member of `kind` whose value is at `key`."""
        value = self.one_of(key, [str(member.value) for member in kind])
        return kind(value) if value else next(iter(kind))

    def day(self, key: str, example: str) -> date:
        """Return a date, written as a TOML date or as text in ISO form."""
        needed = f"a day as {example}"
        value = self.raw(key, needed)
        if isinstance(value, date) and not isinstance(value, datetime):
            value = str(value)
        fits = isinstance(value, str) and _DAY.fullmatch(value) is not None
        if not self._typed(key, needed, fits, value):
            return NO_DAY
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = NO_DAY
        if day == NO_DAY:
            self.note(key, "date", f"there is no day {shown(value)}. Write {needed}.")
        return day

    def table(self, key: str, needed: str = "") -> Fields:
        """Return the table at `key`."""
        value = self.raw(key, needed or f"a table [{self.at(key)}]")
        table = {} if value is None else value
        fields = Fields(table, self.at(key), self.problems, needed or BRACES)
        fields._broken = fields._broken or value is None
        return fields

    def tables(self, key: str, needed: str) -> Iterator[Fields]:
        """Yield each table of the list at `key`."""
        for path, value in self.entries(key, needed):
            yield Fields(value, path, self.problems)

    def entries(self, key: str, needed: str) -> Iterator[tuple[str, object]]:
        """Yield path and value of each entry of the list at `key`."""
        value = self.raw(key, needed)
        if self._typed(key, needed, isinstance(value, list), value):
            assert isinstance(value, list)
            for index, entry in enumerate(value):
                yield f"{self.at(key)}[{index}]", entry
