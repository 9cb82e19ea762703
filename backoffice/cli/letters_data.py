"""Drafted letters and status pages as plain data for programs."""

from __future__ import annotations

from collections.abc import Sequence

from backoffice.jobs.letter_drafting import DraftedLetters
from backoffice.jobs.publishing import Published
from backoffice.jobs.status_pages import StatusPages

Data = dict[str, object]


def letters_data(done: DraftedLetters) -> Data:
    """Return which letters were drafted, what they lack, and which tickets have none."""
    return {
        "letters": [
            {
                "tickets": list(draft.letter.tickets),
                "kind": draft.letter.kind.value,
                "language": draft.letter.language,
                "path": str(draft.path),
                "missing": list(draft.letter.missing),
                "others": _texts(draft.others),
            }
            for draft in done.drafts
        ],
        "already_written": [
            {"tickets": list(letter.tickets), "kind": letter.kind.value} for letter in done.noted
        ],
        "incomplete": list(done.incomplete),
        "to_fix": list(done.to_fix),
        "too_late": list(done.too_late),
    }


def status_data(done: StatusPages) -> Data:
    """Return which status pages there are, and which are not any more."""
    pages = zip(done.tickets, done.files.pages, strict=True)
    return {
        "folder": str(done.files.folder),
        "pages": [{"ticket": ticket, "path": str(path)} for ticket, path in pages],
        "deleted": _texts(done.files.deleted),
        "taken_back": done.taken_back or None,
        "address": done.address or None,
    }


def _texts(paths: Sequence[object]) -> list[str]:
    return [str(path) for path in paths]


def published_data(done: Published) -> Data:
    """Return the measured turnaround, and where it was written."""
    return {
        "path": str(done.path),
        "until": str(done.until),
        "pieces": done.pieces,
        "median_days": done.median,
        "nine_in_ten_days": done.slow,
    }
