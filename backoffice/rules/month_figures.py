"""The figures of one month for its report: what went, what came in, how long it takes, what drifts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import Known, Typed
from backoffice.intake.ledger import Ledger
from backoffice.rules.months import count_in
from backoffice.rules.paid_requests import paid_requests
from backoffice.rules.turnaround import Turnaround, promised_days, turnaround
from backoffice.rules.work import services_in
from backoffice.sheet.choices import Stage
from estimator.errors import PolicyError, RequestError
from estimator.policy.currency import Money
from estimator.policy.policy_book import PolicyBook
from estimator.rules import codes
from estimator.rules.estimates import estimate
from estimator.rules.requests import read_request
from estimator.rules.schedule import Batch, batch_for

MONTHS = 12
"""Months of income that a report shows, and at most so many parcels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelReturn:
    """How one parcel came back: how many of its pieces in time, late and not yet."""

    month: Batch
    due: date
    in_time: int
    late: int
    away: int
    worst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Quotes beside the guide of the estimate code that the customer sent: how many lay where.

    Attributes:
        percent: The median of quote over the middle of the guide, less one, in per cent.
    """

    below: int = 0
    within: int = 0
    above: int = 0
    percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """The figures of `month` as known on `today`.

    Attributes:
        enquired, arrived, sent, returned: Pieces in the month.
        income: What was paid in each of the last twelve months that are known, this one among them.
        stages: Tickets in each stage, in the order of a ticket's life.
        services: How often each service went to the workshop with the parcel of the month.
        turnaround: Of the year up to `today`.
        promised: Fewest and most days from arrival to return by the rules.
        parcels: The last parcels, oldest first.
    """

    month: Batch
    today: date
    enquired: int
    arrived: int
    sent: int
    returned: int
    income: Mapping[Batch, Money]
    stages: Mapping[Stage, int]
    services: Mapping[str, int]
    turnaround: Turnaround
    promised: tuple[int, int] | None
    parcels: Sequence[ParcelReturn]
    drift: Drift


def month_figures(
    frame: pd.DataFrame, ledger: Ledger, book: PolicyBook, month: Batch, today: date, language: str
) -> MonthFigures:
    """Return the figures of a closed month."""
    counted = Counter(frame[Known.STAGE])
    return MonthFigures(
        month=month,
        today=today,
        enquired=count_in(month, days_of(frame[Typed.ENQUIRED])),
        arrived=count_in(month, days_of(frame[Typed.ARRIVED])),
        sent=len(ledger.sent_in(month)),
        returned=count_in(month, days_of(frame[Typed.SENT])),
        income=_income(frame, book, month, today, language),
        stages={stage: counted[stage] for stage in Stage if counted[stage]},
        services=_services(ledger, book, month),
        turnaround=turnaround(frame, today),
        promised=promised_days(book.undated, min(month.cutoff, today)),
        parcels=_parcels(frame, ledger, month, today),
        drift=_drift(frame, book),
    )


def _income(
    frame: pd.DataFrame, book: PolicyBook, month: Batch, today: date, language: str
) -> dict[Batch, Money]:
    last = min(max(month, batch_for(today)), month.later(MONTHS - 1))
    income = {last.later(-back): 0 for back in reversed(range(MONTHS))}
    for request in paid_requests(frame, book, language):
        paid = batch_for(request.paid)
        if paid in income:
            income[paid] += request.total
    return income


def _services(ledger: Ledger, book: PolicyBook, month: Batch) -> dict[str, int]:
    """Return how many pieces had each service, in the order of price lists."""
    found = (services_in(piece.work, book.undated) or () for piece in ledger.sent_in(month))
    counted = Counter(one.code for services in found for one in services if not one.if_needed)
    return {code: counted[code] for code in book.undated.services if counted[code]}


def _parcels(frame: pd.DataFrame, ledger: Ledger, month: Batch, today: date) -> list[ParcelReturn]:
    came = dict(zip(frame[Typed.TICKET], days_of(frame[Typed.BACK]), strict=True))
    parcels = []
    for closed in [each for each in ledger.closed if each <= month][-MONTHS:]:
        days = [(each.back, came.get(each.ticket)) for each in ledger.sent_in(closed) if each.back]
        if days:
            late = sum(back is not None and back > due for due, back in days)
            away = sum(back is None for _, back in days)
            parcels.append(
                ParcelReturn(
                    month=closed,
                    due=max(due for due, _ in days),
                    in_time=len(days) - late - away,
                    late=late,
                    away=away,
                    worst=max(0, *(((back or today) - due).days for due, back in days)),
                )
            )
    return parcels


def _drift(frame: pd.DataFrame, book: PolicyBook) -> Drift:
    """Return how quotes differ from the estimates whose code came with the enquiry."""
    ratios, counted = list[float](), Counter[str]()
    known = frame[frame[Typed.CODE].notna() & frame[Known.QUOTED].notna()]
    totals = known[[Typed.CODE, Typed.REQUEST, Known.TOTAL_HIGH]].drop_duplicates(Typed.REQUEST)
    for code, total in zip(totals[Typed.CODE], totals[Known.TOTAL_HIGH], strict=True):
        try:
            guide = estimate(read_request(codes.decode(code, book.undated), book), book).quote.total
        except (RequestError, PolicyError):
            continue
        if pd.isna(total):
            continue
        where = "below" if total < guide.low else "above" if total > guide.high else "within"
        counted[where] += 1
        ratios.append(2 * int(total) / (guide.low + guide.high) - 1)
    percent = round(100 * median(ratios)) if ratios else None
    return Drift(**counted, percent=percent)
