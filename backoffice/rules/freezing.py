"""The pieces of a batch as they are frozen when it is closed, in the texts that the workshop reads."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from itertools import repeat, starmap

import pandas as pd

from backoffice.intake.arrays import days_of
from backoffice.intake.frames import SERVICE, Known, Typed
from backoffice.intake.frozen_pieces import FrozenPiece
from backoffice.rules.work import Work, work_of
from estimator.policy.policy_book import PolicyBook
from estimator.rules.items import Item, Replating
from estimator.rules.open_days import open_day
from estimator.rules.schedule import Batch, schedule_for


def frozen(
    going: pd.DataFrame,
    month: Batch,
    book: PolicyBook,
    language: str,
    now: datetime,
    run: int,
) -> list[FrozenPiece]:
    """Return the pieces as they go, in the texts that the workshop reads."""
    services = list(book.undated.services)
    leaves = open_day(now.date(), book.undated)  # a month closed late leaves on that day

    @cache
    def days(arrived: date) -> tuple[date, date]:
        schedule = schedule_for(arrived, book.undated, month)
        return max(schedule.dispatch, leaves), schedule.back

    asked_on = [day for day in days_of(going["asked"]) if day]  # what is ready has one
    policies = {day: book.on(day) for day in {*asked_on}}
    editions = {day: book.edition(day) for day in policies}  # days of one edition share its words
    policy_of = {editions[day]: policy for day, policy in policies.items()}

    @cache
    def work(edition: date | None, material: str, replating: str, counts: tuple[int, ...]) -> Work:
        chosen = {code: count for code, count in zip(services, counts, strict=True) if count}
        item = Item(material=material, replating=Replating(replating), services=chosen)
        return work_of(item, policy_of[edition], language)

    items = zip(
        [editions[day] for day in asked_on],
        *(going[key].tolist() for key in (Typed.MATERIAL, Typed.REPLATING)),
        map(tuple, going[[SERVICE + code for code in services]].to_numpy().tolist()),
        strict=True,
    )
    done, arrived = [*starmap(work, items)], days_of(going[Typed.ARRIVED])
    columns = (
        repeat(month),
        going[Typed.TICKET].tolist(),
        going[Known.SENT_PIECE].fillna("").tolist(),
        [each.material for each in done],
        [each.work for each in done],
        going[Known.CHARGED].fillna(going[Known.GUIDE_LOW]).tolist(),
        arrived,
        *zip(*map(days, arrived), strict=True),
        repeat(now),
        repeat(run),
        going[Known.SENT_AS].tolist(),
        going[Known.SENT_NOTE].fillna("").tolist(),
    )
    return [*map(FrozenPiece._make, zip(*columns, strict=False))]
