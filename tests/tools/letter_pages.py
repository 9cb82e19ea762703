"""A page of each letter and a status page in both languages, to take pictures of."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from backoffice.jobs.letter_drafting import draft_letter
from backoffice.jobs.status_pages import make_status_pages
from backoffice.rules.letter_kinds import LetterKind

LANGUAGES = ("en", "ja")
desk_of = import_module("tests.backoffice.outputs.letter_desks").desk_of  # tests have no types


def letter_pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the HTML of each."""
    with TemporaryDirectory() as folder:
        for language in LANGUAGES:
            for kind in LetterKind:
                run = desk_of(kind, language)
                [draft] = draft_letter(run, "R-00101", kind, Path(folder, language)).drafts
                mail = message_from_bytes(draft.path.read_bytes(), policy=policy.default)
                body = mail.get_body(("html",))
                assert body is not None
                yield f"letter-{language}-{kind}", body.get_content()
            run = desk_of(LetterKind.AT_WORKSHOP, language)
            [page, *_] = make_status_pages(run, Path(folder, f"status-{language}")).files.pages
            yield f"status-{language}", page.read_text(encoding="utf-8")
