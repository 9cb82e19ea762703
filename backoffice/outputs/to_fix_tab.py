"""Rows of To fix: what is wrong, where, with a link to the cell, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.intake.problems import Level, Problem
from backoffice.sheet.headings import Column
from backoffice.sheet.layout import Layout
from backoffice.sheet.snapshot import Link, Row


def to_fix_rows(problems: Sequence[Problem], layout: Layout) -> list[Row]:
    """Return one row a problem, what must be fixed first, in the sheet's language."""
    columns = {column.key: column for column in layout.columns}
    ordered = sorted(problems, key=lambda problem: problem.level is not Level.FIX)
    return [_row(problem, columns.get(problem.column or ""), layout) for problem in ordered]


def _row(problem: Problem, column: Column | None, layout: Layout) -> Row:
    heading = column.label.in_(layout.language) if column else ""
    return [
        problem.level.value.in_(layout.language),
        problem.ticket,
        problem.message(layout.language, heading),
        _link(problem, layout),
        heading,
        problem.typed_in(layout.language),
    ]


def _link(problem: Problem, layout: Layout) -> Link | None:
    if problem.row is None:
        return None
    address = layout.address(problem.row, problem.column or "ticket")
    return Link(text=address, sheet=layout.tickets.name, cell=address)
