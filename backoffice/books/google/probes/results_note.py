"""The record of the results in the sheet: a note that people do not see."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from backoffice.books.google.developer_metadata import create_note
from backoffice.books.google.probes.trials import EDITION, Results, Trial
from backoffice.books.google.request_kinds import Request

RECORD_KEY = "backoffice.proof"
"""Key of the note; Google chooses its number."""


def record(results: Results) -> Request:
    """Return the request that keeps `results` in the sheet."""
    value = {
        "edition": results.edition,
        "when": results.when,
        "by": results.by,
        "results": results.outcomes,
        "statuses": results.statuses,
    }
    return create_note(None, RECORD_KEY, json.dumps(value, separators=(",", ":")))


def read_record(metadata: Iterable[Mapping[str, Any]]) -> Results | None:
    """Return the newest results kept in a sheet; None if there are none of this list of trials."""
    found = (_results(one) for one in metadata if one.get("metadataKey") == RECORD_KEY)
    readable = [each for each in found if each and each.edition == EDITION]
    return max(readable, key=lambda each: each.when, default=None)


def _results(note: Mapping[str, Any]) -> Results | None:
    try:
        value = json.loads(note["metadataValue"])
        return Results(
            outcomes={Trial(key): str(outcome) for key, outcome in value["results"].items()},
            statuses={Trial(key): int(status) for key, status in value["statuses"].items()},
            when=str(value["when"]),
            by=str(value["by"]),
            edition=int(value["edition"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
