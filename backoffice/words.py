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


class _Count(int):
    """A number whose noun agrees with it: ``{count:piece|pieces}`` reads *piece* for one."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return (one if self == 1 else many) if bar else super().__format__(spec)


def say(group: str, key: str, language: str, **places: object) -> str:
    """Return the words of `key` in `group`, their places filled.

    >>> say("say", "pad", "en", pad=50)
    'Added 50 numbered rows.'
    >>> say("say", "pad", "en", pad=1)
    'Added 1 numbered row.'
    """
    filled = {key: _Count(value) if type(value) is int else value for key, value in places.items()}
    return _all_words()[group][key][language].format_map(filled)
