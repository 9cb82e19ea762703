"""Rows of To fix: what is wrong, where, with a link to the cell, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backoffice.intake.problems import Level, Problem
from backoffice.sheet.layout import Layout
from backoffice.sheet.snapshot import Link, Row


def to_fix_rows(problems: Sequence[Problem], layout: Layout) -> list[Row]:
    """Return one row a problem, what must be fixed first, in the sheet's language."""
    headings = layout.headings(layout.language)
    ordered = sorted(problems, key=lambda problem: problem.level is not Level.FIX)
    return [_row(problem, headings, layout) for problem in ordered]


def _row(problem: Problem, headings: Mapping[str, str], layout: Layout) -> Row:
    address = problem.address(layout)
    return [
        problem.level.value.in_(layout.language),
        problem.ticket,
        problem.message(layout.language, headings),
        Link(text=address, sheet=layout.tickets.name, cell=address) if address else None,
        headings.get(problem.column or "", ""),
        problem.typed_in(layout.language),
    ]
