"""The texts of answers, in both languages: one file, `answer_texts.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from pkgutil import get_data

FILE = Path(__file__).with_suffix(".toml")


def text(key: str, language: str, /, **values: object) -> str:
    """Return the text `key` in `language`, formatted; a KeyError if it, or a value of a field, is missing."""
    return all_texts()[key][language].format(**values)


@cache
def all_texts() -> dict[str, dict[str, str]]:
    """Return every text by key and language."""
    return tomllib.loads((get_data(__package__, FILE.name) or b"").decode())
