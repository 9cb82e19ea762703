"""Where a ticket stands.  Nobody types it: it follows from the facts in its row."""

from __future__ import annotations

from enum import Enum

from estimator.policy.model import Label


class Stage(Enum):
    """The stages of a ticket, in the order of its life; the value is what staff read."""

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
