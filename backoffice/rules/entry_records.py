"""What each ticket looked like at a run: one short text in Quotes, by which a later run compares.

A fingerprint of eight letters for each of `OWN`, then one word with six letters for each other entry:
two for its column, four for its value.  Blank entries take no room.  A ticket whose entries are another
ticket's ends with that one's number: ``!R-00105``.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import DAYS, SERVICE, Typed
from backoffice.sheet.distinct import each_once
from backoffice.sheet.folding import as_seen
from backoffice.sheet.seals import fingerprint

OWN = (Typed.NAME, Typed.EMAIL, Typed.ORDER, Typed.PHOTO, Typed.PIECE)
"""Columns of Tickets that belong to one customer and one piece."""

_NO_ENTRIES = (Typed.TICKET, Typed.ROW, Typed.UNCLEAR)
_BLANK_ENTRIES: Mapping[str, Sequence[str]] = {Typed.REPLATING: ("not-sure",)}
_LENGTH = 8
_BLANK = "-"


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """The entries of one ticket at one run.

    Attributes:
        entries: The fingerprint of each entry by its column's key, see `entry_columns`; no blanks.
        complete: Whether all columns were recorded; earlier versions recorded `OWN` only.
        foreign: The ticket whose entries these were; empty if they were its own.
    """

    entries: Mapping[str, str]
    complete: bool = True
    foreign: str = ""

    def entry(self, key: str) -> str:
        """Return the fingerprint of one entry; empty for a blank."""
        return self.entries.get(key, "")


def entry_columns(tickets: pd.DataFrame) -> dict[str, str]:
    """Return the columns that are recorded, by the key that a record has for each."""
    others = [key for key in Typed if key in tickets and key not in (*OWN, *_NO_ENTRIES)]
    services = [key for key in tickets if key.startswith(SERVICE)]
    return {**{key: key for key in OWN}, **{_short(key): key for key in (*others, *services)}}


def entry_texts(tickets: pd.DataFrame) -> list[str]:
    """Return the record of every ticket, as text."""
    own = [_own(tickets[key].tolist()) for key in OWN]
    others = [
        _others(key, tickets)
        for short, key in sorted(entry_columns(tickets).items())
        if short not in OWN
    ]
    ends = map("".join, zip(*filter(None, others), strict=True))
    ended = [end or _BLANK for end in ends] or [_BLANK] * len(tickets)
    return [*map(" ".join, zip(*own, ended, strict=True))]


def _own(entries: Sequence[str | None]) -> list[str]:
    """Return the fingerprint of each of `entries`."""
    return each_once(entries, lambda entry: fingerprint(str(entry))[:_LENGTH] if entry else _BLANK)


def _others(key: str, tickets: pd.DataFrame) -> list[str]:
    """Return what the records have of one column, nothing if it is blank; equal entries are worked out once."""
    column, short = tickets[key], _short(key)
    blank = {None, pd.NA, *_BLANK_ENTRIES.get(key, ())}
    entries: Sequence[object] = days_of(column) if key in DAYS else column.tolist()
    if key == Typed.REQUEST:
        pairs = zip(entries, tickets[Typed.TICKET], strict=True)
        entries = [None if entry == own else entry for entry, own in pairs]
    if key.startswith(SERVICE):
        blank.add(0)
    words = {entry: "" if entry in blank else short + _value(entry) for entry in {*entries}}
    return [*map(words.__getitem__, entries)] if any(words.values()) else []


def _value(entry: object) -> str:
    text = f"{entry} 00:00:00" if isinstance(entry, date) else as_seen(str(entry))
    return _digest(text, 4)


@cache
def _short(key: str) -> str:
    return _digest(key, 2)


def _digest(text: str, length: int) -> str:
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    return b64encode(digest, b"+_")[:length].decode()


def read_record(text: str) -> EntryRecord:
    """Return the record that `text` is; empty is that of a ticket that no run has seen."""
    words = text.split()
    entries: dict[str, str] = {
        key: word for key, word in zip(OWN, words, strict=False) if word != _BLANK
    }
    rest = words[len(OWN) :]
    foreign = next((word[1:] for word in rest if word.startswith("!")), "")
    others = [word for word in rest if not word.startswith("!") and word != _BLANK]
    entries |= dict(pair for word in others for pair in re.findall("(..)(....)", word))
    return EntryRecord(entries, not text or bool(rest), foreign)


def with_foreign(text: str, foreign: str) -> str:
    """Return the record `text` of a ticket that has the entries of `foreign` since then."""
    words = [word for word in text.split() if not word.startswith("!")]
    return " ".join([*(words or [_BLANK] * (len(OWN) + 1)), f"!{foreign}"])
