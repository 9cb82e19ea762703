"""What a price was computed from and what the workshop was sent, each with its fingerprint."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from backoffice.intake.frames import SERVICE, Typed
from backoffice.intake.request_entries import effective
from backoffice.intake.tickets import days_of
from backoffice.sheet.seals import fingerprint


def price_inputs(tickets: pd.DataFrame) -> list[str]:
    """Return what the price of each ticket is computed from, as one readable text."""
    services = [column for column in tickets if column.startswith(SERVICE)]
    names = [column.removeprefix(SERVICE) for column in services]
    work_of: dict[tuple[int, ...], str] = {}
    for counts in map(tuple, tickets[services].drop_duplicates().to_numpy().tolist()):
        wanted = zip(names, counts, strict=True)
        work_of[counts] = ", ".join(f"{name} {count}" for name, count in wanted if count) or "-"
    columns = (
        [str(day or "?") for day in days_of(effective(tickets, Typed.ENQUIRED))],
        tickets[Typed.MATERIAL],
        tickets[Typed.REPLATING],
        map(tuple, tickets[services].to_numpy().tolist()),
        tickets[Typed.PRICE].tolist(),
        tickets[Typed.TICKET],
        tickets[Typed.REQUEST],
    )
    return [
        f"{day} | {material or '?'} | {replating} | {work_of[counts]}"
        + ("" if price is pd.NA else f" | inspected {price}")
        + ("" if ticket == request else f" | with {request}")
        for day, material, replating, counts, price, ticket, request in zip(*columns, strict=True)
    ]


def sent_fingerprints(
    tickets: pd.DataFrame, inputs: list[str], digest: Callable[[str], str] = fingerprint
) -> list[str]:
    """Return a fingerprint of all that the workshop is sent about each piece."""
    arrived_on = days_of(tickets[Typed.ARRIVED])
    columns = (inputs, tickets[Typed.PIECE], arrived_on, tickets[Typed.WORKSHOP_NOTE])
    return [
        digest(f"{text} | {piece or ''} | {arrived}" + (f" | {note}" if note else ""))
        for text, piece, arrived, note in zip(*columns, strict=True)
    ]
