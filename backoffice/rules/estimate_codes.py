"""Estimate codes in Tickets: which piece of a code each row has, and where code and row differ.

A code of one piece is that of its row.  A code of several pieces is spread over the rows of the request,
in the order of their numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from backoffice.intake.arrays import is_filled
from backoffice.intake.frames import SERVICE, Flags, Typed
from backoffice.intake.problems import ProblemCode
from backoffice.rules.checks import Checks, is_live
from backoffice.rules.ticket_stages import some_service
from estimator.errors import RequestError
from estimator.policy.model import Label, UndatedPolicy
from estimator.policy.offer import UNKNOWN
from estimator.rules import codes

Item = Mapping[str, Any]
"""One piece of a code: its material, re-plating and services."""


@dataclass(slots=True)
class CodeFindings:
    """What the codes of open tickets hold.

    Attributes:
        items: The piece that each row has by a code, by its index.
        bad: Rows whose code cannot be read.
        pieces: Rows whose code holds another number of pieces than the request has rows, with both.
    """

    items: dict[int, Item] = field(default_factory=dict)
    bad: list[int] = field(default_factory=list)
    pieces: dict[int, tuple[int, int]] = field(default_factory=dict)


def read_codes(tickets: pd.DataFrame, policy: UndatedPolicy) -> CodeFindings:
    """Return what the codes of tickets hold that are open and not inspected."""
    found = CodeFindings()
    coded = is_filled(tickets, Typed.CODE)
    if not coded.any():
        return found
    waiting = is_live(tickets) & ~is_filled(tickets, Typed.INSPECTED)
    wanted = {*tickets[Typed.REQUEST].to_numpy()[coded & waiting]}
    requests = defaultdict[str, list[int]](list)
    for at, request in enumerate(tickets[Typed.REQUEST]):
        if request in wanted:
            requests[request].append(at)
    numbers = tickets[Typed.TICKET].tolist()
    for rows in requests.values():
        rows.sort(key=numbers.__getitem__)
        _read_request(rows, tickets, policy, waiting, found)
    return found


def _read_request(
    rows: Sequence[int],
    tickets: pd.DataFrame,
    policy: UndatedPolicy,
    waiting: Flags,
    found: CodeFindings,
) -> None:
    """Add what the codes of one request hold; `rows` are its rows in order."""
    spread: Sequence[Item] = ()
    own: dict[int, Item] = {}
    for at in rows:
        code = tickets[Typed.CODE].iat[at]
        if code is None or not waiting[at]:
            continue
        try:
            items: Any = codes.decode(code, policy)["items"]
        except RequestError:
            found.bad.append(at)
            continue
        if len(items) == 1 and len(rows) > 1:
            own[at] = items[0]
        elif not spread:
            spread = items
            if len(items) != len(rows):
                found.pieces[at] = (len(items), len(rows))
    given = {at: item for at, item in zip(rows, spread, strict=False) if waiting[at]}
    found.items.update({**given, **own})


def _differs(row: pd.Series, item: Item) -> bool:
    """Return whether a row says something else than its piece of a code, as far as it says anything."""
    services = (column for column in row.index if column.startswith(SERVICE) and row[column])
    counts = {column.removeprefix(SERVICE): int(row[column]) for column in services}
    is_same = row[Typed.MATERIAL] in (None, item["material"]) or item["material"] == UNKNOWN
    return not (row[Typed.UNCLEAR] or (is_same and (not counts or counts == item["services"])))


def says_work(found: CodeFindings, tickets: pd.DataFrame) -> dict[int, Item]:
    """Return the pieces of codes whose rows have no service, by the index of the row."""
    if not found.items:
        return {}
    blank = ~some_service(tickets) & ~tickets[Typed.UNCLEAR].to_numpy()
    return {at: item for at, item in found.items.items() if blank[at]}


def with_coded_work(tickets: pd.DataFrame, policy: UndatedPolicy) -> pd.DataFrame:
    """Return `tickets` with the work of their code where no service is typed: for the guide alone."""
    said = says_work(read_codes(tickets, policy), tickets)
    if not said:
        return tickets
    filled = tickets.copy()
    for at, item in said.items():
        if filled[Typed.MATERIAL].iat[at] is None:
            filled.iat[at, filled.columns.get_loc(Typed.MATERIAL)] = item["material"]
        filled.iat[at, filled.columns.get_loc(Typed.REPLATING)] = item["replating"]
        for code, count in item["services"].items():
            filled.iat[at, filled.columns.get_loc(SERVICE + code)] = count
    return filled


def item_label(item: Item, policy: UndatedPolicy) -> Label:
    """Return a piece of a code in words, as it is typed into a row."""
    material = policy.material_labels.get(str(item["material"]), Label(en="?", ja="？"))
    works = [(policy.services[code].name, count) for code, count in item["services"].items()]
    en = ", ".join(f"{name.en} {count}" for name, count in works)
    ja = "、".join(f"{name.ja} {count}" for name, count in works)
    return Label(en=f"{material.en}; {en}", ja=f"{material.ja}、{ja}")


def flags_at(rows: Sequence[int] | Mapping[int, object], size: int) -> Flags:
    """Return a flag for each of `size` rows, true at `rows`."""
    flags = np.zeros(size, dtype=bool)
    flags[list(rows)] = True
    return flags


def check_codes(checks: Checks, found: CodeFindings) -> None:
    """Note estimate codes that cannot be read, or hold something else than their rows."""
    size = len(checks.tickets)
    checks.look(ProblemCode.CODE_BAD, flags_at(found.bad, size), "code", found="code")
    differing = [at for at, item in found.items.items() if _differs(checks.tickets.iloc[at], item)]
    checks.look(ProblemCode.CODE_DIFFERS, flags_at(differing, size), "code")
    checks.look(
        ProblemCode.CODE_PIECES,
        flags_at(found.pieces, size),
        "code",
        found=lambda at: found.pieces[at][1],
        other=lambda at: found.pieces[at][0],
    )
