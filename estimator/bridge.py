"""JSON in, JSON out, for the browser and the command line.  The back office calls the rules directly.

Shapes: the estimate contract in `docs/manual/estimate-contract.md`.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

from estimator.answers.answer_writer import AnswerWriter, Pages
from estimator.answers.page_answer import answer_data
from estimator.answers.refused_request import refusal_data
from estimator.errors import EstimatorError, Problem, RequestError
from estimator.policy.file import load_policy
from estimator.policy.policy_book import PolicyBook
from estimator.policy.suggestions import shown
from estimator.rules import codes
from estimator.rules.estimates import Estimate
from estimator.rules.items import LineItem, Span
from estimator.rules.notices import Notice
from estimator.rules.requests import estimate_from
from estimator.rules.schedule import Schedule

LONGEST = 1_000_000
"""Characters of one request; twenty pieces with everything need some four thousand."""


def answer(text: str | bytes, book: PolicyBook | None = None) -> str:
    """Return the answer to the request in `text`, both JSON on one line.

    Never raises because of `text`: what is wrong with it is in the answer.
    """
    return json.dumps(answer_to(text, book or load_policy()))


def answer_tree(text: str, language: str, page: str, book: PolicyBook | None = None) -> str:
    """Return the answer to the request in `text` as the page shows it: JSON on one line.

    Args:
        text: The request, as JSON.
        language: ``en`` or ``ja``.
        page: JSON: addresses of the pages of rules, `policy`, and of packing, `packing`; `read_on`,
            the day on which the answer is read.
        book: Another policy than the shop's own.
    """
    book = book or load_policy()
    where = json.loads(page)
    try:
        pages = Pages(policy=where["policy"], packing=where["packing"])
        writer = AnswerWriter(done=estimated(text, book), language=language, pages=pages)
        read_on = date.fromisoformat(where["read_on"])
        repriced = book.edition(writer.done.request.asked) != book.edition(read_on)
        data = answer_data(writer, read_on, repriced=repriced)
    except EstimatorError as error:
        data = refusal_data(error.problems, book.undated, language)
    return json.dumps(data)


def answer_to(text: str | bytes, book: PolicyBook) -> dict[str, object]:
    """Return the answer to the request in `text` as plain data."""
    try:
        return as_answer(estimated(text, book))
    except EstimatorError as error:
        return refusal(error)


def estimated(text: str | bytes, book: PolicyBook) -> Estimate:
    """Return the estimate for the request in `text`.

    Raises:
        RequestError: With all problems of the request.
    """
    return estimate_from(read_json(text), book)


def decoded(code: str, book: PolicyBook) -> dict[str, object]:
    """Return the request in the estimate code `code`, or the refusal."""
    try:
        return codes.decode(code, book.undated)
    except EstimatorError as error:
        return refusal(error)


def read_json(text: str | bytes) -> object:
    """Return the JSON value in `text`.

    Raises:
        RequestError: If it is not JSON, has a key twice, or is too long or too deeply nested.
    """
    if len(text) > LONGEST:
        raise _no_json(f"the request is longer than {LONGEST:,} characters. Send one request only.")
    try:
        decoded_text = (
            text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        )
        return json.loads(decoded_text, object_pairs_hook=_table, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _no_json(f"byte {error.start + 1} is not UTF-8. Save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _no_json(f"this is not JSON at {where}: {error.msg}. Correct it there.") from error
    except RecursionError as error:
        raise _no_json("tables stand too deep inside each other. Send one request.") from error
    except ValueError as error:  # a number of thousands of digits
        raise _no_json("a number is too long. Write whole numbers.") from error


def _no_json(message: str) -> RequestError:
    return RequestError([Problem(field="", code="json", message=message)])


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(name for name, many in Counter(name for name, _ in pairs).items() if many > 1)
        message = f"{shown(twice)} stands twice in one table. Leave one."
        raise RequestError([Problem(field="", code="twice", message=message)])
    return table


def _no_number(name: str) -> object:
    raise _no_json(f"{name} is no number. Write whole numbers.")


def as_answer(done: Estimate) -> dict[str, object]:
    """Return `done` as the estimate contract writes it."""
    quote, schedule = done.quote, done.schedule
    return {
        "ok": True,
        "edition": str(quote.edition),
        "currency": done.policy.currency.code,
        "lines": [_line(line) for line in quote.lines],
        "net": _span(quote.net),
        "tax": _span(quote.tax) if quote.tax else None,
        "total": _span(quote.total),
        **_schedule(schedule),
        "notices": [_notice(notice) for notice in done.notices],
        "code": codes.encode(done.request, done.policy),
    }


def refusal(error: EstimatorError) -> dict[str, object]:
    """Return `error` as the estimate contract writes it."""
    problems = [
        {"field": problem.field, "code": problem.code, "message": problem.message}
        for problem in error.problems
    ]
    return {"ok": False, "problems": problems}


def _line(line: LineItem) -> dict[str, object]:
    return {
        "item": line.item,
        "code": line.code,
        "quantity": line.quantity,
        "unit": line.unit,
        "amount": line.amount,
        "certain": line.certain,
        "clause": line.clause,
    }


def _schedule(schedule: Schedule) -> dict[str, object]:
    def text(value: object) -> str | None:
        return None if value is None else str(value)

    return {
        "batch": text(schedule.batch),
        "cutoff": text(schedule.cutoff),
        "dispatch": text(schedule.dispatch),
        "back": text(schedule.back),
        "days": schedule.days,
        "last_open": text(schedule.last_open),
        "holidays": [
            {"code": one.holiday.code, "first": str(one.first), "last": str(one.last)}
            for one in schedule.holidays
        ],
    }


def _span(span: Span) -> dict[str, int]:
    return {"low": span.low, "high": span.high}


def _notice(notice: Notice) -> dict[str, object]:
    written: dict[str, object] = {"code": notice.code, "clause": notice.clause}
    if notice.day:
        written["day"] = str(notice.day)
    return written
