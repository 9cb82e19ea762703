"""What the program says, in English and Japanese: ``messages.toml`` in each room that says something."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ROOMS = ("cli", "jobs")
"""Rooms with messages; no two have a group of the same name."""

Groups = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def _messages() -> Groups:
    groups: dict[str, Mapping[str, Mapping[str, str]]] = {}
    for room in ROOMS:
        text = files("backoffice").joinpath(room, "messages.toml").read_text(encoding="utf-8")
        groups |= tomllib.loads(text)
    return groups


class _Count(int):
    """A number whose noun agrees with it: ``{count:piece|pieces}`` reads *piece* for one."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return (one if self == 1 else many) if bar else super().__format__(spec)


def message(group: str, key: str, language: str, /, **values: object) -> str:
    """Return the message `key` of `group` in `language`, its fields filled with `values`.

    >>> message("results", "pad", "en", pad=50)
    'Added 50 numbered rows.'
    >>> message("results", "pad", "en", pad=1)
    'Added 1 numbered row.'
    """
    filled = {key: _Count(value) if type(value) is int else value for key, value in values.items()}
    return _messages()[group][key][language].format_map(filled)
