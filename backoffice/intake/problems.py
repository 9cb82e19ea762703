"""Problems of a sheet: something to fix, or to know, with its cell and its message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING

from backoffice.messages import groups_of, label
from estimator.policy.label import Label
from estimator.rules.schedule import Batch

if TYPE_CHECKING:
    from backoffice.sheet.layout import Layout


class Level(Enum):
    """How grave a problem is.  FIX keeps a ticket out of the batch; LOOK only points it out."""

    FIX = label("levels", "fix")
    LOOK = label("levels", "look")


class ProblemCode(StrEnum):
    """What is wrong: the keys of ``problems.toml``, in its groups."""

    TICKET = "ticket"
    DAY = "day"
    DAY_ORDER = "day-order"
    AMOUNT = "amount"
    COUNT = "count"
    COUNT_ONCE = "count-once"
    COUNT_MOST = "count-most"
    COUNT_SIGN = "count-sign"
    CROSS = "cross"
    CHOICE = "choice"
    CHOICE_NEAR = "choice-near"
    CHOICE_SEVERAL = "choice-several"
    LONG_NUMBER = "long-number"
    ERROR = "error"
    NO_RESULT = "no-result"
    PICTURE = "picture"
    FOLLOWS_TODAY = "follows-today"

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
    PHONE = "phone"
    GO_AHEAD_DIFFERS = "go-ahead-differs"
    CODE_SAYS = "code-says"
    CODE_PIECES = "code-pieces"
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

    QUOTE_WITHOUT_PRICE = "quote-without-price"
    FINAL_NOT_SENT = "final-not-sent"
    FINAL_ABOVE = "final-above"
    WORKSHOP_PRICE_ABOVE = "workshop-price-above"
    PAID_WITHOUT_TOTAL = "paid-without-total"
    TRACKING_NOT_SENT = "tracking-not-sent"
    LOST_CAME_BACK = "lost-came-back"

    BACK_NOT_SENT = "back-not-sent"
    BACK_TOO_EARLY = "back-too-early"
    SENT_NOT_REPAIRED = "sent-not-repaired"
    SENT_NOT_BACK = "sent-not-back"
    ANSWERED_AFTER_BATCH = "answered-after-batch"
    AGREED_GONE = "agreed-gone"
    ROW_GONE = "row-gone"
    ROW_GONE_IN_SHOP = "row-gone-in-shop"
    EXCHANGED = "exchanged"
    ANSWERED_AFTER_APPROVAL = "answered-after-approval"
    ANSWERED_AFTER_RETURN = "answered-after-return"
    OVERDUE = "overdue"
    BATCHED_TWICE = "batched-twice"
    EDITED_AFTER_BATCH = "edited-after-batch"
    DELETED_AFTER_BATCH = "deleted-after-batch"

    QUOTES_DELETED = "quotes-deleted"
    QUOTES_LOST = "quotes-lost"
    QUOTES_REPAIRED = "quotes-repaired"
    BATCHES_REPAIRED = "batches-repaired"
    LOG_REPAIRED = "log-repaired"
    CLOSE_LOST = "close-lost"
    RECORD_BROKEN = "record-broken"
    BATCHES_BROKEN = "batches-broken"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one ticket, or of one row without a usable number.

    Attributes:
        code: What is wrong; the key of its message in ``problems.toml``.
        level: How grave it is.
        ticket: The ticket, or None.
        row: Row of Tickets, 1 is the heading; None if the row is missing.
        column: Key of the column; None for the row itself.
        typed: What was typed.
        more: Further fields of the message: ``near``, ``other``.
        month: The closed month it is about, or None.
    """

    code: ProblemCode
    level: Level
    _: KW_ONLY
    ticket: str | None = None
    row: int | None = None
    column: str | None = None
    typed: str | Label = ""
    more: Mapping[str, str | Label] = field(default_factory=dict)
    month: Batch | None = None

    def typed_in(self, language: str) -> str:
        """Return what was typed, or the amount that was read, in `language`."""
        return _text(self.typed, language)

    def address(self, layout: Layout) -> str:
        """Return the address of its cell, or of the ticket number of its row; empty if the row is missing."""
        return layout.address(self.row, self.column or "ticket") if self.row else ""

    def message(self, language: str, headings: Mapping[str, str] = {}) -> str:
        """Return what is wrong and what to do; `headings` are those of Tickets by the keys of columns."""
        column = headings.get(self.column or "", "")
        if language == "en":  # the heading is in the middle of a sentence
            column = column[:1].lower() + column[1:]
        more = {key: _text(value, language) for key, value in self.more.items()}
        fields = {"found": self.typed_in(language), "column": column, "near": "", "other": ""}
        return problem_text(self.code, language).format_map(fields | more)


def _text(value: str | Label, language: str) -> str:
    return value if isinstance(value, str) else value.in_(language)


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    groups = groups_of("intake/problems.toml").values()
    return {code: entry for group in groups for code, entry in group.items()}


def problem_text(code: str, language: str) -> str:
    """Return the text for `code`, with fields for what was typed.

    >>> problem_text("future", "en")
    '{found} is in the future. Check the day.'
    """
    return _texts()[code][language]
