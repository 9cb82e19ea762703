"""Runs every kind of request, so that the trimmed runtime contains all modules they need.

Runs inside Pyodide while the runtime is built, and in CPython to compare.  Standard library only.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import timedelta

from estimator import bridge
from estimator.answers import plain_text
from estimator.errors import EstimatorError
from estimator.policy.file import load_policy
from estimator.policy.label import Language

PAGE = json.dumps({"policy": "../repair/", "packing": "../packing/", "read_on": "2026-05-20"})

NOT_REQUESTS = (
    "", "[", "[]", "null", "NaN", "{}", "\ufeff{}", '{"asked": 1, "asked": 2}',
    '{"items": ' + "9" * 5_000 + "}", '{"asked": "2026-13-01"}', '{"asked": "1999-01-01"}',
    '{"asked": "2029-01-01", "arrives": "2029-01-01", "items": []}',
    '{"items": [{"material": "tin", "replating": "perhaps", "services": {"polish": 1}}]}',
    '{"items": [{"material": "silvr", "services": {"stone": 0, "clean": 2, "chain": true}}]}',
    '{"items": [{"material": null, "services": []}, 3]}', '{"item": [], "\\ud800": 1}',
    json.dumps({"items": [{"material": "silver", "services": {"clean": 1}}] * 21}),
    "x" * (bridge.LONGEST + 1),
)  # fmt: skip


def all_requests(cases: str) -> list[str]:
    """Return the requests of the worked `cases` (TOML), and texts that are no request."""
    return [*map(_request, tomllib.loads(cases)["case"]), *NOT_REQUESTS]


def page_questions(cases: str) -> list[tuple[str, str]]:
    """Return what a page may ask, in each language.

    All requests, one of a piece for every ninth day, and three of each number of pieces.
    """
    texts = [*all_requests(cases), '{"items": ' + "[" * 1_000, *_ordinary(), *_mixed(1, 60)]
    return [(text, language) for text in texts for language in Language]


def other_questions() -> list[tuple[str, str]]:
    """Return what a page may ask as well: a Python that was made for the others has to answer it, too."""
    return [(text, language) for text in _mixed(2, 200) for language in Language]


def _mixed(seed: int, many: int) -> Iterator[str]:
    """Yield requests of 1 to 20 pieces, of any material, work and days; the same ones for a seed."""
    policy = load_policy().undated
    materials, codes = list(policy.material_labels), list(policy.services)
    state = seed

    def number(below: int) -> int:
        nonlocal state
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return (state >> 33) % below

    for at in range(many):
        items = [
            {
                "material": materials[number(len(materials))],
                "replating": ("yes", "no", "not-sure")[number(3)],
                "services": {
                    code: 1 + number(99) if policy.services[code].unit else 1
                    for code in {codes[number(len(codes))]: 1 for _ in range(1 + number(4))}
                },
            }
            for _ in range(1 + at % 20)
        ]
        days = (policy.calendar.last - policy.calendar.first).days
        asked = policy.calendar.first + timedelta(days=number(days))
        arrives = asked + timedelta(days=number(90))
        yield json.dumps({"asked": str(asked), "arrives": str(arrives), "items": items})


def _ordinary() -> Iterator[str]:
    policy = load_policy().undated
    day, last = policy.calendar.first, policy.calendar.last
    choices = [(material, code) for material in policy.material_labels for code in policy.services]
    at = 0
    while day <= last:
        material, code = choices[at % len(choices)]
        item = {"material": material, "services": {code: 1}}
        yield json.dumps({"asked": str(day), "arrives": str(day), "items": [item]})
        day, at = day + timedelta(days=9), at + 1


def run_all(cases: str) -> list[list[str]]:
    """Return for each request everything that can be made of it: JSON, trees, texts, codes."""
    return [list(_results(text)) for text in all_requests(cases)]


def _request(case: dict[str, object]) -> str:
    request = {key: case[key] for key in ("asked", "arrives", "items") if key in case}
    if "arrives" in case:
        request.setdefault("asked", case["arrives"])
    for key in case.get("without", ()):  # type: ignore[attr-defined]
        del request[key]
    return json.dumps(request | case.get("extra", {}), default=str)  # type: ignore[operator]


def _results(text: str) -> Iterator[str]:
    yield bridge.answer(text)
    for language in Language:
        yield bridge.answer_tree(text, language, PAGE)
        yield _plain_text(text, language)
    yield from _codes(text)


def _plain_text(text: str, language: str) -> str:
    book = load_policy()
    try:
        return plain_text.estimate_text(bridge.estimated(text, book), language)
    except EstimatorError as error:
        return plain_text.refusal_text(error.problems, book.undated, language)


def _codes(text: str) -> Iterator[str]:
    book = load_policy()
    answer = json.loads(bridge.answer(text))
    if code := answer.get("code"):
        yield json.dumps(bridge.decoded(code, book))
        yield json.dumps(bridge.decoded(code[::-1], book))
