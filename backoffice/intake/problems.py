"""Problems of a sheet: something to fix, or to know, with its cell and its message."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache
from importlib.resources import files

from estimator.policy.model import Label
from estimator.rules.schedule import Batch


class Level(Enum):
    """How grave a problem is.  FIX keeps a ticket out of the batch; LOOK only points it out."""

    FIX = Label(en="fix", ja="要修正")
    LOOK = Label(en="look", ja="確認")


class ProblemCode(StrEnum):
    """What is wrong: the keys of ``problems.toml``, in its groups."""

    TICKET = "ticket"
    DAY = "day"
    DAY_ORDER = "day-order"
    AMOUNT = "amount"
    COUNT = "count"
    COUNT_ONCE = "count-once"
    COUNT_MOST = "count-most"
    CROSS = "cross"
    CHOICE = "choice"
    CHOICE_NEAR = "choice-near"
    ERROR = "error"

    NO_NUMBER = "no-number"
    TWICE = "twice"
    NEVER_ISSUED = "never-issued"
    TOGETHER_UNKNOWN = "together-unknown"
    TOGETHER_CHAIN = "together-chain"

    MISSING_ENQUIRED = "missing-enquired"
    MISSING_MATERIAL = "missing-material"
    MISSING_SERVICE = "missing-service"
    MISSING_NAME = "missing-name"
    MISSING_PIECE = "missing-piece"
    MISSING_PHOTO = "missing-photo"
    MISSING_ORDER = "missing-order"
    MISSING_EMAIL = "missing-email"

    EMAIL = "email"
    CODE_BAD = "code-bad"
    CODE_DIFFERS = "code-differs"
    DAY_UNKNOWN = "day-unknown"
    NO_PRICES = "no-prices"
    NOT_OFFERED = "not-offered"
    ENQUIRED_DIFFERS = "enquired-differs"
    FUTURE = "future"
    BEFORE_ENQUIRY = "before-enquiry"
    OUT_OF_ORDER = "out-of-order"
    NOT_ARRIVED = "not-arrived"
    BELOW_GUIDE = "below-guide"
    APPROVED_UNINSPECTED = "approved-uninspected"
    NO_PRICE = "no-price"
    STALE = "stale"
    PERSONAL = "personal"

    BACK_NOT_SENT = "back-not-sent"
    BACK_TOO_EARLY = "back-too-early"
    SENT_NOT_REPAIRED = "sent-not-repaired"
    SENT_NOT_BACK = "sent-not-back"
    ANSWERED_AFTER_BATCH = "answered-after-batch"
    AGREED_GONE = "agreed-gone"
    OVERDUE = "overdue"
    BATCHED_TWICE = "batched-twice"
    EDITED_AFTER_BATCH = "edited-after-batch"
    DELETED_AFTER_BATCH = "deleted-after-batch"

    QUOTES_DELETED = "quotes-deleted"
    QUOTES_REPAIRED = "quotes-repaired"
    BATCHES_REPAIRED = "batches-repaired"
    LOG_REPAIRED = "log-repaired"
    RECORD_BROKEN = "record-broken"
    BATCHES_BROKEN = "batches-broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of one ticket, or of one row without a usable number.

    Attributes:
        code: What is wrong; the key of its message in ``problems.toml``.
        ticket: The ticket, or None.
        row: Row of Tickets, 1 is the heading; None if the row is missing.
        column: Key of the column; None if the whole row is meant.
        typed: What was typed.
        more: Further fields of the message: ``near``, ``other``.
        month: The closed month it is about, or None.
    """

    code: ProblemCode
    level: Level
    ticket: str | None = None
    row: int | None = None
    column: str | None = None
    typed: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    month: Batch | None = None

    def message(self, language: str, column: str = "") -> str:
        """Return what is wrong and what to do; `column` is the heading as staff know it."""
        if language == "en":  # within a sentence
            column = column[:1].lower() + column[1:]
        return problem_text(self.code, language).format_map(
            {"found": self.typed, "column": column, "near": "", "other": "", **self.more}
        )


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    text = files("backoffice.intake").joinpath("problems.toml").read_text(encoding="utf-8")
    return {code: entry for group in tomllib.loads(text).values() for code, entry in group.items()}


def problem_text(code: str, language: str) -> str:
    """Return the text for `code`, with fields for what was typed.

    >>> problem_text("future", "en")
    '{found} is in the future. Check the day.'
    """
    return _texts()[code][language]
