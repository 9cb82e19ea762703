"""Tabs and headings of the shared sheet, in English and Japanese, and how a book is searched for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from unicodedata import normalize

from backoffice.messages import label
from estimator.policy.label import Label


def other_of(language: str) -> str:
    """Return the other of the two languages."""
    return "en" if language == "ja" else "ja"


def in_both(text: Label, language: str) -> tuple[str, str]:
    """Return `text` in `language` and in the other one."""
    return text.in_(language), text.in_(other_of(language))


class Tab(Enum):
    """The tabs of a desk.  All but START and TICKETS are written by the script alone."""

    START = label("tabs", "start")
    TICKETS = label("tabs", "tickets")
    TO_FIX = label("tabs", "to-fix")
    TODAY = label("tabs", "today")
    QUOTES = label("tabs", "quotes")
    BATCHES = label("tabs", "batches")
    LOG = label("tabs", "log")


DERIVED_TABS = (Tab.TO_FIX, Tab.TODAY, Tab.QUOTES)
"""Tabs that any run computes from the others; a deleted one is made again."""


FORMER_TABS = {Tab.TODAY: label("former-tabs", "today")}
"""What a tab was called in earlier versions; a run makes it again, in the place of the old one."""


class Kind(Enum):
    """What a column holds; decides its format, its check and how its cells are read."""

    NUMBER = "ticket number"
    TEXT = "text"
    LINK = "link"
    DATE = "date"
    MOMENT = "date and time"
    YEN = "money"
    COUNT = "count"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a dropdown: its code, its label, and what else staff type for it."""

    code: str
    label: Label
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a tab.

    Attributes:
        key: Its name in code; service columns are ``service:CODE``.
        width: In characters.
        hint: What to type, shown while the cell is selected; none for script columns.
        most: Largest count of a COUNT column.
        sign: Sign of the service that a COUNT column counts, as ④; empty if it has none.
        optional: Whether a desk works without it.
        hidden: Whether people are spared it, as a seal.
        other_labels: What else it may be headed: as in earlier versions, or by a tax-exempt seller.
    """

    key: str
    label: Label
    kind: Kind = Kind.TEXT
    width: int = 12
    choices: tuple[Choice, ...] = ()
    hint: Label | None = None
    most: int = 1
    sign: str = ""
    optional: bool = False
    hidden: bool = False
    other_labels: tuple[Label, ...] = ()

    def heading(self, language: str) -> str:
        """Return the bilingual heading, the sheet's own language first."""
        return "\n".join(in_both(self.label, language))

    @property
    def service(self) -> str | None:
        """The service this column counts, if it is a service column."""
        kind, _, code = self.key.partition(":")
        return code if kind == "service" else None


def find_tab(tab: Tab, names: Sequence[str]) -> str | None:
    """Return which of `names` is `tab`, in either language; None if none is."""
    return next(iter(find_tabs(tab, names)), None)


def find_tabs(tab: Tab, names: Sequence[str]) -> list[str]:
    """Return all of `names` that are `tab`, in either language."""
    wanted = {tab.value.en.casefold(), tab.value.ja.casefold()}
    return [name for name in names if name.strip().casefold() in wanted]


def find_former_tab(tab: Tab, names: Sequence[str]) -> str | None:
    """Return which of `names` is `tab` as an earlier version made it; None if none is, or `tab` is there."""
    if tab not in FORMER_TABS or find_tab(tab, names):
        return None
    wanted = {FORMER_TABS[tab].en.casefold(), FORMER_TABS[tab].ja.casefold()}
    return next((name for name in names if name.strip().casefold() in wanted), None)


def find_column(column: Column, headings: Sequence[object]) -> list[int]:
    """Return the indices of the `headings` that are `column`'s, in either language.

    A heading may hold both languages, one below the other or with a slash between them, and nothing
    else: *Name / Kana* is a column of staff's own.  The sign of a service may be left out.
    """
    names = {name for each in (column.label, *column.other_labels) for name in (each.en, each.ja)}
    if column.service:
        names |= {name.split(" ", 1)[-1] for name in names}
    wanted = _names_and_pairs(frozenset(names))
    return [index for index, text in enumerate(headings) if text and _folded(str(text)) in wanted]


@cache
def _names_and_pairs(names: frozenset[str]) -> set[str]:
    one = {_folded(name) for name in names}
    return one | {each + between + other for each in one for between in ("", "/") for other in one}


@lru_cache(4096)  # each is looked for among all others
def _folded(text: str) -> str:
    """Return `text` without differences that staff do not see: width, case, spaces."""
    return "".join(normalize("NFKC", text).casefold().split())
