"""Personal data of finished tickets: which requests may be forgotten, and which of their cells.

Forgotten are requests all of whose tickets are finished, with every day that was typed before a given
one.  Figures, days and the work stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from backoffice.intake.frames import DAYS, Flags, Known, Typed
from backoffice.intake.request_entries import repeats
from backoffice.rules.sent_texts import SENT_TEXTS
from backoffice.sheet.choices import Stage

PERSONAL = (
    Typed.NAME,
    Typed.EMAIL,
    Typed.PHONE,
    Typed.ADDRESS,
    Typed.ORDER,
    Typed.PHOTO,
    Typed.TRACKING,
    Typed.NOTES,
)
"""Columns of Tickets that are personal data, whatever is typed there."""

FREE_TEXTS = tuple(SENT_TEXTS)
"""Columns that are forgotten where they name the customer; else they say what the piece is."""

_FINISHED = (Stage.SENT_BACK, Stage.CANCELLED, Stage.LOST)
_FINISHED_ELSEWHERE = (Stage.DECLINED, Stage.NOT_REPAIRABLE)
"""Finished only where the piece never came to the shop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldTickets:
    """Tickets whose request has no day on or after the given one.

    Attributes:
        finished: Positions in the frame: they may be forgotten.
        with_problem: Numbers of finished tickets whose request has something to fix first.
        repeated: Numbers of finished tickets whose name a row below, which stays, repeats with a mark.
        waiting: Numbers of tickets without an end: enquiries after which no piece came.
    """

    finished: Sequence[int]
    with_problem: Sequence[str]
    repeated: Sequence[str]
    waiting: Sequence[str]


def old_tickets(frame: pd.DataFrame, before: date) -> OldTickets:
    """Return the tickets that ended before a day, sorted by whether they may be forgotten."""
    requests = frame[Typed.REQUEST]
    newest = frame[list(DAYS)].max(axis=1).groupby(requests).transform("max")
    old = (newest < np.datetime64(before)).to_numpy()
    finished = _finished(frame)
    all_finished = _all_of(requests, finished)
    sound = _all_of(requests, ~frame[Known.FIX].to_numpy(dtype=bool))
    may = old & all_finished & sound
    needed = _repeated_names(frame, may)
    free = may & _all_of(requests, ~needed)
    tickets = frame[Typed.TICKET].to_numpy()
    return OldTickets(
        finished=np.flatnonzero(free).tolist(),
        with_problem=tickets[old & all_finished & ~sound].tolist(),
        repeated=tickets[may & ~free].tolist(),
        waiting=tickets[old & ~finished & frame[Typed.ARRIVED].isna().to_numpy()].tolist(),
    )


def _finished(frame: pd.DataFrame) -> Flags:
    stage = frame[Known.STAGE]
    never_came = stage.isin(_FINISHED_ELSEWHERE) & frame[Typed.ARRIVED].isna()
    return np.asarray(stage.isin(_FINISHED) | never_came, dtype=bool)


def _all_of(requests: pd.Series, flags: Flags) -> Flags:
    """Return which tickets belong to a request all of whose tickets have their flag set."""
    return np.asarray(pd.Series(flags).groupby(requests.to_numpy()).transform("all"), dtype=bool)


def _repeated_names(frame: pd.DataFrame, going: Flags) -> Flags:
    """Return which names that are going a mark such as 〃 repeats on a row that stays."""
    needed = np.zeros(len(frame), dtype=bool)
    above: int | None = None
    for at, name in enumerate(frame[Typed.NAME].tolist()):
        if not name:
            continue
        if not repeats(name):
            above = at
        elif above is not None and going[above] and not going[at]:
            needed[above] = True
    return needed
