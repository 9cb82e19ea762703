"""Texts as people see them: two that look alike compare as equal.

Composition, variation selectors, full and half width, compatibility forms; digits that this makes never join
those beside them.  Usual variants of names: `backoffice.rules.name_forms`.
"""

from __future__ import annotations

import re
import unicodedata

_WIDTHS = re.compile(r"[\uff00-\uffef]+")
_FORMS = frozenset(
    {"<wide>", "<narrow>", "<small>", "<vertical>", "<noBreak>", "<compat>", "<square>"}
)
_WIDTHS_ALONE = frozenset({"<wide>", "<narrow>", "<small>"})
_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def as_seen(text: str) -> str:
    """Return `text` composed and without variation selectors, which choose among like glyphs.

    Programs save the same text in other forms: macOS and some forms decompose が into か and ゙.

    >>> as_seen("か\u3099") == "が", as_seen("葛\U000e0100城") == "葛城"
    (True, True)
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _SELECTORS.sub("", text))


class _UsualForms(dict[int, str]):
    """Characters → their usual form, worked out when one is met first; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


def _folded(character: str) -> str:
    """Return the usual form of one character.

    Only full-width digits become digits and only full-width letters become ASCII letters.  Others
    that mean a number (①, ², ½, Ⅳ, ⑴, ㏠, 𝟙) would join the digits beside them, and
    ``№`` would be *no*: they are kept, and a cell with one is not a value.
    """
    form = unicodedata.decomposition(character).partition(" ")[0]
    if form not in _FORMS:
        return character
    usual = unicodedata.normalize("NFKC", character)
    is_safe = form in _WIDTHS_ALONE or not any(
        each.isdecimal() or (each.isascii() and each.isalpha()) for each in usual
    )
    return usual if is_safe else character


USUAL_FORMS = _UsualForms()
"""For `str.translate`."""


def in_usual_width(text: str) -> str:
    """Return `text` with half-width kana and full-width letters in their usual form."""
    return _WIDTHS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
