"""What a price was computed from and what the workshop was sent, each with its fingerprint."""

from __future__ import annotations

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import SERVICE, Typed
from backoffice.intake.request_entries import effective
from backoffice.sheet.distinct import each_once
from backoffice.sheet.folding import as_seen
from backoffice.sheet.seals import exact_fingerprint


def price_inputs(tickets: pd.DataFrame) -> list[str]:
    """Return what the price of each ticket is computed from, as one readable text."""
    services = [column for column in tickets if column.startswith(SERVICE)]
    names = [column.removeprefix(SERVICE) for column in services]
    wanted = [*map(tuple, tickets[services].to_numpy().tolist())]
    work_of = {
        counts: ", ".join(
            f"{name} {count}" for name, count in zip(names, counts, strict=True) if count
        )
        for counts in {*wanted}
    }
    columns = (
        each_once(days_of(effective(tickets, Typed.ENQUIRED)), lambda day: str(day or "?")),
        tickets[Typed.MATERIAL],
        tickets[Typed.REPLATING],
        wanted,
        tickets[Typed.PRICE].tolist(),
        tickets[Typed.TICKET],
        tickets[Typed.REQUEST],
    )
    return [
        f"{day} | {material or '?'} | {replating} | {work_of[counts] or '-'}"
        + ("" if price is pd.NA else f" | inspected {price}")
        + ("" if ticket == request else f" | with {request}")
        for day, material, replating, counts, price, ticket, request in zip(*columns, strict=True)
    ]


def with_first_price(inputs: str, price: int) -> str:
    """Return the text of `price_inputs` for a piece that had no inspected price, once it has `price`."""
    before, together, request = inputs.partition(" | with ")
    return f"{before} | inspected {price}{together}{request}"


def sent_fingerprints(tickets: pd.DataFrame, inputs: list[str]) -> tuple[list[str], list[str]]:
    """Return a fingerprint of all that the workshop is sent about each piece; and as earlier versions wrote it."""
    arrived_on = days_of(tickets[Typed.ARRIVED])
    columns = (inputs, tickets[Typed.PIECE], arrived_on, tickets[Typed.WORKSHOP_NOTE])
    texts = [
        f"{text} | {piece or ''} | {arrived}" + (f" | {note}" if note else "")
        for text, piece, arrived, note in zip(*columns, strict=True)
    ]
    seen = [*map(as_seen, texts)]
    now = [*map(exact_fingerprint, seen)]
    before = [
        sent if shown is text else exact_fingerprint(text)
        for text, shown, sent in zip(texts, seen, now, strict=True)
    ]
    return now, before
