"""The service columns of Tickets: one for each service of the policy, and which one a desk lacks."""

from __future__ import annotations

from backoffice.messages import label
from backoffice.sheet.headings import Column, Kind
from estimator.policy.model import Label, UndatedPolicy


def service_columns(policy: UndatedPolicy) -> list[Column]:
    """Return the columns in which staff count each service, in the order of price lists."""
    return [
        Column(
            key=f"service:{service.code}",
            label=Label(
                en=f"{service.sign} {service.label.en}".strip(),
                ja=f"{service.sign} {service.label.ja}".strip(),
            ),
            kind=Kind.COUNT,
            width=13,
            most=service.most,
            sign=service.sign,
        )
        for service in policy.services.values()
    ]


def column_to_add(column: Column, tab: str) -> Label:
    """Return which column to add and how, in a desk whose policy gained a service since."""
    heading = f"{column.label.en} / {column.label.ja}"
    return label("layout", "service-missing", tab=tab, heading=heading)
