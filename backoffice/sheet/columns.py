"""The columns of Tickets: key, kind and width; their headings and hints are in ``columns.toml``.

Service, material and re-plating columns come from the policy (`service_columns`); all else is fixed.  Those of
the other tabs: `script_columns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from backoffice.messages import label, labels
from backoffice.sheet.choices import ANSWERS, CHARGES, EXCEPTIONS, LANGUAGES, REPLATING
from backoffice.sheet.headings import Choice, Column, Kind, Tab
from backoffice.sheet.service_columns import service_columns
from estimator.policy.model import UndatedPolicy


def column(
    key: str, kind: Kind = Kind.TEXT, width: int = 12, *, heading: str = "", **more: Any
) -> Column:
    """Return a column; what it is headed, now and in earlier versions, is found by `heading` or its key."""
    heading = heading or key
    others = (labels(table).get(heading) for table in ("former-headings", "exempt-headings"))
    return Column(
        key=key,
        label=label("headings", heading),
        kind=kind,
        width=width,
        other_labels=tuple(each for each in others if each),
        **more,
    )


def _typed(
    key: str,
    kind: Kind = Kind.TEXT,
    width: int = 12,
    choices: Sequence[Choice] = (),
    *,
    optional: bool = False,
) -> Column:
    """Return a column of Tickets: staff type in it, so it may have a hint; a desk may lack an optional one."""
    hint = labels("hints").get(key)
    return column(key, kind, width, choices=tuple(choices), hint=hint, optional=optional)


_optional = partial(_typed, optional=True)

_BEFORE_SERVICES = [
    _typed("ticket", Kind.NUMBER, 11),
    _typed("name", width=16),
    _typed("piece", width=24),
    _typed("together", Kind.NUMBER, 11),
    _typed("enquired", Kind.DATE, 12),
    _typed("email", width=24),
    _optional("phone", width=16),
    _typed("language", Kind.CHOICE, 9, LANGUAGES),
    _typed("order", width=14),
    _typed("photo", Kind.LINK, 18),
    _optional("address", width=28),
]
_AFTER_SERVICES = [
    _typed("code", width=18),
    _typed("go_ahead", Kind.YEN, 13),
    _typed("arrived", Kind.DATE, 12),
    _typed("exception", Kind.CHOICE, 14, EXCEPTIONS),
    _typed("inspected", Kind.DATE, 12),
    _typed("price", Kind.YEN, 13),
    _optional("quote_sent", Kind.DATE, 12),
    _typed("answer", Kind.CHOICE, 13, ANSWERS),
    _optional("charge", Kind.CHOICE, 15, CHARGES),
    _optional("workshop_note", width=24),
    _typed("back", Kind.DATE, 12),
    _optional("final", Kind.YEN, 13),
    _optional("workshop_price", Kind.YEN, 13),
    _optional("paid", Kind.DATE, 12),
    _typed("sent", Kind.DATE, 12),
    _optional("tracking", width=18),
    _optional("handled_by", width=12),
    _typed("notes", width=44),
]

_FIXED = {each.key: each for each in (*_BEFORE_SERVICES, *_AFTER_SERVICES)}

OPTIONAL = [each for each in _FIXED.values() if each.optional]
"""The columns of Tickets without which a desk works, in the order in which `init` makes them."""

FIRST_COLUMNS = [each for each in _FIXED.values() if not each.optional]
"""The columns of Tickets that every desk has, but for those of the policy."""

TICKET = _FIXED["ticket"]
"""The column of the ticket number, by which alone a row is known."""

TICKET_DAYS = [each for each in _FIXED.values() if each.kind is Kind.DATE]
"""The columns of Tickets that hold days; no policy adds any."""

NOT_PRINTED = [_FIXED[key] for key in ("photo", "address", "code", "workshop_note")]
"""Columns of Tickets that a print leaves out: a link, a code, and what has a paper of its own."""

PAGE_STARTS = [_typed("material"), _FIXED["go_ahead"], _FIXED["back"]]
"""Columns of Tickets with which a new page of a print begins."""


def frozen_columns(tab: Tab | None) -> int:
    """Return how many columns of a new tab stay in view: in Tickets and Today ticket, name and piece."""
    return 3 if tab in (Tab.TICKETS, Tab.TODAY) else 1


def ticket_columns(policy: UndatedPolicy) -> list[Column]:
    """Return the columns of Tickets, in the order `init` makes them.  Staff may reorder them."""
    materials = [Choice(each.code, each.label, each.also) for each in policy.materials.values()]
    material = _typed("material", Kind.CHOICE, 14, materials)
    replating = [_typed("replating", Kind.CHOICE, 10, REPLATING)] if policy.surcharges else []
    columns = [
        *_BEFORE_SERVICES, material, *replating, *service_columns(policy), *_AFTER_SERVICES
    ]  # fmt: skip
    columns = [_with_own_words(each, policy) for each in columns]
    return columns if policy.tax else [_without_tax(each) for each in columns]


def _with_own_words(column: Column, policy: UndatedPolicy) -> Column:
    """Return a column; that of answers with the words that the policy adds to them."""
    if column.key != "answer":
        return column
    also = policy.answers
    choices = tuple(replace(each, also=also.get(each.code, ())) for each in column.choices)
    return replace(column, choices=choices)


def _without_tax(column: Column) -> Column:
    """Return a column whose heading and hint do not speak of tax; it is found by its usual heading too.

    Columns of script tabs keep theirs: they are checked and written without a policy.
    """
    hint = labels("hints").get(f"{column.key}-exempt") or column.hint
    own = labels("exempt-headings").get(column.key) or column.label
    return replace(column, label=own, hint=hint, other_labels=(column.label, *column.other_labels))
