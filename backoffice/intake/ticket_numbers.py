"""Ticket numbers: of one cell, and which rows they make usable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from backoffice.intake.blank_or_unread import Unclear, is_filler
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.intake.typed_texts import normal_text, typed_text
from backoffice.sheet.snapshot import Cell
from estimator.policy.label import Label

FIRST_NUMBER = 101
"""Number of the first ticket of a new book: R-00101."""

_AS_WRITTEN = re.compile("R-(?:0[0-9]{4}|[1-9][0-9]{4,8})")
_TICKET = re.compile("(?:([a-z]+)-?)?0*([0-9]{1,9})")


def ticket_number(number: int) -> str:
    """Return a ticket number as the docket pad writes it.

    >>> ticket_number(101)
    'R-00101'
    """
    return f"R-{number:05}"


def read_ticket(cell: Cell) -> str | None:
    """Return a ticket number as the docket pad writes it: ``r101`` and ``101`` are ``R-00101``."""
    if cell.__class__ is str and _AS_WRITTEN.fullmatch(cell):  # as nearly all are
        return cell
    text = normal_text(cell)
    if not text:
        return None
    match = _TICKET.fullmatch(text)
    if not match:
        raise Unclear(ProblemCode.TICKET)
    return f"{(match[1] or 'R').upper()}-{int(match[2]):05}"


def read_numbers(
    typed: Sequence[Cell], rows: Sequence[int], problems: list[Problem]
) -> list[str | None]:
    """Return the ticket number of each of `rows`; None where there is none, or none that can be read."""
    numbers: list[str | None] = []
    for row, cell in zip(rows, typed, strict=True):
        try:
            numbers.append(read_ticket(cell))
        except Unclear as unclear:
            numbers.append(None)
            problems.append(
                Problem(unclear.code, Level.FIX, row=row, column="ticket", typed=typed_text(cell))
            )
    return numbers


def filled_rows(cells: Mapping[str, Sequence[Cell]], height: int) -> list[bool]:
    """Return for each row whether anything but a number is typed; staff's own columns do not count.

    What a table, a column of checkboxes or a dropdown fills in by itself is no entry.
    """
    blank = [*range(height)]
    for key, column in cells.items():
        if key != "ticket":  # most rows are settled by their first columns
            blank = [at for at in blank if column[at] in (None, "") or is_filler(column[at])]
    still_blank = {*blank}
    return [at not in still_blank for at in range(height)]


def usable_rows(
    numbers: Sequence[str | None],
    filled: Sequence[bool],
    rows: Sequence[int],
    issued: int,
    problems: list[Problem],
) -> tuple[list[int], list[str]]:
    """Return the indices, in `rows`, of those that are tickets, and the numbers of blank rows."""
    times = Counter(number for number in numbers if number)
    rows_of: dict[str, list[int]] = {}
    for at, number in enumerate(numbers):
        if number and times[number] > 1:
            rows_of.setdefault(number, []).append(at)
    used_twice = {number for number, at in rows_of.items() if any(filled[each] for each in at)}
    reported = {problem.row for problem in problems}
    usable, blank = [], []
    for at, number in enumerate(numbers):
        row = rows[at]
        if number is None:
            if filled[at] and row not in reported:
                problems.append(Problem(ProblemCode.NO_NUMBER, Level.FIX, row=row, column="ticket"))
        elif number in used_twice:
            same = _listed([str(rows[other]) for other in rows_of[number]])
            problems.append(_number_problem(ProblemCode.TWICE, number, row, same))
        elif not filled[at]:
            blank.append(number)
        elif not _was_issued(number, issued):
            problems.append(_number_problem(ProblemCode.NEVER_ISSUED, number, row))
        else:
            usable.append(at)
    return usable, blank


def _listed(rows: Sequence[str]) -> Label:
    """Return numbers of rows in words: *37 and 38*."""
    return Label(en=f"{', '.join(rows[:-1])} and {rows[-1]}", ja="・".join(rows))


def _was_issued(number: str, issued: int) -> bool:
    serial = serial_of(number)
    return number.startswith("R-") and serial >= FIRST_NUMBER and (not issued or serial <= issued)


def _number_problem(code: ProblemCode, number: str, row: int, other: str | Label = "") -> Problem:
    more = {"other": other}
    return Problem(
        code, Level.FIX, ticket=number, row=row, column="ticket", typed=number, more=more
    )


def serial_of(number: str) -> int:
    """Return a ticket number without its letters: 101 of R-00101."""
    return int(number.rpartition("-")[2])
