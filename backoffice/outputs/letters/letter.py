"""A letter before it takes a form: its subject, to whom it goes, and its parts in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import category, normalize

from backoffice.rules.letter_kinds import LetterKind

LONGEST = 200
"""Characters of a text of a customer in a letter; more is left out."""

_ADDRESS = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}",
    re.ASCII,
)
_LONGEST_ADDRESS = 254  # Source: RFC 5321
_JOINER = "\u200d"
"""Joins emoji; the only invisible character that stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A row of the prices in a quote; a heading of a piece has no amount.

    Attributes:
        why: The title of the rule that made it; empty if it needs none.
        is_sum: Whether it adds up what is above it.
        is_total: Whether it is what the customer pays.
    """

    what: str
    why: str = ""
    amount: str = ""
    is_sum: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a letter.

    Attributes:
        kind: ``p``, ``heading``, ``list``, ``facts``, ``address``, ``prices``, ``link``, ``gap`` or ``small``.
        text: Its text, or its caption.
        rows: Its entries: texts of a list, pairs of facts, lines of an address.
        prices: The rows of ``prices``.
        address: Where a link leads.
    """

    kind: str
    text: str = ""
    rows: Sequence[Sequence[str]] = ()
    prices: Sequence[PriceRow] = ()
    address: str = ""


def paragraphs(texts: Iterable[str]) -> list[Part]:
    """Return each of `texts` as a paragraph."""
    return [Part(kind="p", text=text) for text in texts]


def headed_list(heading: str, texts: Sequence[str]) -> list[Part]:
    """Return a list with a heading; nothing where the list is empty."""
    entries = Part(kind="list", rows=[(text,) for text in texts])
    return [Part(kind="heading", text=heading), entries] if texts else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to one customer.

    Attributes:
        to: The e-mail address; empty where none is known that a header may have.
        sender, contact: The shop's name and address.
        greeting, parts, goodbye: What it says, in order.
        missing: What staff have to add: keys of the group *letters-missing*.
    """

    kind: LetterKind
    tickets: Sequence[str]
    language: str
    to: str
    sender: str
    contact: str
    subject: str
    greeting: str
    parts: Sequence[Part]
    goodbye: str
    missing: Sequence[str]


def one_line(text: object) -> str:
    r"""Return a text of a customer as one line that only says what is seen.

    Line breaks are blanks; control characters and marks that turn the direction of writing are left out.

    >>> one_line("Ring\r\nBcc: x@example.com"), one_line("a\u202eb"), one_line(None)
    ('Ring Bcc: x@example.com', 'ab', '')
    """
    if not isinstance(text, str):
        return ""
    seen = "".join(map(_seen, normalize("NFC", text.encode("utf-8", "ignore").decode())))
    line = " ".join(seen.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    hidden = category(character) in ("Cc", "Cf", "Co", "Cn") and character != _JOINER
    return "" if hidden else character


def usable_address(text: object) -> str:
    r"""Return an e-mail address that a header may have; empty if `text` is none.

    >>> usable_address(" hanako@example.com "), usable_address("a@b.jp\nBcc: c@d.jp"), usable_address(None)
    ('hanako@example.com', '', '')
    """
    address = text.strip() if isinstance(text, str) else ""
    return address if len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address) else ""
