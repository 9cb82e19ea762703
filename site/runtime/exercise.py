"""Everything the estimator can be asked in a browser, so that nothing it needs is left out there.

Runs inside Pyodide while the runtime is built, and in CPython to compare.  Standard library only.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator

from estimator import bridge
from estimator.answers import wording
from estimator.errors import EstimatorError
from estimator.policy.file import load_policy
from estimator.rules import codes

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


def asked(cases: str) -> list[str]:
    """Return every request worth asking: the worked cases in TOML, and what is no request."""
    return [*map(_request, tomllib.loads(cases)["case"]), *NOT_REQUESTS]


def exercise(cases: str) -> list[dict[str, str]]:
    """Return what comes back for each request: the answer, and its words in both languages."""
    return [{"answer": bridge.answer(text), **_words(text)} for text in asked(cases)]


def _request(case: dict[str, object]) -> str:
    request = {key: case[key] for key in ("asked", "arrives", "items") if key in case}
    if "arrives" in case:
        request.setdefault("asked", case["arrives"])
    for key in case.get("without", ()):  # type: ignore[attr-defined]
        del request[key]
    return json.dumps(request | case.get("extra", {}), default=str)  # type: ignore[operator]


def _words(text: str) -> dict[str, str]:
    return {language: "\n".join(_told(text, language)) for language in ("en", "ja")}


def _told(text: str, language: str) -> Iterator[str]:
    book = load_policy()
    try:
        done = bridge.estimated(text, book)
    except EstimatorError as error:
        yield wording.refusal_text(error.problems, language)
    else:
        yield wording.estimate_text(done, language)
        code = codes.encode(done.request, done.policy)
        yield json.dumps(bridge.decoded(code, book))
        yield json.dumps(bridge.decoded(code[::-1], book))
