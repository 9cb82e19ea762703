"""What a run found and did, as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backoffice.intake.problems import Problem
from backoffice.jobs.copying import Copied
from backoffice.jobs.desk import Desk
from backoffice.jobs.reminding import Reminder
from backoffice.jobs.run_result import RunResult
from backoffice.outputs.overview_tab import held_reasons
from backoffice.rules.batches import ClosePlan
from estimator.policy.model import UndatedPolicy

Data = dict[str, object]


def check_data(desk: Desk, language: str) -> Data:
    """Return what is to fix."""
    return {
        "ok": desk.to_fix == 0,
        "tickets": len(desk.rows.frame),
        "problems": [
            {
                "level": problem.level.name.lower(),
                "code": problem.code,
                "ticket": problem.ticket,
                "cell": cell_of(problem, desk) or None,
                "column": problem.column,
                "found": problem.found,
                "message": message_of(problem, desk, language),
            }
            for problem in desk.problems
        ],
    }


def close_data(
    done: RunResult, month: object, papers: Sequence[Path], *, yes: bool, language: str
) -> Data:
    """Return what closing a month did, or would do."""
    plan, policy = done.plan, done.desk.run.policy.undated
    closed = done.again or bool(yes and plan and plan.rows)
    return {
        "ok": closed or not yes,
        "month": str(month),
        "closed": closed,
        "again": done.again,
        "pieces": _pieces(plan) if plan else [],
        "held": _held_data(plan, policy, language) if plan else [],
        "earlier": plan.earlier if plan else 0,
        "later": plan.later if plan else 0,
        "unusable": plan.unusable if plan else 0,
        "papers": [str(path) for path in papers],
    }


def copied_data(done: Copied, source: str, language: str) -> Data:
    """Return what went along to another home, and what did not."""
    return {
        "ok": True,
        "from": source,
        "to": done.desk.run.book.where,
        "tabs": done.tabs,
        "tickets": len(done.desk.rows.frame),
        "again": done.again,
        "left_behind": [extra.words(language) for extra in done.left],
        "as_text": list(done.as_text),
        "renews": list(done.renewed),
    }


def reminder_data(reminder: Reminder, desk: Desk, language: str) -> Data:
    """Return one month of a reminder."""
    policy = desk.run.policy.undated
    return {
        "month": str(reminder.month),
        "cutoff": str(reminder.cutoff),
        "days": reminder.days,
        "pieces": _pieces(reminder.plan),
        "held": _held_data(reminder.plan, policy, language),
    }


def _pieces(plan: ClosePlan) -> list[Data]:
    keys = ("ticket", "piece", "material", "work", "net")
    return [{key: row[key] for key in keys} for row in plan.rows]


def _held_data(plan: ClosePlan, policy: UndatedPolicy, language: str) -> list[dict[str, str]]:
    reasons = held_reasons(plan.held, policy, language)
    return [
        {"ticket": ticket, "code": code, "reason": reason}
        for code, (ticket, reason) in zip(plan.held["held"], reasons, strict=True)
    ]


def cell_of(problem: Problem, desk: Desk) -> str:
    """Return the address of the cell that a problem names; empty if it names none."""
    if problem.row is None:
        return ""
    return desk.layout.address(problem.row, problem.column or "ticket")


def message_of(problem: Problem, desk: Desk, language: str) -> str:
    """Return what is wrong in words."""
    columns = {column.key: column.label for column in desk.layout.columns}
    label = columns.get(problem.column or "")
    return problem.message(language, label.in_(language) if label else "")
