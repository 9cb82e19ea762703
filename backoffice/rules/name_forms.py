"""Names in one form, so that they compare as people see them."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from backoffice.sheet.folding import as_seen

_DOTS = "·•‧∙⋅･=＝゠"  # between the parts of a name in katakana
_HYPHENS = "‐‑–—−"
_APOSTROPHES = "’‘ʼ`´＇"
_HIRAGANA = {code: chr(code + 0x60) for code in range(0x3041, 0x3097)}
_KATAKANA = {ord(katakana): chr(code) for code, katakana in _HIRAGANA.items()}


@cache
def variant_rows() -> tuple[str, ...]:
    """Return the kanji that are interchangeable in names; see ``name_variants.toml``."""
    text = files("backoffice.rules").joinpath("name_variants.toml").read_text(encoding="utf-8")
    return tuple(row for rows in tomllib.loads(text).values() for row in rows.split())


class _Forms(dict[int, str]):
    """Characters → the form in which they are compared, one for one; for `str.translate`."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0]
        self[code] = base if base.isascii() and base.isalpha() else character
        return self[code]


@cache
def _forms() -> _Forms:
    forms = _Forms()
    for row in variant_rows():
        forms.update({ord(variant): row[0] for variant in row[1:]})
    forms.update(dict.fromkeys(map(ord, _DOTS), "・"))
    forms.update(dict.fromkeys(map(ord, _APOSTROPHES), "'"))
    forms.update(dict.fromkeys(map(ord, _HYPHENS), "-"))
    return forms


def name_form(text: str) -> str:
    """Return `text` with usual kanji for their variants and no accents.

    It is as long as `as_seen(text)`, so that an offset in one is valid in the other.

    >>> name_form("髙槗 José"), name_form("佐々木")
    ('高橋 Jose', '佐佐木')
    """
    if text.isascii():
        return text
    form = as_seen(text).translate(_forms())
    return "".join(form[max(at - 1, 0)] if each == "々" else each for at, each in enumerate(form))


def in_other_kana(text: str) -> str | None:
    """Return a word of hiragana in katakana, one of katakana in hiragana; None for any other."""
    for kana in () if text.isascii() else (_HIRAGANA, _KATAKANA):
        if all(ord(each) in kana or each == "ー" for each in text):
            return text.translate(kana)
    return None
