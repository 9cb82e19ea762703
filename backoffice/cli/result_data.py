"""Parts of the results as plain data for programs: problems, pieces, months, versions, papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.cli.problem_texts import cell_of, message_of
from backoffice.sheet.addresses import column_letters

if TYPE_CHECKING:
    from backoffice.books.changes import StaffCell
    from backoffice.intake.frozen_pieces import FrozenPiece
    from backoffice.intake.problems import Problem
    from backoffice.jobs.desk import Desk, RunResult
    from backoffice.jobs.kept_runs import Kept
    from backoffice.jobs.mending import Mended
    from backoffice.jobs.reminding import Reminder
    from backoffice.jobs.restoring import Restored
    from backoffice.outputs.papers.made_papers import MadePapers
    from backoffice.rules.batches import ClosePlan

Data = dict[str, object]


def problem_data(problem: Problem, desk: Desk, language: str) -> Data:
    """Return a problem, with its cell and its message."""
    return {
        "level": problem.level.name.lower(),
        "code": problem.code,
        "ticket": problem.ticket,
        "cell": cell_of(problem, desk) or None,
        "column": problem.column,
        "found": problem.typed_in(language),
        "message": message_of(problem, desk, language),
    }


def month_data(reminder: Reminder, desk: Desk, language: str) -> Data:
    """Return a month that is near or due."""
    return {
        "month": str(reminder.month),
        "cutoff": str(reminder.cutoff),
        "days": reminder.days,
        "pieces": pieces_data(reminder.plan.pieces),
        "held": held_data(reminder.plan, desk, language),
    }


def held_data(plan: ClosePlan, desk: Desk, language: str) -> list[Data]:
    """Return what stays in the shop, and why."""
    from backoffice.rules.holds import hold_texts  # loads much

    reasons = hold_texts(plan.on_hold, desk.run.policy.undated, language)
    return [
        {"ticket": ticket, "code": code, "reason": reason}
        for code, (ticket, reason) in zip(plan.on_hold["hold"], reasons, strict=True)
    ]


def version_data(kept: Kept, language: str) -> Data:
    """Return an earlier version."""
    return {
        "version": kept.name,
        "file": str(kept.version.path),
        "kept": "after" if kept.is_newest else "before",
        "command": kept.command or None,
        "who": kept.who or None,
        "tickets": kept.tickets,
        "closed": [str(month) for month in kept.closed],
        "error": kept.why.in_(language) if kept.why else None,
    }


def texts_of(paths: Sequence[Path]) -> list[str]:
    """Return paths as texts."""
    return [str(path) for path in paths]


def addresses_of(cells: Sequence[StaffCell]) -> list[str]:
    """Return the addresses of cells."""
    return [f"{column_letters(cell.column + 1)}{cell.row}" for cell in cells]


def pieces_data(pieces: Sequence[FrozenPiece]) -> list[Data]:
    """Return pieces that went or would go."""
    keys = ("ticket", "piece", "material", "work", "net")
    return [{key: getattr(piece, key) for key in keys} for piece in pieces]


def papers_data(made: MadePapers) -> dict[str, object]:
    """Return where papers are, and which others were not replaced."""
    return {
        "papers": texts_of(made.paths),
        "other_papers": texts_of(made.others),
        "receipts": texts_of(made.receipts),
        "other_receipts": texts_of(made.other_receipts),
        "no_pdf": made.no_pdf.value if made.no_pdf else None,
    }


def restored_data(done: Restored, language: str) -> Data:
    """Return what bringing a version back did, or would do."""
    return {
        "book": done.desk.run.book.where,
        "restored": done.done,
        "rehearsal": not done.done,
        "version": version_data(done.version, language),
        "tickets_before": done.before,
        "missing": list(done.missing),
        "back": list(done.back),
        "changed": list(done.changed),
        "closed": [str(month) for month in done.desk.ledger.closed],
        "kept": str(done.kept) if done.kept else None,
    }


def plan_data(done: RunResult, language: str) -> Data:
    """Return what goes to the workshop with a month, and what stays; nothing where nothing was planned."""
    plan = done.plan
    return {
        "cutoff": str(plan.cutoff) if plan else None,
        "expected": list(plan.expected) if plan else [],
        "pieces": pieces_data(plan.pieces) if plan else [],
        "held": held_data(plan, done.desk, language) if plan else [],
        "earlier": plan.earlier if plan else 0,
        "later": plan.later if plan else 0,
        "unusable": plan.unusable if plan else 0,
    }


def mended_data(done: Mended) -> Data:
    """Return what mending a month wrote, or would write, and from where."""
    return {
        "mended": bool(done.wrote),
        "again": done.source is None,
        "papers": str(done.source) if done.source else None,
        "pieces": pieces_data(done.pieces),
    }
