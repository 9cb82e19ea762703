"""A problem of the sheet as the command line names it: its cell and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backoffice.intake.problems import Problem
    from backoffice.jobs.desk import Desk


def cell_of(problem: Problem, desk: Desk) -> str:
    """Return the address of the cell that a problem names; empty if it names none."""
    if problem.row is None:
        return ""
    return desk.layout.address(problem.row, problem.column or "ticket")


def message_of(problem: Problem, desk: Desk, language: str) -> str:
    """Return what is wrong and what to do, in `language`."""
    labels = (each.label for each in desk.layout.columns if each.key == problem.column)
    label = next(labels, None)
    return problem.message(language, label.in_(language) if label else "")
