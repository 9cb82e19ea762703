"""Everything that is kept about one customer, in one file: a page to read that holds the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from backoffice.messages import labels, message
from backoffice.outputs.jinja_templates import template

Entries = Mapping[str, str]
"""Texts by their headings, in the order of the sheet; no blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTicket:
    """What is kept about one ticket.

    Attributes:
        why: Why it is here: ``asked``, ``request`` or ``email``.
        typed: What staff typed in Tickets, also in columns of their own.
        runs: Rows of Log in whose record it is named.
    """

    ticket: str
    why: str
    typed: Entries
    quote: Entries
    sent: Sequence[Entries]
    runs: Sequence[Entries]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFile:
    """Everything that is kept about a customer.

    Attributes:
        asked: The ticket that was asked for.
        papers: Names of files beside the sheet that have the number of one of them, or hold its month.
    """

    asked: str
    day: str
    book: str
    tickets: Sequence[KeptTicket]
    papers: Sequence[str]


def customer_page(kept: CustomerFile, language: str) -> str:
    """Return the file as a page of its own; every text in it is escaped, and it loads nothing."""
    reasons = labels("customer-why")
    return template("customer_file.html").render(
        language=language,
        text={key: each.in_(language) for key, each in labels("customer-file").items()},
        about=message(
            "customer-file-of", "about", language, day=kept.day, book=kept.book, ticket=kept.asked
        ),
        tickets=[(each, reasons[each.why].in_(language)) for each in kept.tickets],
        papers=kept.papers,
        # inside a script element only "<" could end it
        data=json.dumps(asdict(kept), ensure_ascii=False, indent=1).replace("<", "\\u003c"),
    )
