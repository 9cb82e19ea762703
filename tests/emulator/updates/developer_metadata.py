"""Developer metadata: notes that a program leaves on a file."""

from __future__ import annotations

from tests.emulator.api_errors import ApiError, in_use, invalid
from tests.emulator.behaviour import InUse
from tests.emulator.messages import Message
from tests.emulator.model import new_number
from tests.emulator.request_context import Answers, RequestContext

_MOST_LETTERS = 30_000
"""In the keys and values of a file.  Source: guide "Read, write, and search metadata"."""


def _create(context: RequestContext, asked: Message) -> Message:
    mark = asked.get("developerMetadata", {}).copy()
    used = {one["metadataId"] for one in context.book.metadata}
    number = mark.get("metadataId")
    if number is not None and number < 1:
        raise invalid("Developer metadata ID must be positive.")
    if number in used:
        match how := context.book.behaviour.ids:
            case InUse.ACCEPTED:
                pass
            case InUse.RENUMBERED:
                number = None
            case InUse.REPLACED:
                kept = [one for one in context.book.metadata if one["metadataId"] != number]
                context.book.metadata = kept
            case _:
                raise in_use(how, f"Developer metadata with ID {number} already exists.")
    mark["metadataId"] = number or new_number(used)
    if not mark.get("metadataKey"):
        raise invalid("No metadataKey specified.")
    if mark.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("No visibility specified.")
    if "spreadsheet" not in mark.get("location", {}):
        raise invalid("Exactly one location must be specified.")
    mark["location"] = {"locationType": "SPREADSHEET", "spreadsheet": True}
    context.book.metadata.append(mark)
    texts = [one["metadataKey"] + one.get("metadataValue", "") for one in context.book.metadata]
    if sum(map(len, texts)) > _MOST_LETTERS:
        raise invalid(f"Developer metadata may hold {_MOST_LETTERS} characters at most.")
    return {"developerMetadata": mark}


def _delete(context: RequestContext, asked: Message) -> Message:
    if "dataFilter" not in asked:
        raise invalid("No data filter specified.")
    lookup = asked["dataFilter"].get("developerMetadataLookup", {})
    deleted = [mark for mark in context.book.metadata if _fits(mark, lookup)]
    if not deleted and (status := context.book.behaviour.missing_metadata) != 200:
        raise ApiError(status, "No developer metadata matches the data filter.")
    context.book.metadata = [mark for mark in context.book.metadata if mark not in deleted]
    return {"deletedDeveloperMetadata": deleted}


def _fits(mark: Message, lookup: Message) -> bool:
    known: Message = {**mark, "locationType": mark["location"]["locationType"]}
    return all(known.get(field) == wanted for field, wanted in lookup.items())


ANSWERS: Answers = {
    "createDeveloperMetadata": _create,
    "deleteDeveloperMetadata": _delete,
}
