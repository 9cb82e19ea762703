"""What a ticket can be and what its dropdowns offer: stages, answers and the other fixed choices."""

from __future__ import annotations

from enum import Enum, StrEnum

from backoffice.sheet.headings import Choice
from estimator.policy.model import Label


class Stage(Enum):
    """The stages of a ticket, in the order of its life; the value is what staff read.

    Nobody types a stage: it follows from the facts of the row.
    """

    ENQUIRY = Label(en="enquiry", ja="お問い合わせ")
    EXPECTED = Label(en="expected", ja="到着待ち")
    ARRIVED = Label(en="arrived", ja="到着")
    QUOTED = Label(en="quoted", ja="見積済")
    APPROVED = Label(en="approved", ja="承認済")
    AT_WORKSHOP = Label(en="at workshop", ja="工房")
    BACK = Label(en="back", ja="工房より戻り")
    SENT_BACK = Label(en="sent back", ja="返送済")
    DECLINED = Label(en="declined", ja="辞退")
    NOT_REPAIRABLE = Label(en="not repairable", ja="修理不可")
    CANCELLED = Label(en="cancelled", ja="取消")
    ON_HOLD = Label(en="on hold", ja="保留")


class Answer(StrEnum):
    """What the customer, or the inspection, decided; the value is the code in the ticket frame."""

    APPROVED = "approved"
    DECLINED = "declined"
    NOT_REPAIRABLE = "not-repairable"
    CANCELLED = "cancelled"


OUT = (Answer.DECLINED, Answer.NOT_REPAIRABLE, Answer.CANCELLED)
"""Answers after which nothing is done to the piece."""

LANGUAGES = (
    Choice("en", Label(en="English", ja="英語")),
    Choice("ja", Label(en="Japanese", ja="日本語")),
)
REPLATING = (
    Choice("yes", Label(en="yes", ja="要")),
    Choice("no", Label(en="no", ja="不要")),
    Choice("not-sure", Label(en="not sure", ja="未定")),
)
EXCEPTIONS = (
    Choice("unannounced", Label(en="unannounced", ja="連絡なし")),
    Choice("wrong-address", Label(en="wrong address", ja="宛先違い")),
    Choice("packaging", Label(en="packaging", ja="梱包不良")),
)
ANSWERS = (
    Choice(Answer.APPROVED.value, Label(en="approved", ja="承認")),
    Choice(Answer.DECLINED.value, Stage.DECLINED.value),
    Choice(Answer.NOT_REPAIRABLE.value, Stage.NOT_REPAIRABLE.value),
    Choice(Answer.CANCELLED.value, Stage.CANCELLED.value),
)
