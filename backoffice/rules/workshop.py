"""The workshop: what was sent is reconciled with what came back.  Differences are problems."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

import numpy as np

from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.rules.facts import Checks
from backoffice.sheet.choices import ANSWERS, OUT


def reconcile(checks: Checks, ledger: Ledger, today: date, language: str) -> None:
    """Note what is missing, extra, edited, or answered after it was sent.

    Args:
        checks: Collects the problems; its tickets have ``batched`` and ``sent_as``.
        ledger: What was frozen when each month was closed.
        today: In the shop's time zone.
        language: In which an answer is named.
    """
    facts = checks.tickets
    sent, came = facts["batched"].notna(), facts["back"].notna()
    returned, out = facts["sent"].notna(), facts["answer"].isin(OUT)
    pieces = [ledger.piece_of.get(ticket) for ticket in facts["ticket"]]
    checks.flag(ProblemCode.BACK_NOT_SENT, came & ~sent, "back", level=Level.FIX)
    checks.flag(
        ProblemCode.SENT_NOT_REPAIRED, returned & ~sent & ~came & ~out, "sent", level=Level.FIX
    )
    checks.flag(ProblemCode.SENT_NOT_BACK, returned & sent & ~came, "sent", level=Level.FIX)
    answers = {choice.code: choice.label for choice in ANSWERS}
    checks.flag(
        ProblemCode.ANSWERED_AFTER_BATCH,
        sent & ~came & ~returned & out,
        "answer",
        level=Level.FIX,
        found=lambda at: answers[facts["answer"].iat[at]].in_(language),
        other=_of(pieces, lambda piece: piece.month),
    )
    early = sent & came & (facts["back"].to_numpy() < _days(pieces, lambda p: p.dispatch))
    checks.flag(
        ProblemCode.BACK_TOO_EARLY,
        early,
        "back",
        found=checks.day("back"),
        other=_of(pieces, lambda piece: piece.dispatch),
    )
    late = _days(pieces, lambda piece: piece.back) < np.datetime64(today)
    month = _of(pieces, lambda piece: piece.month)
    checks.flag(ProblemCode.OVERDUE, sent & ~came & ~returned & late, "back", other=month)
    edited = [
        piece is not None and piece.fingerprint != sent_as
        for piece, sent_as in zip(pieces, facts["sent_as"], strict=True)
    ]
    checks.flag(ProblemCode.EDITED_AFTER_BATCH, edited, level=Level.FIX, other=month)


def check_membership(ledger: Ledger, known: Collection[str]) -> list[Problem]:
    """Return which tickets are in two batches, and which of a batch have no row any more.

    Args:
        ledger: What was frozen when each month was closed.
        known: Every ticket number that is on a row.
    """
    months: dict[str, list[str]] = {}
    for piece in ledger.pieces:
        months.setdefault(piece.ticket, []).append(str(piece.month))
    problems = []
    for ticket, sent_in in months.items():
        twice = len(sent_in) > 1
        code = ProblemCode.BATCHED_TWICE if twice else ProblemCode.DELETED_AFTER_BATCH
        if twice or ticket not in known:
            more = {"other": ", ".join(sent_in)}
            problems.append(Problem(code=code, level=Level.FIX, ticket=ticket, more=more))
    return problems


def check_agreed_rows(ledger: Ledger, known: Collection[str]) -> list[Problem]:
    """Return which approved tickets have no row any more; their price stays in Quotes."""
    return [
        Problem(code=ProblemCode.AGREED_GONE, level=Level.FIX, ticket=ticket)
        for ticket, record in ledger.quotes.items()
        if record["agreed"] and ticket not in known and ticket not in ledger.piece_of
    ]


def _of(
    pieces: Sequence[FrozenPiece | None], fact: Callable[[FrozenPiece], object]
) -> Callable[[int], object]:
    """Return a function that gives a fact of the piece at an index."""

    def fact_at(index: int) -> object:
        piece = pieces[index]
        return fact(piece) if piece else ""

    return fact_at


def _days(
    pieces: Sequence[FrozenPiece | None], day: Callable[[FrozenPiece], date | None]
) -> np.ndarray[Any, Any]:
    """Return a day of each piece; NaT where it has none."""
    days = [day(piece) if piece else None for piece in pieces]
    return np.array(days, dtype="datetime64[D]").astype("datetime64[s]")
