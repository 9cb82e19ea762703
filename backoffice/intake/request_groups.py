"""Which tickets belong to one request: what the column *Together with* says."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.intake.blank_or_unread import Unclear, is_blank
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.ticket_numbers import read_ticket
from backoffice.intake.typed_columns import Tickets
from backoffice.intake.typed_texts import typed_text
from backoffice.sheet.snapshot import Cell


def group_requests(typed: Sequence[Cell], tickets: Tickets) -> list[str]:
    """Return the first ticket of each ticket's request.

    A ticket whose request does not exist stays alone and gets a problem.

    Args:
        typed: The cells of *Together with*, one for each ticket.
        tickets: Their numbers and rows; takes what is wrong.
    """
    own = tickets.numbers
    named = {ticket: _named(cell, ticket) for ticket, cell in zip(own, typed, strict=True)}
    requests = []
    for index, ticket in enumerate(own):
        first = named[ticket]
        code: ProblemCode | None = None
        other = ""
        if first not in named:
            code = _unread(typed[index]) or ProblemCode.TOGETHER_UNKNOWN
        elif named[first] != first:
            code, other = ProblemCode.TOGETHER_CHAIN, named[first]
        if code:
            tickets.problems.append(
                Problem(
                    code,
                    Level.FIX,
                    ticket=ticket,
                    row=tickets.rows[index],
                    column="together",
                    typed=typed_text(typed[index]),
                    more={"other": other},
                )
            )
        requests.append(ticket if code else first)
    return requests


def _unread(cell: Cell) -> ProblemCode | None:
    """Return why a cell holds nothing that can be read, as a formula without a result; else None."""
    try:
        read_ticket(cell)
    except Unclear as unclear:
        return unclear.code if unclear.code is not ProblemCode.TICKET else None
    return None


def _named(cell: Cell, own: str) -> str:
    """Return the ticket that a cell names, `own` for a blank one; empty if it cannot be read."""
    if is_blank(cell):
        return own
    try:
        return read_ticket(cell) or own
    except Unclear:
        return ""
