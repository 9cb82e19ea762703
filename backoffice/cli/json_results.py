"""Results as JSON for programs: one object on one line, valid in every encoding; parts that several have."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from backoffice.intake.frozen_pieces import FrozenPiece
    from backoffice.jobs.desk import Desk
    from backoffice.rules.batches import ClosePlan

Data = dict[str, object]


def print_json(data: Mapping[str, object], out: IO[str]) -> None:
    """Print `data` to `out`; days, months and paths are text, and what the encoding lacks is escaped as JSON does."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    try:
        text.encode(getattr(out, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, default=str)
    out.write(text + "\n")


def held_data(plan: ClosePlan, desk: Desk, language: str) -> list[Data]:
    """Return what stays in the shop, and why."""
    from backoffice.rules.holds import hold_texts  # loads much

    held = hold_texts(plan.on_hold, desk.run.policy.undated, language)
    return [{"ticket": ticket, "code": code, "reason": reason} for ticket, code, reason in held]


def pieces_data(pieces: Iterable[FrozenPiece]) -> list[Data]:
    """Return pieces that went or would go."""
    keys = ("ticket", "piece", "material", "work", "net")
    return [{key: getattr(piece, key) for key in keys} for piece in pieces]
