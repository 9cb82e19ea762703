"""What the command line says, in English and Japanese.  The words stand in ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Groups = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def _all_words() -> Groups:
    text = files("backoffice").joinpath("words.toml").read_text(encoding="utf-8")
    groups: Groups = tomllib.loads(text)
    return groups


def say(group: str, key: str, language: str, **places: object) -> str:
    """Return the words of `key` in `group`, their places filled.

    >>> say("say", "pad", "en", pad=50)
    'Added 50 numbered rows.'
    """
    return _all_words()[group][key][language].format_map(places)
