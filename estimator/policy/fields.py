"""Typed reading of a table that somebody else wrote; every mistake is noted as a `Problem`.

A read that fails notes a problem and returns a default of the right type, so that one pass finds all
mistakes.  Callers must look at `problems` before they use what was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from enum import Enum
from typing import Self, TypeVar

from estimator.errors import Problem
from estimator.policy.label import Label
from estimator.policy.suggestions import choose, printable, shown

T = TypeVar("T")
EnumT = TypeVar("EnumT", bound=Enum)

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NO_DAY = date(1, 1, 1)
BRACES = "names and values between { and }"
BOTH_LANGUAGES = '{ en = "…", ja = "…" }'


class Fields:
    """One table of a policy file or a request; at the end of a ``with`` it is closed.

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
        self.broken = not isinstance(table, dict)  # that is noted already
        self._seen: set[str] = set()
        self._table: dict[str, object] = table if isinstance(table, dict) else {}
        if self.broken:
            message = f"a table is needed here, not {shown(table)}. Write {needed}."
            self.note("", "type", message)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
        for key in self._table:
            if key not in self._seen:
                self.note(key, "unknown", f"nothing is called that here. {choose(key, self._seen)}")

    def raw(self, key: str, needed: str) -> object:
        """Return the value at `key`; a missing one is noted with what is `needed`, and None."""
        if not self.has(key):
            if not self.broken:
                self.note(key, "missing", f"this is missing. Write {needed}.")
            return None
        return self._table[key]

    def _typed(
        self,
        key: str,
        needed: str,
        kind: type[T] | tuple[type[T], ...],
        fits: Callable[[T], object] = lambda _: True,
    ) -> T | None:
        """Return the value at `key` if it is of a kind and `fits`; else None, and that is noted."""
        value = self.raw(key, needed)
        if isinstance(value, kind) and isinstance(value, bool) is (kind is bool) and fits(value):
            return value
        if key in self._table:
            self.note(key, "type", f"{shown(value)} does not fit. Write {needed}.")
        return None

    def optional(self, key: str, read: Callable[..., T], *how: object) -> T | None:
        """Return what `read`, a method of this table, makes of `key`; None where it is not there."""
        return read(key, *how) if self.has(key) else None

    def text(self, key: str, needed: str = "a text between quotes") -> str:
        """Return a text that is not blank."""
        return self._typed(key, needed, str, str.strip) or ""

    def label(self, key: str, gap: str = "") -> Label:
        """Return the text in both languages at `key`; each contains `gap`, where given, exactly once."""
        return self.table(key, BOTH_LANGUAGES).as_label(gap)

    def as_label(self, gap: str = "") -> Label:
        """Return the text in both languages that this table is, and close it."""
        with self:
            label = Label(en=self.text("en"), ja=self.text("ja"))
            for language, text in (("en", label.en), ("ja", label.ja)):
                if gap and text and text.count(gap) != 1:
                    wrong = f"{shown(text)} has no place to fill."
                    self.note(language, "gap", f"{wrong} Put {gap} once where the number goes.")
        return label

    def flag(self, key: str) -> bool:
        """Return true or false."""
        return self._typed(key, "true or false", bool) or False

    def integer(self, key: str, least: int, most: int, needed: str | None = None) -> int:
        """Return an integer from `least` to `most`."""
        needed = needed or f"a whole number from {least:,} to {most:,}"
        value = self._typed(key, needed, int)
        if value is None:
            return least
        if not least <= value <= most:
            self.note(key, "range", f"{shown(value)} is out of range. Write {needed}.")
            return least
        return value

    def one_of(self, key: str, names: Collection[str], noun: str = "choice") -> str:
        """Return one of `names`, which are each a `noun`, or an empty text."""
        value = self._typed(key, f"one of: {', '.join(names)}", str)
        if value is None or value in names:
            return value or ""
        message = f"there is no {noun} called {shown(value)}. {choose(value, names)}"
        self.note(key, "choice", message)
        return ""

    def enum(self, key: str, kind: type[EnumT]) -> EnumT:
        """Return the member of `kind` whose value is at `key`."""
        value = self.one_of(key, [str(member.value) for member in kind])
        return kind(value) if value else next(iter(kind))

    def day(self, key: str, example: str) -> date:
        """Return a date, written as a TOML date or as text in ISO form."""
        needed = f"a day as {example}"
        value = self._typed(key, needed, (str, date), lambda one: _DAY.fullmatch(str(one)))
        if value is None:
            return NO_DAY
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = NO_DAY
        if day == NO_DAY:
            self.note(key, "date", f"there is no day {shown(str(value))}. Write {needed}.")
        return day

    def table(self, key: str, needed: str = "") -> Fields:
        """Return the table at `key`."""
        value = self.raw(key, needed or f"a table [{self.at(key)}]")
        table = Fields(
            {} if value is None else value, self.at(key), self.problems, needed or BRACES
        )
        table.broken = table.broken or value is None
        return table

    def optional_table(self, key: str) -> Fields:
        """Return the table at `key`; an empty one where it is not there."""
        return self.table(key) if self.has(key) else Fields({}, self.at(key), self.problems)

    def named(self, key: str) -> list[tuple[str, Fields]]:
        """Return code and table of each entry of the group at `key`."""
        group = self.table(key)
        named = []
        for code in group.keys():  # noqa: SIM118  not a dict
            if not CODE.fullmatch(code):
                group.note(code, "code", "use small letters, digits and single hyphens for a code.")
            named.append((code, group.table(code)))
        return named

    def tables(self, key: str, needed: str) -> Iterator[Fields]:
        """Yield each table of the list at `key`."""
        for path, value in self.entries(key, needed):
            yield Fields(value, path, self.problems)

    def optional_tables(self, key: str) -> Iterator[Fields]:
        """Yield each table of the list ``[[key]]``; none where it is not there."""
        return self.tables(key, f"a list of tables [[{key}]]") if self.has(key) else iter(())

    def entries(self, key: str, needed: str) -> Iterator[tuple[str, object]]:
        """Yield path and value of each entry of the list at `key`."""
        for index, entry in enumerate(self._typed(key, needed, list) or []):
            yield f"{self.at(key)}[{index}]", entry
