"""What came of making papers: where they are, and what had to be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class NoPdf(StrEnum):
    """Why there is no PDF; the value is the key of the sentence that says what to do."""

    EXTRA = "no-pdf-extra"
    FONT = "no-pdf-font"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePapers:
    """The papers of one month.

    Attributes:
        other_papers: Other papers of the month that were there before; they are as they were.
        other_receipts: Receipts that were there before and say something else; they are as they were.
        no_pdf: Why there is none as PDF; None where there is.
    """

    papers: Sequence[Path] = ()
    other_papers: Sequence[Path] = ()
    receipts: Sequence[Path] = ()
    other_receipts: Sequence[Path] = ()
    no_pdf: NoPdf | None = None
