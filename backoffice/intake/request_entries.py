"""Entries that a request has once: a later row that leaves one blank has that of the request's first row.

Day, name, e-mail, language, order number and photo.  A mark that repeats, as 〃 or 同上, is such a blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from backoffice.intake.frames import Typed

if TYPE_CHECKING:
    Positions: TypeAlias = np.ndarray[Any, np.dtype[np.intp]]

SHARED = (Typed.ENQUIRED, Typed.NAME, Typed.EMAIL, Typed.LANGUAGE, Typed.ORDER, Typed.PHOTO)
"""Columns of Tickets that a request has once."""

_REPEATS = frozenset(
    {"〃", "々", "″", '"', "同", "同上", "同前", "同じ", "上に同じ", "上と同じ", "ditto", "same", "do."}
)  # fmt: skip


def repeats(entry: object) -> bool:
    """Return whether an entry is a mark that stands for the one above it.

    >>> repeats("〃"), repeats("Ditto"), repeats("同上"), repeats("山田")
    (True, True, True, False)
    """
    return isinstance(entry, str) and entry.casefold() in _REPEATS


def later_rows(tickets: pd.DataFrame) -> tuple[Positions, Positions]:
    """Return the positions of all later rows of requests, and for each that of its request's first row."""
    numbers, requests = tickets[Typed.TICKET].to_numpy(), tickets[Typed.REQUEST].to_numpy()
    later = np.flatnonzero(numbers != requests)
    if not later.size:
        return later, later
    position = {number: at for at, number in enumerate(numbers.tolist())}
    first = map(position.__getitem__, requests[later])
    return later, np.fromiter(first, np.intp, later.size)


def effective(tickets: pd.DataFrame, column: str) -> pd.Series:
    """Return the entries of `column` as they count, one for each ticket.

    A blank of a later row of a request is the entry of its first row.  Columns that are not `SHARED`
    are as they were typed.
    """
    own = tickets[column].reset_index(drop=True)
    later, first = later_rows(tickets)
    if column not in SHARED or not later.size:
        return own
    typed = own.iloc[later]
    blank = (typed.isna() | typed.map(repeats)).to_numpy(dtype=bool)
    entries = own.to_numpy(copy=True)
    entries[later[blank]] = entries[first[blank]]
    return pd.Series(entries, dtype=own.dtype)


def of_request(tickets: pd.DataFrame, column: str) -> list[tuple[str, ...]]:
    """Return, for each ticket, all different entries of `column` in its request, in the order of the sheet."""
    entries: list[tuple[str, ...]] = [
        (entry,) if entry and not repeats(entry) else () for entry in tickets[column].tolist()
    ]
    later, _ = later_rows(tickets)
    if not later.size or not any(entries):
        return entries
    requests: list[str] = tickets[Typed.REQUEST].tolist()
    together = {requests[at]: dict[str, None]() for at in later.tolist()}
    for request, entry in zip(requests, entries, strict=True):
        if request in together:
            together[request] |= dict.fromkeys(entry)
    whole = {request: tuple(known) for request, known in together.items()}
    return [whole.get(request, entry) for request, entry in zip(requests, entries, strict=True)]


def names_of(tickets: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return all names in the request of each ticket.

    A mark such as 〃 repeats another name of the request, or else the one above it.
    """
    names, requests = tickets[Typed.NAME].tolist(), tickets[Typed.REQUEST].tolist()
    typed = of_request(tickets, Typed.NAME)
    if not any(map(repeats, names)):
        return typed
    repeated: dict[str, dict[str, None]] = {}
    above: str | None = None
    for name, request in zip(names, requests, strict=True):
        if name and not repeats(name):
            above = name
        elif name and above:
            repeated.setdefault(request, {})[above] = None
    own = zip(typed, requests, strict=True)
    return [known or tuple(repeated.get(request, ())) for known, request in own]
