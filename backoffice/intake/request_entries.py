"""Entries that a request has once: a later row that leaves one blank has that of the request's first row.

Day, name, e-mail, language, order number and photo.  A mark that repeats, as 〃 or 同上, is such a blank.
"""

from __future__ import annotations

import pandas as pd

from backoffice.intake.frames import Typed

SHARED = (
    Typed.ENQUIRED,
    Typed.NAME,
    Typed.EMAIL,
    Typed.LANGUAGE,
    Typed.ORDER,
    Typed.PHOTO,
)
"""Columns of Tickets that a request has once."""

_REPEATS = frozenset(
    (
        "〃",
        "々",
        "″",
        '"',
        "同",
        "同上",
        "同前",
        "同じ",
        "上に同じ",
        "上と同じ",
        "ditto",
        "same",
        "do.",
    )
)


def repeats(entry: object) -> bool:
    """Return whether an entry is a mark that stands for the one above it.

    >>> repeats("〃"), repeats("Ditto"), repeats("同上"), repeats("山田")
    (True, True, True, False)
    """
    return isinstance(entry, str) and entry.casefold() in _REPEATS


def effective(tickets: pd.DataFrame, column: str) -> pd.Series:
    """Return the entries of `column` as they count, one for each ticket.

    A blank of a later row of a request is the entry of its first row.  Columns that are not `SHARED`
    are as they were typed.
    """
    own = tickets[column].reset_index(drop=True)
    is_later = (tickets[Typed.TICKET] != tickets[Typed.REQUEST]).to_numpy()
    if column not in SHARED or not is_later.any():
        return own
    first = tickets.set_index(Typed.TICKET)[column].reindex(tickets[Typed.REQUEST])
    blank = own.isna().to_numpy()
    if own.dtype == object:
        blank = blank | own.map(repeats).to_numpy(dtype=bool)
    return own.where(~(is_later & blank), first.reset_index(drop=True))


def of_request(tickets: pd.DataFrame, column: str) -> list[tuple[str, ...]]:
    """Return, for each ticket, all different entries of `column` in its request, in the order of the sheet."""
    entries: dict[str, dict[str, None]] = {}
    for entry, request in zip(tickets[column], tickets[Typed.REQUEST], strict=True):
        known = entries.setdefault(request, {})
        if entry and not repeats(entry):
            known[entry] = None
    return [tuple(entries[request]) for request in tickets[Typed.REQUEST]]
