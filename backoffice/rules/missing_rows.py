"""Tickets that earlier runs knew and whose rows are missing now; none leaves without a line."""

from __future__ import annotations

from collections.abc import Collection

from backoffice.intake.ledger import Ledger
from backoffice.intake.problems import Level, Problem, ProblemCode
from backoffice.sheet.choices import Stage
from backoffice.sheet.seals import cell_text

_SETTLED = frozenset({Stage.SENT_BACK, Stage.CANCELLED})
"""Stages after which staff may delete the row."""

_EXPECTED = frozenset({Stage.ENQUIRY, Stage.EXPECTED})
"""Stages in which the piece is not in the shop."""

_STAGES = {text: stage for stage in Stage for text in (stage.value.en, stage.value.ja)}


def check_missing_rows(ledger: Ledger, known: Collection[str]) -> list[Problem]:
    """Return which tickets of an agreement or of the shop are not `known` any more: no row has their number.

    Those of a batch are in `changed_after_batch`.
    """
    problems = []
    for ticket in missing_quotes(ledger, known):
        record = ledger.quotes[ticket]
        stage = _stage(record["stage"])
        code, level = ProblemCode.ROW_GONE_IN_SHOP, Level.FIX
        if record["agreed"]:
            code = ProblemCode.AGREED_GONE
        elif stage in _EXPECTED:
            code, level = ProblemCode.ROW_GONE, Level.LOOK
        typed = stage.value if stage else cell_text(record["stage"])
        if ticket not in ledger.piece_of:
            problems.append(Problem(code, level, ticket=ticket, typed=typed))
    return problems


def missing_quotes(ledger: Ledger, known: Collection[str]) -> list[str]:
    """Return the tickets whose last quote stays in Quotes, because their row is missing."""
    return [
        ticket
        for ticket, record in ledger.quotes.items()
        if ticket not in known and (record["agreed"] or _stage(record["stage"]) not in _SETTLED)
    ]


def _stage(cell: object) -> Stage | None:
    return _STAGES.get(cell_text(cell))  # type: ignore[arg-type]
