"""What letters there are, what a customer can be asked for in one, and a letter to draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backoffice.intake.letter_records import Occasion
from backoffice.intake.problems import ProblemCode


class LetterKind(StrEnum):
    """What a letter is about, in the order of a repair; the value is what staff type and Log keeps."""

    DETAILS = "details"
    SEND_IN = "send-in"
    ARRIVED = "arrived"
    QUOTE = "quote"
    REMINDER = "reminder"
    NOT_REPAIRABLE = "not-repairable"
    AT_WORKSHOP = "at-workshop"
    LATE = "late"
    UNCOLLECTED = "uncollected"
    ON_ITS_WAY = "on-its-way"


ASKED_FOR: Mapping[ProblemCode, str] = {
    ProblemCode.MISSING_NAME: "name",
    ProblemCode.MISSING_ORDER: "order",
    ProblemCode.MISSING_PHOTO: "photo",
    ProblemCode.MISSING_PIECE: "piece",
    ProblemCode.MISSING_SERVICE: "work",
    ProblemCode.MISSING_MATERIAL: "material",
}
"""What a customer can be asked for in a letter, by the problem that says it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLetter:
    """A letter to draft.

    Attributes:
        tickets: The tickets that it covers, in the order of the sheet; `at` has their indices in the frame.
        occasions: What Log remembers once it is drafted.
    """

    kind: LetterKind
    tickets: Sequence[str]
    at: Sequence[int]
    occasions: Sequence[Occasion]
