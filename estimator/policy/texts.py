"""Texts of the policy file that follow its data: chosen by reading, their fields filled in.

text.request = { en = "One fee for each request.", ja = "…" }    # where handling.per is "request"
text.item = { en = "One fee for each piece.", ja = "…" }         # where handling.per is "item"
text = { en = "Closed {holidays.long.obon.days}.", ja = "…" }    # filled: Closed 13 – 16 August.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from estimator.policy.fields import BOTH_LANGUAGES, Fields
from estimator.policy.label import Label
from estimator.policy.suggestions import shown, suggest

EMPTY = Label(en="", ja="")
"""The value of a field that exists but has nothing to say under the readings in force."""

_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A switch by which texts may differ: its values, which are keys of such a text, and the one in force."""

    values: tuple[str, ...]
    current: str

    @classmethod
    def of(cls, member: Enum) -> Reading:
        """Return the reading of a switch whose values are an enum."""
        return cls(tuple(one.value for one in type(member)), member.value)

    @classmethod
    def flag(cls, value: bool, yes: str, no: str) -> Reading:
        """Return the reading of a switch that is on or off."""
        return cls((yes, no), yes if value else no)


def kept(name: str) -> Label:
    """Return the value of a field that is filled later: the field itself."""
    return Label(en=f"{{{name}}}", ja=f"{{{name}}}")


@dataclass(frozen=True, slots=True)
class Texts:
    """Reads texts for the readings in force, no two of which have a value of the same name, and fills their fields.

    It is not `complete` where a part of the policy is missing, so that unknown fields are not its
    author's next mistake but follow from that one, and are not reported.
    """

    readings: tuple[Reading, ...]
    values: Mapping[str, Label]
    complete: bool = True

    def within(self, *readings: Reading, **values: Label) -> Texts:
        """Return a reader that knows more, for the texts of one entry."""
        return Texts((*readings, *self.readings), {**values, **self.values}, self.complete)

    def read(self, fields: Fields, key: str) -> Label:
        """Return the text at `key` for the readings in force, filled.

        Texts of other readings are checked as well, so that a switch can be moved at any time.
        """
        return self._chosen(fields.table(key, BOTH_LANGUAGES), in_force=True)

    def _chosen(self, table: Fields, *, in_force: bool) -> Label:
        for reading in self.readings:
            if table.has_any(reading.values):
                with table:
                    texts = {
                        value: self._chosen(
                            table.table(value, BOTH_LANGUAGES),
                            in_force=in_force and value == reading.current,
                        )
                        for value in reading.values
                    }
                return texts[reading.current]
        label = table.as_label()
        for code, language, message in self._mistakes(label, in_force):
            table.note(language, code, message)
        return Label(en=self._filled(label.en, "en"), ja=self._filled(label.ja, "ja"))

    def _mistakes(self, label: Label, in_force: bool) -> Iterator[tuple[str, str, str]]:
        for language in ("en", "ja"):
            text = label.in_(language)
            for name in _FIELD.findall(text) if self.complete else ():
                if name not in self.values:
                    hint = suggest(name, self.values) or "docs/manual/policy.md lists all of them."
                    yield "choice", language, f"there is no field {shown(name)}. {hint}"
                elif in_force and not self.values[name].en:
                    message = f"{{{name}}} is empty under this policy. Leave it out of the text."
                    yield "empty", language, message
            if re.search(r"[{}]", _FIELD.sub("", text)):
                yield "gap", language, "a brace has no partner. Write a field as {name}."
        if label.en and label.ja and set(_FIELD.findall(label.en)) != set(_FIELD.findall(label.ja)):
            yield "gap", "", "the two languages have different fields. Use the same in both."

    def _filled(self, text: str, language: str) -> str:
        return _FIELD.sub(lambda match: self.values.get(match[1], EMPTY).in_(language), text)
