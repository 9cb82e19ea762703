"""Estimates to write answers about: every answered case, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator

from estimator import bridge
from estimator.answers.answer_writer import AnswerWriter, Pages
from estimator.answers.tree import Tree, parts_of
from tests.tools.casebook import Table, cases_in, policy_called, request_of

LANGUAGES = ("en", "ja")
PAGES = Pages(policy="../repair/", packing="../packing/")
CASES = {"estimates.toml": "policy.toml", "watch_estimates.toml": "watch.toml"}
REQUEST: Table = {
    "asked": "2026-05-20", "arrives": "2026-06-01",
    "items": [{"material": "gold-plated", "services": {"refinish": 1, "stone": 3}}],
}  # fmt: skip


def writer_of(request: Table, language: str, policy: str = "policy.toml") -> AnswerWriter:
    """Return what writes the answer to a request."""
    done = bridge.estimated(json.dumps(request), policy_called(policy))
    return AnswerWriter(done=done, language=language, pages=PAGES)


def text_of(tree: Tree) -> str:
    """Return the text of an element."""
    return tree if isinstance(tree, str) else "".join(map(text_of, parts_of(tree)[2]))


def every_writer() -> Iterator[AnswerWriter]:
    """Yield what writes the answer to each answered case, in each language."""
    for cases, policy in CASES.items():
        for case in cases_in(cases):
            if not {"refused", "problems"} & set(case):
                for language in LANGUAGES:
                    yield writer_of(request_of(case), language, policy)
