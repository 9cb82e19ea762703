"""A text in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language customers and staff read."""

    EN = "en"
    JA = "ja"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One text in both languages."""

    en: str
    ja: str

    def in_(self, language: str) -> str:
        """Return the text in `language`, ``en`` or ``ja``."""
        return self.ja if language == Language.JA else self.en

    def filled(self, name: str, value: Label) -> Label:
        """Return the text with `value` in place of each ``{name}``."""
        field = f"{{{name}}}"
        return Label(en=self.en.replace(field, value.en), ja=self.ja.replace(field, value.ja))
