"""Data validation: the dropdowns, date pickers and number checks of each column.

No check refuses input: staff may type as they like, and To fix reports what cannot be parsed.
The frozen heading, filter, bands and colours by stage: `create/tabs.py` of each back end, `colour_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from backoffice.messages import label, message
from backoffice.sheet.headings import Column, Kind

FIRST_DAY = date(2000, 1, 1)
"""An earlier day is unusual."""

TICK = "✓"

UNUSUAL = label("unusual", "title")


class Sort(Enum):
    """What a check requires."""

    LIST = "one of a list"
    TICK = "a tick"
    COUNT = "a whole number from 1 to the most"
    DAY = "a day"
    AMOUNT = "no less than nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check of one column; `message` is shown for any other input, which may be kept."""

    sort: Sort
    words: tuple[str, ...] = ()
    most: int = 1
    message: str = ""


def check_of(column: Column, language: str) -> Check | None:
    """Return the check of `column`; None if any input is valid."""
    match column.kind:
        case Kind.CHOICE:
            words = tuple(choice.label.in_(language) for choice in column.choices)
            text = message("unusual", "not-listed", language)
            return Check(sort=Sort.LIST, words=words, message=text)
        case Kind.COUNT if column.most == 1:
            return Check(sort=Sort.TICK, words=(TICK,))
        case Kind.COUNT:
            text = message("unusual", "no-number", language)
            return Check(sort=Sort.COUNT, most=column.most, message=text)
        case Kind.DATE:
            return Check(sort=Sort.DAY, message=message("unusual", "no-day", language))
        case Kind.YEN:
            return Check(sort=Sort.AMOUNT, message=message("unusual", "no-number", language))
        case _:
            return None


def hint_of(column: Column, language: str) -> str:
    """Return what to type in `column`; empty if its heading says enough."""
    if column.hint:
        return column.hint.in_(language)
    if column.kind is Kind.CHOICE:
        return message("hints-by-kind", "choice", language)
    if column.kind is Kind.COUNT:
        key = "tick" if column.most == 1 else "count"
        return message("hints-by-kind", key, language, most=column.most)
    return ""
