"""What requests cost under another policy: the open ones, and those of the last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pandas as pd

from backoffice.intake.frames import SERVICE, Flags, Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.intake.tickets import days_of
from backoffice.rules.approval import contradicts
from backoffice.rules.assessment import Assessment, assess
from backoffice.rules.estimate_codes import with_coded_work
from backoffice.rules.quoting import charged_prices, quote_tickets, request_totals
from backoffice.rules.ticket_stages import is_live
from backoffice.sheet.choices import OUT, Stage
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """What the requests that went back to their customers within a year have brought, or would have.

    Attributes:
        first, last: The days.
        requests, pieces: How many; only those that can be priced by both policies.
        net, net_then: Before tax, as charged and at the new prices.
        total, total_then: The same with tax.
        unpriced: How many more requests one of the policies has no price for.
    """

    first: date
    last: date
    requests: int
    pieces: int
    net: int
    net_then: int
    total: int
    total_then: int
    unpriced: int


def open_requests(
    assessment: Assessment, ledger: Ledger, new: PolicyBook, day: date, now: datetime
) -> list[OpenRequest]:
    """Return every open request, in the order of the sheet.

    Args:
        assessment: The tickets under the policy in force.
        ledger: What was agreed: that keeps its amount.
        new: The policy that is rehearsed.
        day: The day of an enquiry at its prices.
        now: Shop time.
    """
    frame = assessment.frame
    then = assess(_fitted(frame, new.undated), ledger, new, now=now).frame
    asked_then = _totals_on(frame, new, day)
    open_ = frame[is_live(frame)]
    sent_is_typed = bool(frame[Typed.QUOTE_SENT].notna().any())
    requests = []
    for _, rows in open_.groupby(Typed.REQUEST, sort=False):
        at = rows.index[0]
        costs, will_cost = _span(frame, at), _span(then, at)
        sent = [each for each in days_of(rows[Typed.QUOTE_SENT]) if each]
        has_quote = rows[Typed.QUOTE_SENT].notna() if sent_is_typed else _is_quoted(rows)
        waits = has_quote & rows[Typed.ANSWER].isna() & rows[Known.AGREED].isna()
        requests.append(
            OpenRequest(
                tickets=rows[Typed.TICKET].tolist(),
                stage=rows[Known.STAGE].iat[0],
                now=costs,
                then=will_cost,
                asked_then=_span(asked_then, at),
                quote_sent=max(sent, default=None),
                is_stale=bool(waits.any()) and costs != will_cost,
            )
        )
    return requests


def yearly_income(assessment: Assessment, new: PolicyBook, day: date, today: date) -> Income:
    """Return the income of the twelve months up to `today`, and what it would be at the prices of `day`.

    A request counts when its last piece went back, each piece with what was charged.  At the new prices
    an inspected price moves by as much as the list price of its work.
    """
    frame = assessment.frame
    first = (pd.Timestamp(today) - pd.DateOffset(years=1, days=-1)).date()
    returned = frame.groupby(Typed.REQUEST)[Typed.SENT].max()
    on = frame[Typed.REQUEST].map(returned).to_numpy()
    within = (on >= np.datetime64(first)) & (on <= np.datetime64(today))
    done = within & ~frame[Typed.REQUEST].isin(frame.loc[is_live(frame), Typed.REQUEST]).to_numpy()
    before, after = _charged_totals(frame), _totals_on(frame, new, day)
    table = pd.DataFrame(
        {
            "request": frame[Typed.REQUEST],
            "net": before["net"],
            "total": before[Known.TOTAL_HIGH],
            "net_then": after["net"],
            "total_then": after[Known.TOTAL_HIGH],
        }
    )[done]
    amounts = ["net", "total", "net_then", "total_then"]
    each = table.drop_duplicates("request")
    priced = each[each[amounts].notna().all(axis=1)]
    sums = {key: int(priced[key].sum()) for key in amounts}
    pieces = int(table["request"].isin(priced["request"]).sum())
    return Income(
        first=first,
        last=today,
        requests=len(priced),
        pieces=pieces,
        unpriced=len(each) - len(priced),
        **sums,
    )


def _is_quoted(rows: pd.DataFrame) -> pd.Series:
    return rows[Known.STAGE] == Stage.QUOTED


def _fitted(tickets: pd.DataFrame, policy: UndatedPolicy) -> pd.DataFrame:
    """Return the tickets as typed, with the services of `policy`; what it does not know has no price."""
    services = [column for column in tickets if column.startswith(SERVICE)]
    known = [SERVICE + code for code in policy.services]
    typed = tickets[[key for key in (*Typed, *services) if key in tickets]].copy()
    unknown = _any_of(typed, [column for column in services if column not in known])
    materials = typed[Typed.MATERIAL]
    unknown = unknown | (materials.notna() & ~materials.isin([*policy.material_labels])).to_numpy()
    typed[Typed.UNCLEAR] = typed[Typed.UNCLEAR].to_numpy() | unknown
    typed.loc[unknown, Typed.MATERIAL] = None
    typed = typed.drop(columns=[column for column in services if column not in known])
    for column in known:
        if column not in typed:
            typed[column] = np.zeros(len(typed), dtype=np.int64)
    return typed


def _any_of(tickets: pd.DataFrame, columns: Sequence[str]) -> Flags:
    return np.asarray((tickets[[*columns]] > 0).any(axis=1), dtype=bool)


def _totals_on(frame: pd.DataFrame, new: PolicyBook, day: date) -> pd.DataFrame:
    """Return what each request would cost if it were asked about on `day`; nothing is agreed yet."""
    tickets = _fitted(frame, new.undated)
    tickets[Typed.ENQUIRED] = pd.Series([day] * len(tickets), index=tickets.index).astype(
        frame[Typed.ENQUIRED].dtype
    )
    prices = quote_tickets(with_coded_work(tickets, new.undated), new)
    charged = charged_prices(frame)
    at_top = (charged >= frame[Known.GUIDE_HIGH]).fillna(False).astype(bool)
    was = frame[Known.GUIDE_LOW].mask(at_top, frame[Known.GUIDE_HIGH])
    will_be = prices[Known.GUIDE_LOW].mask(at_top, prices[Known.GUIDE_HIGH])
    moved = (charged + (will_be - was).where(was.notna(), 0)).clip(lower=0)
    prices[Known.QUOTED] = moved.mask((charged == 0).fillna(False).astype(bool), 0)
    return _with_net(tickets, prices, contradicts(frame), new.undated)


def _charged_totals(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what each request was charged."""
    prices = frame.assign(quoted=charged_prices(frame))
    totals = frame[[Known.TOTAL_LOW, Known.TOTAL_HIGH]]
    fees = frame[Known.HANDLING].fillna(0)
    kept = ~frame[Typed.ANSWER].isin(OUT) | contradicts(frame)
    pieces = prices[Known.QUOTED].fillna(prices[Known.GUIDE_HIGH]).where(kept, 0)
    net = pieces.groupby(frame[Typed.REQUEST]).transform("sum", min_count=1) + fees
    return totals.assign(net=net.where(totals[Known.TOTAL_HIGH].notna()))


def _with_net(
    tickets: pd.DataFrame, prices: pd.DataFrame, kept: Flags, policy: UndatedPolicy
) -> pd.DataFrame:
    """Return the totals of `request_totals`, and the amount before tax."""
    before_tax = prices.assign(tax_rate=0)
    net = request_totals(tickets, before_tax, kept, policy)[Known.TOTAL_HIGH]
    return request_totals(tickets, prices, kept, policy).assign(net=net)


def _span(frame: pd.DataFrame, at: int) -> Span | None:
    low, high = frame[Known.TOTAL_LOW].iat[at], frame[Known.TOTAL_HIGH].iat[at]
    return None if pd.isna(low) or pd.isna(high) else Span(int(low), int(high))
