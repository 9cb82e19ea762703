"""Replies: compared with Google's description, and without empty fields."""

from __future__ import annotations

from tests.emulator.api_errors import ToolBugError
from tests.emulator.discovery import SCHEMAS, Schema
from tests.emulator.messages import Message
from tests.emulator.schema_checks import faults

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
"""Fields that are sent also when they are zero, empty or false; all others are left out then."""
_EMPTY: tuple[object, ...] = ("", 0, False, [])


def written(name: str, reply: Message) -> Message:
    """Return a reply without empty fields.

    Raises:
        ToolBugError: If it is not a message `name` of Google's description.
    """
    wrong = faults(name, reply)
    if wrong:
        raise ToolBugError(f"its reply is no {name}: {wrong[0]}")
    return _sent(name, reply)


def _sent(name: str, message: Message) -> Message:
    properties = SCHEMAS[name].get("properties", {})
    present = _PRESENT.get(name, set())
    return {
        key: _sent_value(properties.get(key, {}), value)
        for key, value in message.items()
        if value is not None and (key in present or value not in _EMPTY)
    }


def _sent_value(schema: Schema, value: object) -> object:
    if "$ref" in schema and isinstance(value, dict):
        return _sent(schema["$ref"], value)
    if isinstance(value, list) and "$ref" in schema.get("items", {}):
        return _sent_list(schema["items"]["$ref"], value)
    return value


def _sent_list(name: str, messages: list[Message]) -> list[Message]:
    """Return messages without empty fields; many rows and cells of a tab are equal to the one before."""
    sent: list[Message] = []
    for at, message in enumerate(messages):
        is_again = at and message == messages[at - 1]
        sent.append(sent[-1] if is_again else _sent(name, message))
    return sent
