"""What the program says, in English and Japanese: the TOML files of the rooms, read by group.

A file holds groups of entries, ``key = { en = "…", ja = "…" }``; no two files have a group of the same
name.  A field ``{count:piece|pieces}`` agrees with its number, ``{tabs:, }`` joins a list, and what
has two languages itself appears in the language of the message.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pkgutil import get_data

from estimator.policy.label import Label, Language

FILES = (
    "cli/messages.toml",
    "jobs/messages.toml",
    "rules/messages.toml",
    "outputs/messages.toml",
    "outputs/papers/messages.toml",
    "outputs/letters/letters.toml",
    "outputs/status/status.toml",
    "sheet/messages.toml",
    "sheet/columns.toml",
    "sheet/choices.toml",
    "sheet/design/start_page.toml",
    "intake/problems.toml",
    "demo/messages.toml",
    "books/messages.toml",
    "books/workbook/messages.toml",
    "books/google/messages.toml",
    "books/google/probes/messages.toml",
    "messages/system.toml",
)
"""In the order in which they are searched: help pages need the first only."""

Group = Mapping[str, Mapping[str, str]]


def groups_of(file: str) -> Mapping[str, Group]:
    """Return the groups of one file."""
    return {name: _group(name) for name in _sections(file)}


@cache
def _group(name: str) -> Group:
    for file in FILES:
        if text := _sections(file).get(name):
            group: Group = tomllib.loads(text)
            return group
    raise KeyError(name)


@cache
def _sections(file: str) -> Mapping[str, str]:
    """Return the groups of one file as TOML: a command parses only those that it needs."""
    text = (get_data("backoffice", file) or b"").decode()
    _, *parts = re.split(r"^\[([\w-]+)\]\s*$", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


class _Count(int):
    """A number whose noun agrees with it: ``{count:piece|pieces}`` reads *piece* for one."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return (one if self == 1 else many) if bar else super().__format__(spec)


class _List(tuple[str, ...]):
    """Texts joined by what follows the colon, ``{names: and }``, or counted, ``{names:#}``."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return str(len(self)) if spec == "#" else spec.join(self)


def _in(language: str, value: object) -> object:
    """Return `value` as a message in `language` formats it."""
    if (in_ := getattr(value, "in_", None)) is not None:
        return in_(language)
    if type(value) is int:
        return _Count(value)
    if isinstance(value, (list, tuple)):
        return _List(str(_in(language, each)) for each in value)
    return value


def message(group: str, key: str, language: str, /, **values: object) -> str:
    """Return the message `key` of `group` in `language`, its fields filled with `values`.

    >>> message("results", "pad", "en", pad=50)
    'Added 50 numbered rows.'
    >>> message("results", "pad", "en", pad=1)
    'Added 1 numbered row.'
    """
    filled = {name: _in(language, value) for name, value in values.items()}
    return _group(group)[key][language].format_map(filled)


def messages_in(group: str, language: str) -> Callable[..., str]:
    """Return `message` for one group and language: a function of the key and the values."""
    return lambda key, **values: message(group, key, language, **values)


def label(group: str, key: str, /, **values: object) -> Label:
    """Return the message `key` of `group` in both languages.

    >>> label("results", "papers")
    Label(en='Papers:', ja='書類：')
    """
    en, ja = (message(group, key, language, **values) for language in (Language.EN, Language.JA))
    return Label(en=en, ja=ja)


@cache
def labels(group: str) -> dict[str, Label]:
    """Return all messages of `group` in both languages, in the order of the file."""
    return {key: label(group, key) for key in _group(group)}
