"""What open requests cost under another policy.  Those of the last year: `income_rehearsal`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.rules.approval import contradicts
from backoffice.rules.assessment import Assessment, assess
from backoffice.rules.checks import is_live
from backoffice.rules.estimate_codes import with_coded_work
from backoffice.rules.quoting import quote_tickets, request_totals, total_at
from backoffice.sheet.choices import Stage
from estimator.policy.model import UndatedPolicy
from estimator.policy.policy_book import PolicyBook
from estimator.rules.items import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """An open request at the prices of both policies; amounts with tax, None where nobody knows them.

    Attributes:
        tickets: Its open pieces.
        stage: Of the first of them.
        now: What it costs today.
        then: What it would cost if the new policy were in force, by its own day of enquiry.
        asked_then: What the same pieces would cost if they were asked about on the day rehearsed.
        quote_sent: The day on which its quote was sent, where staff type that.
        is_stale: Whether the customer has a quote with another amount than `then`, and has not answered.
    """

    tickets: Sequence[str]
    stage: Stage
    now: Span | None
    then: Span | None
    asked_then: Span | None
    quote_sent: date | None
    is_stale: bool

    @property
    def differs(self) -> bool:
        """Whether any of the three amounts is another than today's."""
        return self.now != self.then or self.now != self.asked_then


def open_requests(
    assessment: Assessment, ledger: Ledger, new: PolicyBook, day: date, now: datetime
) -> list[OpenRequest]:
    """Return every open request, in the order of the sheet.

    `assessment` is under the policy in force; `new` is the one that is rehearsed, with an enquiry on `day`.  What was
    agreed, as the `ledger` says, keeps its amount.
    """
    frame = assessment.frame
    then = assess(_fitted(frame, new.undated), ledger, new, now=now).frame
    asked_then = totals_on(frame, new, day)
    open_ = frame[is_live(frame)]
    sent_is_typed = bool(frame[Typed.QUOTE_SENT].notna().any())
    requests = []
    for _, rows in open_.groupby(Typed.REQUEST, sort=False):
        at = rows.index[0]
        costs, will_cost = total_at(frame, at), total_at(then, at)
        sent = [each for each in days_of(rows[Typed.QUOTE_SENT]) if each]
        is_quoted = rows[Known.STAGE] == Stage.QUOTED
        has_quote = rows[Typed.QUOTE_SENT].notna() if sent_is_typed else is_quoted
        waits = has_quote & rows[Typed.ANSWER].isna() & rows[Known.AGREED].isna()
        requests.append(
            OpenRequest(
                tickets=rows[Typed.TICKET].tolist(),
                stage=rows[Known.STAGE].iat[0],
                now=costs,
                then=will_cost,
                asked_then=total_at(asked_then, at),
                quote_sent=max(sent, default=None),
                is_stale=bool(waits.any()) and costs != will_cost,
            )
        )
    return requests


def _fitted(tickets: pd.DataFrame, policy: UndatedPolicy) -> pd.DataFrame:
    """Return the tickets as typed, with the services of `policy`; what it does not know has no price."""
    services = [column for column in tickets if column.startswith(SERVICE)]
    known = [SERVICE + code for code in policy.services]
    typed = tickets[[key for key in (*Typed, *services) if key in tickets]].copy()
    materials, dropped = typed[Typed.MATERIAL], [key for key in services if key not in known]
    unknown = materials.notna() & ~materials.isin([*policy.material_labels])
    unknown |= (typed[dropped] > 0).any(axis=1)
    typed[Typed.UNCLEAR] |= unknown
    typed.loc[unknown, Typed.MATERIAL] = None
    kept = [key for key in typed if key not in dropped]
    added = [key for key in known if key not in kept]
    return typed.reindex(columns=[*kept, *added], fill_value=0)


def totals_on(frame: pd.DataFrame, new: PolicyBook, day: date) -> pd.DataFrame:
    """Return what each request would cost if it were asked about on `day`; nothing is agreed yet.

    Columns: those of `request_totals`, and ``net``, the total before tax.
    """
    tickets = _fitted(frame, new.undated)
    tickets[Typed.ENQUIRED] = np.full(len(tickets), np.datetime64(day, "s"))
    prices = quote_tickets(with_coded_work(tickets, new.undated), new)
    charged = frame[Known.CHARGED]
    at_top = (charged >= frame[Known.GUIDE_HIGH]).fillna(False).astype(bool)
    was = frame[Known.GUIDE_LOW].mask(at_top, frame[Known.GUIDE_HIGH])
    will_be = prices[Known.GUIDE_LOW].mask(at_top, prices[Known.GUIDE_HIGH])
    moved = (charged + (will_be - was).where(was.notna(), 0)).clip(lower=0)
    prices[Known.QUOTED] = moved.mask((charged == 0).fillna(False).astype(bool), 0)
    kept = contradicts(frame)
    untaxed = request_totals(tickets, prices.assign(tax_rate=0), kept, new.undated)
    totals = request_totals(tickets, prices, kept, new.undated)
    return totals.assign(net=untaxed[Known.TOTAL_HIGH])
