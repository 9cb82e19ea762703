"""Replies as Google sends them: held against its description, without empty fields."""

from __future__ import annotations

from typing import Any

from tests.emulator.discovery import Api, Schema
from tests.emulator.problems import ToolBugError
from tests.emulator.shapes import faults

_PRESENT: dict[str, set[str]] = {
    "GridRange": {"startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"},
    "DimensionRange": {"startIndex", "endIndex"},
    "ExtendedValue": {"stringValue", "numberValue", "boolValue", "formulaValue"},
    "TextFormat": {"bold", "italic", "strikethrough", "underline", "fontSize"},
    "SheetProperties": {"sheetId", "index"},
    "SortSpec": {"dimensionIndex"},
    "FilterSpec": {"columnIndex"},
    "DeveloperMetadataLocation": {"sheetId", "spreadsheet"},
}
"""Fields that Google sends also when they are zero, empty or false; it leaves out all others."""


def written(api: Api, name: str, reply: Any) -> Any:
    """Return a reply as Google would send it: held against its schema, without empty fields.

    Raises:
        ToolBugError: If Google could not have sent it.
    """
    wrong = faults(api, name, reply)
    if wrong:
        raise ToolBugError(f"its reply is no {name}: {wrong[0]}")
    return _sent(api, name, reply)


def _sent(api: Api, name: str, message: Any) -> Any:
    properties = api.schemas[name].get("properties", {})
    present = _PRESENT.get(name, set())
    empty: tuple[Any, ...] = ("", 0, False) if api.name == "drive" else ("", 0, False, [])
    sent = {}
    for key, value in message.items():
        schema = properties.get(key, {})
        if value is None or (value in empty and key not in present):
            continue
        sent[key] = _sent_value(api, schema, value)
    return sent


def _sent_value(api: Api, schema: Schema, value: Any) -> Any:
    if "$ref" in schema:
        return _sent(api, schema["$ref"], value)
    if schema.get("type") == "array" and "$ref" in schema["items"]:
        name = schema["items"]["$ref"]
        return [_sent(api, name, one) for one in value]
    return value
