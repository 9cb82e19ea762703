"""The fields that texts of the policy file may have, and what they are filled with."""

from __future__ import annotations

from estimator.policy.calendar import Calendar
from estimator.policy.label import Label
from estimator.policy.model import UndatedPolicy
from estimator.policy.phrases import (
    day_count,
    enumeration,
    month_after,
    month_range,
    national_holidays,
    weekday_name,
)
from estimator.policy.readings import Every
from estimator.policy.texts import EMPTY, Reading


def readings_of(policy: UndatedPolicy) -> tuple[Reading, ...]:
    """Return the switches by which texts may differ."""
    return (
        Reading.of(policy.handling.per),
        Reading.flag(policy.handling.when_not_repairable, "charged", "free"),
        Reading.flag(policy.tax is not None, "taxed", "exempt"),
        Reading.of(policy.dispatch.every),
        Reading.of(policy.dispatch.roll),
        Reading.of(policy.arrival),
        Reading.of(policy.back_when_declined),
        Reading.flag(policy.extra_days > 0, "counted", "uncounted"),
    )


def values_of(policy: UndatedPolicy) -> dict[str, Label]:
    """Return the value of each field by its name, which is its path in the policy file."""
    units = [service.unit for service in policy.services.values() if service.unit]
    return {
        "shop.name": policy.shop.name,
        "handling.label": policy.handling.label,
        **{
            f"services.{code}.sign": Label(en=one.sign, ja=one.sign)
            for code, one in policy.services.items()
        },
        **{f"services.{code}.label": one.label for code, one in policy.services.items()},
        **{f"materials.{code}.label": one.label for code, one in policy.materials.items()},
        **{f"units.{one.code}.label": one.label for one in units},
        **_surcharges(policy),
        **_dispatch(policy),
        **_holidays(policy),
    }


def _surcharges(policy: UndatedPolicy) -> dict[str, Label]:
    added = {surcharge.service for surcharge in policy.surcharges}
    after = {code for surcharge in policy.surcharges for code in surcharge.after}
    materials = {code for surcharge in policy.surcharges for code in surcharge.materials}
    names = {code: one.name for code, one in policy.services.items()}
    labels = {code: one.label for code, one in policy.materials.items()}

    def listed(known: dict[str, Label], codes: set[str]) -> Label:
        return enumeration([label for code, label in known.items() if code in codes], "or")

    return {
        "surcharges.service": listed(names, added),
        "surcharges.materials": listed(labels, materials),
        "surcharges.after": listed(names, after),
    }


def _dispatch(policy: UndatedPolicy) -> dict[str, Label]:
    dispatch = policy.dispatch
    monthly = dispatch.every is Every.MONTH
    months = dispatch.back_months
    return {
        "dispatch.back_days": EMPTY if monthly else day_count(dispatch.back_days),
        "dispatch.back_month": month_after(months) if monthly else EMPTY,
        "dispatch.months": month_range(months, months + 1) if monthly else EMPTY,
        "dispatch.just_missed_days": day_count(dispatch.just_missed_days) if monthly else EMPTY,
    }


def _holidays(policy: UndatedPolicy) -> dict[str, Label]:
    calendar, extra = policy.calendar, policy.extra_days
    return {
        "holidays.extra_days": day_count(extra) if extra else EMPTY,
        "holidays.labels": enumeration([holiday.label for holiday in calendar.long]),
        "calendar.closed": enumeration(_closed(calendar)),
        **{f"holidays.long.{one.code}.label": one.label for one in calendar.long},
        **{f"holidays.long.{one.code}.days": one.days for one in calendar.long},
    }


def _closed(calendar: Calendar) -> list[Label]:
    return [
        *(weekday_name(number) for number in sorted(calendar.weekdays)),
        *([national_holidays()] if calendar.national else []),
        *(holiday.label for holiday in calendar.long if holiday.closed),
    ]
