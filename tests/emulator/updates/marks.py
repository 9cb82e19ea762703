"""Developer metadata: marks that a program leaves on a file, a tab, a row or a column."""

from __future__ import annotations

from typing import Any

from tests.emulator.asking import Asking
from tests.emulator.masks import update_mask, updated
from tests.emulator.model import Spreadsheet, new_number
from tests.emulator.places import ROWS
from tests.emulator.problems import ApiError, NotAnsweredError, invalid

Message = dict[str, Any]
_LONGEST = 30_000
"""Letters of all keys and values together that one file holds."""


def find_mark(book: Spreadsheet, number: int) -> Message:
    """Return the DeveloperMetadata with this id.

    Raises:
        ApiError: With 404 if there is none.
    """
    for mark in book.metadata:
        if mark["metadataId"] == number:
            return mark
    raise ApiError(404, f"No developer metadata with ID {number}.")


def search(asking: Asking, body: Message) -> Message:
    """Answer ``developerMetadata.search``."""
    filters = body.get("dataFilters", [])
    if not filters:
        raise invalid("Must specify at least one data filter.")
    matched = []
    for mark in asking.book.metadata:
        fitting = [one for one in filters if _fits(mark, one)]
        if fitting:
            matched.append({"developerMetadata": mark, "dataFilters": fitting})
    return {"matchedDeveloperMetadata": matched} if matched else {}


def _fits(mark: Message, data_filter: Message) -> bool:
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None or set(data_filter) - {"developerMetadataLookup"}:
        raise NotAnsweredError("data filters other than developerMetadataLookup")
    if lookup.get("locationMatchingStrategy", "EXACT_LOCATION") not in (
        "EXACT_LOCATION",
        "DEVELOPER_METADATA_LOCATION_MATCHING_STRATEGY_UNSPECIFIED",
    ):
        raise NotAnsweredError("locationMatchingStrategy INTERSECTING_LOCATION")
    location = lookup.get("metadataLocation")
    if location and _place(location) != _place(mark["location"]):
        return False
    wanted = {
        "metadataId": lookup.get("metadataId"),
        "metadataKey": lookup.get("metadataKey"),
        "metadataValue": lookup.get("metadataValue"),
        "visibility": lookup.get("visibility"),
    }
    if any(value is not None and mark.get(key) != value for key, value in wanted.items()):
        return False
    kind = lookup.get("locationType")
    return kind is None or kind == mark["location"]["locationType"]


def _place(location: Message) -> Message:
    return {key: part for key, part in location.items() if key != "locationType"}


def _create(asking: Asking, asked: Message) -> Message:
    mark = dict(asked.get("developerMetadata", {}))
    used = {one["metadataId"] for one in asking.book.metadata}
    number = mark.get("metadataId")
    if number is not None and number < 1:
        raise invalid("Developer metadata ID must be positive.")
    if number in used:
        raise invalid(f"Developer metadata with ID {number} already exists.")
    mark["metadataId"] = number or new_number(used)
    _check(asking, mark)
    asking.book.metadata.append(mark)
    return {"developerMetadata": mark}


def _check(asking: Asking, mark: Message) -> None:
    if not mark.get("metadataKey"):
        raise invalid("No metadataKey specified.")
    if mark.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("No visibility specified.")
    mark["location"] = _checked_location(asking, mark.get("location", {}))
    others = [one for one in asking.book.metadata if one["metadataId"] != mark["metadataId"]]
    letters = sum(
        len(one["metadataKey"]) + len(one.get("metadataValue", "")) for one in [*others, mark]
    )
    if letters > _LONGEST:
        raise invalid(f"Developer metadata may hold {_LONGEST} characters at most.")


def _checked_location(asking: Asking, location: Message) -> Message:
    given = {key for key in ("spreadsheet", "sheetId", "dimensionRange") if key in location}
    if len(given) != 1:
        raise invalid("Exactly one location must be specified.")
    if "spreadsheet" in given:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in given:
        return {"locationType": "SHEET", "sheetId": asking.sheet(location["sheetId"]).id}
    place = location["dimensionRange"]
    sheet = asking.sheet(place.get("sheetId", 0))
    start, end = place.get("startIndex", 0), place.get("endIndex")
    dimension = place.get("dimension")
    if dimension not in (ROWS, "COLUMNS"):
        raise invalid("No dimension specified.")
    if end != start + 1 or not 0 <= start < sheet.size[0 if dimension == ROWS else 1]:
        raise invalid("Developer metadata may be put on a single row or column of the grid only.")
    kept = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {"locationType": "ROW" if dimension == ROWS else "COLUMN", "dimensionRange": kept}


def _update(asking: Asking, asked: Message) -> Message:
    mask = update_mask(asked.get("fields"))
    given = asked.get("developerMetadata", {})
    filters = asked.get("dataFilters", [])
    if not filters:
        raise invalid("Must specify at least one data filter.")
    changed = []
    for place, mark in enumerate(asking.book.metadata):
        if any(_fits(mark, one) for one in filters):
            new = updated(mark, given, mask)
            new["metadataId"] = mark["metadataId"]
            _check(asking, new)
            asking.book.metadata[place] = new
            changed.append(new)
    return {"developerMetadata": changed}


def _delete(asking: Asking, asked: Message) -> Message:
    if "dataFilter" not in asked:
        raise invalid("No data filter specified.")
    gone = [mark for mark in asking.book.metadata if _fits(mark, asked["dataFilter"])]
    asking.book.metadata = [mark for mark in asking.book.metadata if mark not in gone]
    return {"deletedDeveloperMetadata": gone}


ANSWERS = {
    "createDeveloperMetadata": _create,
    "updateDeveloperMetadata": _update,
    "deleteDeveloperMetadata": _delete,
}
