"""Developer metadata: notes that a program leaves on a file, a tab, a row or a column."""

from __future__ import annotations

from tests.emulator.api_errors import ApiError, in_use, invalid, refuse_others
from tests.emulator.behaviour import InUse
from tests.emulator.messages import (
    DataFilter,
    DeveloperMetadata,
    DeveloperMetadataLocation,
    DeveloperMetadataLookup,
    Message,
)
from tests.emulator.model import Spreadsheet, new_number
from tests.emulator.ranges import COLUMNS, ROWS
from tests.emulator.request_context import Answers, RequestContext
from tests.emulator.updates.messages import (
    CreateDeveloperMetadataRequest,
    DeleteDeveloperMetadataRequest,
)

_MOST_LETTERS = 30_000
"""In the keys and values of a file, and again of each of its tabs.

Source: guide "Read, write, and search metadata".  That a row or a column counts for its tab is an
assumption.
"""


def tab_of(mark: DeveloperMetadata) -> int | None:
    """Return the id of the tab that developer metadata is on; None for that of a file."""
    location = mark["location"]
    if "dimensionRange" in location:
        return location["dimensionRange"].get("sheetId", 0)
    return location.get("sheetId")


def _create(context: RequestContext, asked: CreateDeveloperMetadataRequest) -> Message:
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
    mark["location"] = _checked_location(context, mark.get("location", {}))
    context.book.metadata.append(mark)
    if _letters(context.book, tab_of(mark)) > _MOST_LETTERS:
        raise invalid(f"Developer metadata may hold {_MOST_LETTERS} characters at most.")
    return {"developerMetadata": mark}


def _letters(book: Spreadsheet, tab: int | None) -> int:
    """Return how long the keys and values on a tab are together; of the file if it is None."""
    return sum(
        len(one["metadataKey"]) + len(one.get("metadataValue", ""))
        for one in book.metadata
        if tab_of(one) == tab
    )


def _checked_location(
    context: RequestContext, location: DeveloperMetadataLocation
) -> DeveloperMetadataLocation:
    """Return `location` with its type.

    Raises:
        ApiError: If it is not exactly one position that exists.
    """
    if len(location.keys() - {"locationType"}) != 1:
        raise invalid("Exactly one location must be specified.")
    if "spreadsheet" in location:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in location:
        return {"locationType": "SHEET", "sheetId": context.sheet(location["sheetId"]).id}
    position = location["dimensionRange"]
    sheet = context.sheet(position.get("sheetId", 0))
    start, end = position.get("startIndex", 0), position.get("endIndex")
    dimension = position.get("dimension", "")
    if dimension not in (ROWS, COLUMNS):
        raise invalid("No dimension specified.")
    if end != start + 1 or not 0 <= start < sheet.size[0 if dimension == ROWS else 1]:
        raise invalid("Developer metadata may be put on a single row or column of the grid only.")
    return {
        "locationType": "ROW" if dimension == ROWS else "COLUMN",
        "dimensionRange": {
            "sheetId": sheet.id,
            "dimension": dimension,
            "startIndex": start,
            "endIndex": end,
        },
    }


def _delete(context: RequestContext, asked: DeleteDeveloperMetadataRequest) -> Message:
    if "dataFilter" not in asked:
        raise invalid("No data filter specified.")
    refuse_others(asked["dataFilter"], DataFilter, "data filters")
    lookup = asked["dataFilter"].get("developerMetadataLookup", {})
    refuse_others(lookup, DeveloperMetadataLookup, "developerMetadataLookup")
    deleted = [mark for mark in context.book.metadata if _fits(mark, lookup)]
    if not deleted and (status := context.book.behaviour.missing_metadata) != 200:
        raise ApiError(status, "No developer metadata matches the data filter.")
    context.book.metadata = [mark for mark in context.book.metadata if mark not in deleted]
    return {"deletedDeveloperMetadata": deleted}


def _fits(mark: DeveloperMetadata, lookup: DeveloperMetadataLookup) -> bool:
    known: Message = {**mark, "locationType": mark["location"]["locationType"]}
    return all(known.get(field) == wanted for field, wanted in lookup.items())


ANSWERS: Answers = {
    "createDeveloperMetadata": _create,
    "deleteDeveloperMetadata": _delete,
}
