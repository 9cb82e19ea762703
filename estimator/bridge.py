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
from estimator.rules.requests import estimate_from

LONGEST = 1_000_000
"""Characters of one request; twenty pieces with everything need some four thousand."""


def answer(text: str | bytes, book: PolicyBook | None = None) -> str:
    """Return the answer to the request in `text`, both JSON; what is wrong with `text` is in the answer."""
    return json.dumps(answer_to(text, book or load_policy()))


def answer_tree(text: str, language: str, page: str, book: PolicyBook | None = None) -> str:
    """Return the answer to the request in `text` as the page shows it: JSON on one line.

    `page` is JSON, too: addresses of the pages of rules, `policy`, and of packing, `packing`;
    `read_on`, the day on which the answer is read.
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
    """Return the estimate for the request in `text`; a RequestError has all problems of it."""
    return estimate_from(read_json(text), book)


def decoded(code: str, book: PolicyBook) -> dict[str, object]:
    """Return the request in the estimate code `code`, or the refusal."""
    try:
        return codes.decode(code, book.undated)
    except EstimatorError as error:
        return refusal(error)


def read_json(text: str | bytes) -> object:
    """Return the JSON value in `text`; refused if it is none, too long or too deep, or has a key twice."""
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
        "lines": [_data(line, *LINE) for line in quote.lines],
        "net": _data(quote.net, *SPAN),
        "tax": _data(quote.tax, *SPAN) if quote.tax else None,
        "total": _data(quote.total, *SPAN),
        **_data(schedule, *SCHEDULE),
        "holidays": [
            {"code": one.holiday.code, **_data(one, "first", "last")} for one in schedule.holidays
        ],
        "notices": [
            _data(one, "code", "clause", *(["day"] if one.day else [])) for one in done.notices
        ],
        "code": codes.encode(done.request, done.policy),
    }


def refusal(error: EstimatorError) -> dict[str, object]:
    """Return `error` as the estimate contract writes it."""
    problems = [_data(problem, "field", "code", "message") for problem in error.problems]
    return {"ok": False, "problems": problems}


LINE = ("item", "code", "quantity", "unit", "amount", "certain", "clause")
SPAN = ("low", "high")
SCHEDULE = ("batch", "cutoff", "dispatch", "back", "days", "last_open")


def _data(value: object, *names: str) -> dict[str, object]:
    """Return the values of these names; days and batches are written as text."""
    values = ((name, getattr(value, name)) for name in names)
    return {name: one if isinstance(one, int | None) else str(one) for name, one in values}
