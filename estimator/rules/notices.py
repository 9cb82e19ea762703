"""Notices: what a customer should know of an estimate, and when each is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from estimator.policy.model import Policy, UndatedPolicy
from estimator.policy.offer import UNKNOWN, Condition
from estimator.policy.readings import Arrival, Roll
from estimator.policy.rule_texts import MATERIAL_UNKNOWN
from estimator.rules.items import Item, Replating
from estimator.rules.open_days import last_open_day
from estimator.rules.quotes import possible_items
from estimator.rules.replating import is_answered_for_nothing, surcharges_on
from estimator.rules.schedule import Schedule, arrival_day


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know.  `day` is the day that its text names, if it names one."""

    code: str
    clause: str
    day: date | None = None


def notices_for(items: tuple[Item, ...], schedule: Schedule, policy: Policy) -> tuple[Notice, ...]:
    """Return what the customer should know: guide, pieces, long holidays, the day of arrival."""
    return (*of_pieces(items, policy), *of_days(schedule, policy))


def of_pieces(items: tuple[Item, ...], policy: Policy) -> tuple[Notice, ...]:
    """Return the notices of the pieces, and that an estimate is a guide."""
    return tuple(
        Notice(code, rule.clause)
        for code, rule in policy.notices.items()
        if any(is_due(code, rule.when, item, policy) for item in items)
    )


def of_days(schedule: Schedule, policy: Policy) -> tuple[Notice, ...]:
    """Return the notices of the days: long holidays on the way, the day of arrival."""
    holidays = dict.fromkeys(occurrence.holiday for occurrence in schedule.holidays)
    days = {
        "just-missed": just_missed(schedule.arrives, policy),
        "closed-on-arrival": closed_on_arrival(schedule),
    }
    return (
        *(Notice(holiday.code, holiday.clause) for holiday in holidays),
        *(Notice(code, policy.notices[code].clause, day) for code, day in days.items() if day),
    )


def just_missed(arrives: date, policy: UndatedPolicy) -> date | None:
    """Return the last open day for the batch before, in the first days of a month; else None.

    A piece delivered by then would have joined that batch and come back a month earlier.
    """
    counted = arrival_day(arrives, policy)
    if counted.day > policy.dispatch.just_missed_days:
        return None
    last = counted.replace(day=1) - timedelta(days=1)
    any_day = policy.arrival is Arrival.DELIVERY and policy.dispatch.roll is Roll.FORWARD
    return last_open_day(last, policy) or (last if any_day else None)


def closed_on_arrival(schedule: Schedule) -> date | None:
    """Return the last open day up to the cut-off if the piece arrives after it; else None.

    The next open day belongs to another batch.  Where the day of opening counts as arrival, the
    piece has joined that one (``schedule.py``).  Source: policy P11.
    """
    last = schedule.last_open
    return last if last is not None and last < schedule.arrives else None


def is_due(code: str, when: tuple[Condition, ...], item: Item, policy: Policy) -> bool:
    """Return whether `item` gets the notice `code`.

    A piece of unknown material gets what it may need, and hears that an answer changes nothing only
    where that is so for every material.
    """
    if code == "guide":
        return True
    if code == MATERIAL_UNKNOWN:
        return item.material == UNKNOWN
    due = [_is_due(code, when, one, policy) for one in possible_items(item, policy)]
    return all(due) if code == "replating-no-effect" else any(due)


def _is_due(code: str, when: tuple[Condition, ...], item: Item, policy: Policy) -> bool:
    if code == "replating-not-sure":
        return item.replating is Replating.NOT_SURE and bool(surcharges_on(item, policy))
    if code == "replating-no-effect":
        return is_answered_for_nothing(item, policy)
    return any(_is_met(condition, item, policy) for condition in when)


def _is_met(condition: Condition, item: Item, policy: Policy) -> bool:
    needed = {surcharge.service for surcharge in surcharges_on(item, policy)}
    possible = set(item.services) | (needed if item.replating is not Replating.NO else set())
    sure = set(item.services) | (needed if item.replating is Replating.YES else set())
    return (
        (not condition.materials or item.material in condition.materials)
        and (not condition.services or not condition.services.isdisjoint(item.services))
        and condition.all_services <= possible
        and condition.unless.isdisjoint(sure)
    )
