"""Reading a request: checked in one pass, all its problems reported together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from estimator.errors import PolicyError, Problem, RequestError
from estimator.policy.fields import NO_DAY, Fields
from estimator.policy.model import Policy
from estimator.policy.offer import Service
from estimator.policy.policy_book import PolicyBook
from estimator.policy.suggestions import choose, shown
from estimator.rules.estimates import Estimate, Request, estimate_on
from estimator.rules.items import Item, Replating
from estimator.rules.schedule import Schedule, schedule_for

T = TypeVar("T")


def read_request(written: object, book: PolicyBook) -> Request:
    """Return the request in `written`, plain data as JSON gives it.

    Raises:
        RequestError: With all its problems, each with the path of the field.
    """
    request, _, _ = _checked(written, book)
    return request


def estimate_from(written: object, book: PolicyBook) -> Estimate:
    """Return the estimate for the request in `written`; refused as in `read_request`."""
    return estimate_on(*_checked(written, book))


def _checked(written: object, book: PolicyBook) -> tuple[Request, Policy, Schedule]:
    problems: list[Problem] = []
    fields = Fields(written, "", problems)
    asked = fields.day("asked", "2026-05-20")
    arrives = fields.day("arrives", "2026-06-01")
    policy = _known(asked, book.on, "asked", problems) or book.on(book.undated.calendar.last)
    schedule = _known(arrives, lambda day: schedule_for(day, policy), "arrives", problems)
    items = _items(fields, policy)
    fields.close()
    if problems or schedule is None:
        raise RequestError(problems)
    return Request(asked=asked, arrives=arrives, items=items), policy, schedule


def _known(day: date, found: Callable[[date], T], field: str, problems: list[Problem]) -> T | None:
    """Return what is `found` for a day; None, with a problem of its `field`, for one beyond the calendar."""
    if day != NO_DAY:
        try:
            return found(day)
        except PolicyError as error:
            message = error.problems[0].message
            problems.append(Problem(field=field, code="calendar", message=message))
    return None


def _items(fields: Fields, policy: Policy) -> tuple[Item, ...]:
    needed = f"a list of 1 to {policy.max_items} pieces"
    entries = list(fields.entries("items", needed))
    if fields.has("items") and isinstance(fields.raw("items", needed), list):
        if not entries:
            fields.note("items", "empty", f"there is no piece. Write {needed}.")
        if len(entries) > policy.max_items:
            message = f"{len(entries)} pieces are too many for one request. Write {needed}."
            fields.note("items", "too-many", message)
    return tuple(
        _item(Fields(entry, path, fields.problems), policy)
        for path, entry in entries[: policy.max_items]
    )


def _item(fields: Fields, policy: Policy) -> Item:
    with fields:
        return Item(
            material=fields.one_of("material", policy.material_labels, "material"),
            replating=fields.optional("replating", fields.enum, Replating) or Replating.NOT_SURE,
            services=_services(fields, policy),
        )


def _services(fields: Fields, policy: Policy) -> dict[str, int]:
    table = fields.table("services")
    offered = {service.code: service for service in policy.offered}
    counts: dict[str, int] = {}
    written = list(table.keys())
    for code in written:
        if code not in offered:
            message = f"there is no service called {shown(code)}. {choose(code, offered)}"
            table.note(code, "unknown", message)
        else:
            counts[code] = _count(table, offered[code])
    if not written and not table.broken:
        table.note("", "empty", f"no service is chosen. Choose from: {', '.join(offered)}.")
    return counts


def _count(table: Fields, service: Service) -> int:
    value = table.raw(service.code, "a count")
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= service.most:
        return value
    if service.unit:
        todo = f"Write a whole number from 1 to {service.most}, or leave the service out."
    else:
        todo = "It is done once per piece: write 1, or leave the service out."
    table.note(service.code, "count", f"{shown(value)} is no count of {service.label.en}. {todo}")
    return 1
