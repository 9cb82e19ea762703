"""All names of a request: each is left out of what the workshop reads of any of its pieces."""

from __future__ import annotations

import pandas as pd

from backoffice.intake.frames import Typed
from backoffice.intake.request_entries import of_request, repeats


def names_of(tickets: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return all names in the request of each ticket.

    A mark such as 〃 repeats another name of the request, or else the one above it.
    """
    names = tickets[Typed.NAME].tolist()
    typed = of_request(tickets, Typed.NAME)
    if not any(map(repeats, names)):
        return typed
    repeated: dict[str, dict[str, None]] = {}
    above: str | None = None
    for name, request in zip(names, tickets[Typed.REQUEST], strict=True):
        if name and not repeats(name):
            above = name
        elif name and above:
            repeated.setdefault(request, {})[above] = None
    return [
        own or tuple(repeated.get(request, ()))
        for own, request in zip(typed, tickets[Typed.REQUEST], strict=True)
    ]
