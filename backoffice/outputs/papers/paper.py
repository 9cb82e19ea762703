"""A paper before it takes a form: what the page for the browser and the PDF both show.

Papers are plain values, so that page and PDF cannot differ, and nothing in a text can become markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from backoffice.messages import message
from backoffice.sheet.headings import other_of

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows them."""


class Kind(StrEnum):
    """What a column of a table holds."""

    TEXT = "text"
    STRONG = "strong"
    NUMBER = "number"
    BOX = "box"
    WORK = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        heading: In the language of the paper.
        other: The same in the other language; empty where the paper has one language.
        width: Its share of what the narrow columns leave; 0 for as wide as its cells.
    """

    heading: str
    other: str = ""
    kind: Kind = Kind.TEXT
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; its headings are repeated on each page.

    Attributes:
        rows: The cells of each row, as texts; those of boxes are empty.
        work: For each row, the services of its cell of kind ``work``: code and words of each; none where
            its text is all there is.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    work: Sequence[Sequence[tuple[str, str]]] = ()
    totals: Sequence[Sequence[str]] = ()
    type: str = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Names and values, side by side; an empty value is a line to write on."""

    heading: str = ""
    rows: Sequence[tuple[str, str]]
    type: str = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The one amount that a paper is about."""

    label: str
    amount: str
    type: str = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Paragraphs."""

    heading: str = ""
    paragraphs: Sequence[str]
    type: str = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A row of figures, each with its name and a remark."""

    figures: Sequence[tuple[str, str, str]]
    type: str = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of figures, and the same in words."""

    heading: str
    svg: str
    words: str
    note: str = ""
    type: str = "chart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Labels to cut or peel off: ticket, what it says below it, the same as a QR code."""

    labels: Sequence[tuple[str, Sequence[str], str]]
    type: str = "labels"


Block = Table | Facts | Amount | Prose | Figures | Chart | Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper.

    Attributes:
        language: Of its reader.
        title_other: The same in the other language; empty where the reader has one.
        about: The month, or the number of the ticket.
        day: The day it counts as made: that of the month's close, never today's.
        drawings: Those of the services that its tables name.
    """

    language: str
    title: str
    title_other: str = ""
    about: str
    shop: str
    day: date
    facts: Sequence[tuple[str, str]] = ()
    blocks: Sequence[Block]
    landscape: bool = False
    drawings: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> dict[str, Any]:
        """The paper as plain values, as JSON has them; every text on one line and turning nothing."""
        values: dict[str, Any] = each_text(asdict(self), _unless_drawn)
        numbered = message("paper", "page-of", self.language, page="@", pages="@").split("@")
        return values | {
            "day": str(self.day),
            "other": other_of(self.language),
            "numbered": numbered,
        }

    @property
    def digest(self) -> str:
        """A fingerprint of what it says, not of how it is drawn."""
        said = {key: value for key, value in self.plain.items() if key != "drawings"}
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def one_line(text: str) -> str:
    r"""Return `text` on one line, without marks that turn the direction of what follows.

    >>> one_line("Ring\r\nBcc: x\u202e drow")
    'Ring Bcc: x drow'
    """
    seen = _TURNS.sub("", text)
    seen = "".join(" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in seen)
    return re.sub(" {2,}", " ", seen).strip()


def _unless_drawn(text: str) -> str:
    return text if is_drawing(text) else one_line(text)


def is_drawing(text: str) -> bool:
    """Return whether a text of a paper is one of its drawings."""
    return text.startswith("<svg ")


def each_text(value: Any, work: Callable[[str], str]) -> Any:
    """Return plain values with what `work` returns for each text in them."""
    if isinstance(value, str):
        return work(value)
    if isinstance(value, Mapping):
        return {key: each_text(one, work) for key, one in value.items()}
    return [each_text(one, work) for one in value] if isinstance(value, list | tuple) else value
