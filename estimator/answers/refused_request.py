"""Why a request cannot be estimated: the problems in words, and as the list above the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from estimator.answers import wording
from estimator.answers.answer_texts import text
from estimator.answers.tree import Element, element
from estimator.errors import PolicyError, Problem
from estimator.policy.model import UndatedPolicy
from estimator.rules.schedule import schedule_for

_PIECE = re.compile(r"items\[(\d+)\](?:\.(.*))?", re.DOTALL)
_SERVICE = "services."
DAYS = ("asked", "arrives")
"""The fields of a request that are days."""
FIELDS = (*DAYS, "items", "material", "replating", "services")


def problem_text(problem: Problem, policy: UndatedPolicy, language: str) -> str:
    """Return what is wrong and what to do, for somebody who fills in a form."""
    service = policy.services.get(_split(problem.field)[1].removeprefix(_SERVICE))
    most = service.most if service else 1
    key = problem.code
    if key == "count" and most == 1:
        key = "once"
    elif key in {"missing", "type"} and problem.field in DAYS:
        key = "date"
    days = known_days(problem.field, policy) if key == "calendar" else ()
    named = dict(zip(("first", "last"), (wording.day(day, language) for day in days), strict=False))
    return text(f"problem-{key}", language, most=most, **named)


def known_days(field: str, policy: UndatedPolicy) -> tuple[date, date]:
    """Return the first and the last day that a request may name in `field`.

    A day of arrival needs a day of return within the calendar, weeks later.  Source: policy P12.
    """
    first, last = policy.calendar.first, policy.calendar.last
    while field == "arrives" and not _has_return(last, policy):
        last -= timedelta(days=1)
    return first, last


def _has_return(arrives: date, policy: UndatedPolicy) -> bool:
    try:
        schedule_for(arrives, policy)
    except PolicyError:
        return False
    return True


def field_name(path: str, policy: UndatedPolicy, language: str) -> str:
    """Return what a form calls the field at `path`; empty if it has no such field.

    >>> from estimator.policy.file import load_policy
    >>> field_name("items[1].services.stone", load_policy().undated, "en")
    'Piece 2, ④ Stone setting'
    """
    number, field = _split(path)
    service = field.removeprefix(_SERVICE)
    if service in policy.services and service != field:
        name = wording.service_name(service, policy, language)
    else:
        name = text(f"field-{field}", language) if field in FIELDS else ""
    if not number:
        return name
    if not name:
        return text("piece-only", language, n=number)
    return text("of-piece", language, n=number, field=name)


def _split(path: str) -> tuple[int, str]:
    """Return the number of the piece in `path`, 0 if it has none, and the path within the piece."""
    match = _PIECE.fullmatch(path)
    return (int(match[1]) + 1, match[2] or "") if match else (0, path)


def refusal_data(
    problems: Sequence[Problem], policy: UndatedPolicy, language: str
) -> dict[str, object]:
    """Return the refusal as plain data: the list above the form, and a text for each field."""
    texts = [problem_text(problem, policy, language) for problem in problems]
    return {
        "ok": False,
        "tree": _summary(problems, texts, policy, language),
        "problems": [
            {"field": problem.field, "text": text("error", language, text=what)}
            for problem, what in zip(problems, texts, strict=True)
        ],
    }


def _summary(
    problems: Sequence[Problem], texts: Sequence[str], policy: UndatedPolicy, language: str
) -> list[Element]:
    """Return heading and list; each entry is a link, which the page leads to its field."""
    entries = []
    for problem, what in zip(problems, texts, strict=True):
        name = field_name(problem.field, policy, language)
        entry = text("named", language, name=name, value=what) if name else what
        entries.append(element("li", {}, element("a", {"data-for": problem.field}, entry)))
    heading = element("h2", {"class": "estimator-errors-title"}, text("errors", language))
    return [heading, element("ul", {}, *entries)]
