"""Entries that changed rows: a sort of some columns puts a customer's entries under another number.

A ticket with another's entries keeps its record of the last run in Quotes, with the other's number, until
its entries are its own again; so no run takes them for its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.messages import label
from backoffice.messages.errors import RefusedError
from backoffice.rules.entry_records import (
    OWN,
    EntryRecord,
    entry_columns,
    read_record,
    with_foreign,
)
from backoffice.rules.missing_rows import missing_quotes
from backoffice.rules.moved_entries import Moves, owners_of
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.seals import cell_text
from estimator.policy.model import Label, UndatedPolicy

_FEW_VALUES = (
    Typed.LANGUAGE,
    Typed.MATERIAL,
    Typed.REPLATING,
    Typed.EXCEPTION,
    Typed.ANSWER,
    Typed.CHARGE,
    Typed.HANDLED_BY,
)
"""Columns that know few values, besides those of the services."""

MOST_NAMED = 20
"""Pairs named in one message; of more, only the number is given."""


def check_exchanges(
    tickets: pd.DataFrame, ledger: Ledger, known: Collection[str], policy: UndatedPolicy
) -> list[Problem]:
    """Return the tickets that have entries of another one, or whose entries another one has.

    `known` has every ticket number that is on a row with entries.
    """
    before, now = _changed(tickets, ledger, known)
    if not before:
        return []
    columns = entry_columns(tickets)
    few = frozenset(
        key for key, name in columns.items() if name in _FEW_VALUES or name.startswith(SERVICE)
    )
    owners = {**_unsettled(before, now, ledger), **owners_of(Moves(before, now, few))}
    labels = {column.key: column.label for column in ticket_columns(policy)}
    row_of = dict(zip(tickets[Typed.TICKET], tickets[Typed.ROW].tolist(), strict=True))
    problems = []
    for ticket, (other, keys) in sorted(owners.items()):
        names = [_name(columns[key]) for key in columns if key in keys]
        more: Mapping[str, str | Label] = {
            "other": other,
            "near": _listed([labels[name] for name in names]),
        }
        row = row_of.get(ticket)
        problems.append(
            Problem(
                ProblemCode.EXCHANGED, Level.FIX, ticket=ticket, row=row, column=names[0], more=more
            )
        )
    return problems


_OF_PEOPLE = frozenset({*OWN} - {Typed.PIECE})
"""Columns by which a person is known; blank in a ticket whose personal data was emptied."""


def refuse_exchanges(problems: Sequence[Problem]) -> None:
    """Refuse to go on while tickets have each other's entries, naming the pairs and what to do."""
    pairs = {
        tuple(sorted((ticket, other))): columns for ticket, other, columns in _exchanged(problems)
    }
    if pairs:
        named = [
            label("exchange", "pair", one=one, other=other, columns=columns)
            for (one, other), columns in sorted(pairs.items())
        ]
        more = len(named) - MOST_NAMED
        named[MOST_NAMED:] = [label("exchange", "more", count=more)] if more > 0 else []
        raise RefusedError("exchange.refused", pairs=named)


def kept_records(ledger: Ledger, problems: Sequence[Problem]) -> Mapping[str, str]:
    """Return the record that each ticket of `problems` with another's entries keeps, as text."""
    return {
        ticket: with_foreign(_record(ledger, ticket), other)
        for ticket, other, _ in _exchanged(problems)
    }


def _exchanged(problems: Sequence[Problem]) -> Iterator[tuple[str, str, str | Label]]:
    """Yield each ticket of `problems` with the other whose entries it has, and the columns of these."""
    for each in problems:
        if each.code is ProblemCode.EXCHANGED and each.ticket:
            yield each.ticket, str(each.more["other"]), each.more["near"]


def _record(ledger: Ledger, ticket: str) -> str:
    return cell_text(ledger.quotes[ticket]["entries"]) if ticket in ledger.quotes else ""


def _changed(
    tickets: pd.DataFrame, ledger: Ledger, known: Collection[str]
) -> tuple[dict[str, EntryRecord], dict[str, EntryRecord]]:
    """Return the records at the last run and now, of the tickets that changed.

    A ticket that is new had nothing; one whose row is missing has nothing now.
    """
    changed = {
        ticket: (old, text)
        for ticket, text in zip(tickets[Typed.TICKET], tickets[Known.ENTRIES], strict=True)
        if (old := _record(ledger, ticket)) != text and (old or ticket not in ledger.quotes)
    }
    changed |= {ticket: (_record(ledger, ticket), "") for ticket in missing_quotes(ledger, known)}
    if not any(old for old, _ in changed.values()):
        return {}, {}  # nothing was anywhere else before
    before, now = dict[str, EntryRecord](), dict[str, EntryRecord]()
    for ticket, (old, text) in changed.items():
        record = read_record(text)
        # entries that were emptied on purpose came to nobody
        is_emptied = ticket in ledger.forgotten and not record.entries.keys() & _OF_PEOPLE
        if (old or text) and not is_emptied:
            before[ticket], now[ticket] = read_record(old), record
    return before, now


def _unsettled(
    before: Mapping[str, EntryRecord], now: Mapping[str, EntryRecord], ledger: Ledger
) -> dict[str, tuple[str, frozenset[str]]]:
    """Return the tickets that had another's entries at the last run and still have some of them."""
    found = {}
    for ticket, old in before.items():
        if old.foreign:
            has, had = now[ticket], read_record(_record(ledger, old.foreign))
            keys = {
                key for key in had.entries if old.entry(key) != has.entry(key) == had.entry(key)
            }
            if keys:
                found[ticket] = (old.foreign, frozenset(keys))
    return found


def _name(key: str) -> str:
    return "together" if key == Typed.REQUEST else key


def _listed(names: Sequence[Label]) -> Label:
    return Label(en=", ".join(name.en for name in names), ja="、".join(name.ja for name in names))
