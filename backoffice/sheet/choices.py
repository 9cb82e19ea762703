"""What a ticket can be and what its dropdowns offer: stages, answers and the other fixed choices."""

from __future__ import annotations

from enum import Enum, StrEnum

from backoffice.messages import label, labels
from backoffice.sheet.headings import Choice


class Answer(StrEnum):
    """What the customer, or the inspection, decided; the value is the code in the ticket frame."""

    APPROVED = "approved"
    DECLINED = "declined"
    NOT_REPAIRABLE = "not-repairable"
    CANCELLED = "cancelled"
    LOST = "lost"


OUT = (Answer.DECLINED, Answer.NOT_REPAIRABLE, Answer.CANCELLED, Answer.LOST)
"""Answers after which nothing is done to the piece."""


class Charge(StrEnum):
    """What the customer is charged, where it is not left blank."""

    NORMAL = "normal"
    NO_CHARGE = "no-charge"
    HANDLING_WAIVED = "handling-waived"


class Stage(Enum):
    """The stages of a ticket, in the order of its life; the value is what staff read.

    Nobody types a stage: it follows from the facts of the row.
    """

    ENQUIRY = label("stages", "enquiry")
    EXPECTED = label("stages", "expected")
    ARRIVED = label("stages", "arrived")
    QUOTED = label("stages", "quoted")
    APPROVED = label("stages", "approved")
    AT_WORKSHOP = label("stages", "at-workshop")
    BACK = label("stages", "back")
    SENT_BACK = label("stages", "sent-back")
    DECLINED = label("answers", "declined")
    NOT_REPAIRABLE = label("answers", "not-repairable")
    CANCELLED = label("answers", "cancelled")
    LOST = label("answers", "lost")
    ON_HOLD = label("stages", "on-hold")

    __hash__ = object.__hash__  # that of Enum is written in Python


def _choices(group: str) -> tuple[Choice, ...]:
    """Return the entries of a dropdown, in the order of the file."""
    return tuple(Choice(code, text) for code, text in labels(group).items())


LANGUAGES = _choices("languages")
REPLATING = _choices("replating")
EXCEPTIONS = _choices("exceptions")
CHARGES = tuple(Choice(charge.value, label("charges", charge.value)) for charge in Charge)
ANSWERS = tuple(Choice(answer.value, label("answers", answer.value)) for answer in Answer)
