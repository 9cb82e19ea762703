"""Entries that changed rows: a sort of some columns puts a customer's entries under another number.

What each ticket looked like at the last run is in Quotes, as a short fingerprint for each entry.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from backoffice.intake.frames import Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.sheet.seals import cell_text, fingerprint

ENTRIES = (Typed.NAME, Typed.EMAIL, Typed.ORDER, Typed.PHOTO, Typed.PIECE)
"""Columns of Tickets that belong to one customer and one piece."""

_LENGTH = 8
_BLANK = "-"


def entry_fingerprints(tickets: pd.DataFrame) -> list[str]:
    """Return a fingerprint of each of `ENTRIES` of every ticket, as one text."""
    columns = (tickets[key].tolist() for key in ENTRIES)
    return [" ".join(map(_fingerprint, entries)) for entries in zip(*columns, strict=True)]


def _fingerprint(entry: str | None) -> str:
    return fingerprint(entry)[:_LENGTH] if entry else _BLANK


def check_exchanges(tickets: pd.DataFrame, ledger: Ledger) -> list[Problem]:
    """Return the tickets whose entry was another ticket's at the last run, which changed as well."""
    now = dict(zip(tickets[Typed.TICKET], entry_fingerprints(tickets), strict=True))
    before = {
        ticket: text
        for ticket, record in ledger.quotes.items()
        if ticket in now and (text := cell_text(record["entries"]))
    }
    changed = [ticket for ticket, text in before.items() if text != now[ticket]]
    row_of = dict(zip(tickets[Typed.TICKET], tickets[Typed.ROW].tolist(), strict=True))
    problems = []
    for index, column in enumerate(ENTRIES):
        owner = _owners(changed, before, now, index)
        for ticket in changed:
            entry = now[ticket].split()[index]
            moved = entry != before[ticket].split()[index] != _BLANK
            if moved and (other := owner.get(entry)) and other != ticket:
                problems.append(
                    Problem(
                        code=ProblemCode.EXCHANGED,
                        level=Level.FIX,
                        ticket=ticket,
                        row=row_of[ticket],
                        column=column,
                        more={"other": other},
                    )
                )
    return problems


def _owners(
    changed: list[str], before: Mapping[str, str], now: Mapping[str, str], index: int
) -> dict[str, str]:
    """Return which ticket had each entry at the last run, where it has another one now."""
    owners: dict[str, str] = {}
    for ticket in changed:
        old, new = before[ticket].split()[index], now[ticket].split()[index]
        if old not in (new, _BLANK):
            owners.setdefault(old, ticket)
    return owners
