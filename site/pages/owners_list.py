"""What a build prints for the owner: sentences that wait for a word, fields that are empty."""

from __future__ import annotations

from collections.abc import Iterator

from estimator.policy.model import UndatedPolicy
from estimator.policy.owners_word import empty_fields, missing_of_trader, waiting_sentences
from pages.page_context import texts


def owners_list(policy: UndatedPolicy, language: str) -> list[str]:
    """Return the lines; none where nothing waits."""

    def said(key: str, **values: object) -> str:
        return texts()[key][language].format(**values)

    def listed() -> Iterator[str]:
        if waiting := waiting_sentences(policy):
            yield said("owner-sentences", count=len(waiting))
            yield from (f"  {one.path}: {one.text.in_(language)}" for one in waiting)
        if empty := empty_fields(policy):
            yield said("owner-fields", count=len(empty))
            yield from (f"  {one.path}" for one in empty)
        if missing := missing_of_trader(policy):
            yield said("owner-trader")
            yield from (f"  {path}" for path in missing)

    return list(listed())
