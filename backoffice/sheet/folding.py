"""Texts as people see them: two that look alike compare as equal.

Full-width and half-width forms of what staff type are in `backoffice.intake.typed_texts`, variants of names in
`backoffice.rules.name_forms`.
"""

from __future__ import annotations

import re
import unicodedata

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
