"""Requests held against Google's description; it is closed: what it does not name is refused.

Every reading returns plain data in one spelling: no nulls, whole numbers as ``int``, numbers of
single precision as Google would store them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tests.emulator.discovery import Api, Method, Schema
from tests.emulator.problems import invalid

Violations = list[tuple[str, str]]
_Reader = Callable[[Any, str, Violations], Any]

_WHOLE = re.compile(r"-?\d+(\.0+)?")
_LIMITS = {"int32": 2**31, "int64": 2**63, "uint32": 2**32}
_BODIES = {"sheets.spreadsheets.values.update": "data", "sheets.spreadsheets.values.append": "data"}


def read_body(api: Api, method: Method, body: Any) -> Any:
    """Return the body of a request in one spelling.  Drive overlooks fields it does not know.

    Raises:
        ApiError: With 400 and every mistake, as Google lists them.
    """
    if method.request is None:
        return None
    if body is not None and not isinstance(body, dict):
        raise invalid(
            'Invalid JSON payload received. Unknown name "": Root element must be a message.'
        )
    found: Violations = []
    where = _BODIES.get(method.name, "")
    read = _reader(_Schemas(api), method.request)(body or {}, where, found)
    if api.name == "drive":
        found = [(path, text) for path, text in found if "Unknown name" not in text]
    if found:
        raise invalid("\n".join(text for _, text in found), found)
    return read


def read_parameters(method: Method, given: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the query of a request: lists for what may repeat, else one value.

    Raises:
        ApiError: With 400 for a name or a value that Google does not know.
    """
    found: Violations = []
    read: dict[str, Any] = {}
    for name, values in given.items():
        schema = method.parameters.get(name)
        if schema is None and method.name.startswith("drive."):
            continue  # Drive overlooks parameters that it does not know
        if schema is None:
            text = (
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
                f"parameter. Field '{name}' could not be found in request message."
            )
            found.append(("", text))
            continue
        cells = [_parameter(schema, name, value, found) for value in values]
        read[name] = cells if schema.get("repeated") else cells[-1]
    if found:
        raise invalid("\n".join(text for _, text in found), found)
    return read


def faults(api: Api, name: str, reply: Any) -> list[str]:
    """Return what keeps a reply from being the message `name`; fields too many are no fault."""
    found: Violations = []
    _reader(_Schemas(api), name)(reply, "", found)
    return [text for _, text in found if "Unknown name" not in text]


def single(number: float) -> float | int:
    """Return `number` in single precision, with no more digits than tell it from its neighbours."""
    stored = struct.pack("f", number)
    for digits in range(1, 10):
        short = float(f"{struct.unpack('f', stored)[0]:.{digits}g}")
        if struct.pack("f", short) == stored:
            break
    return int(short) if short.is_integer() else short


class _Schemas:
    """The schemas of an API; two of the same API are equal, so that readers are made once."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Schemas) and self.api is other.api

    def __hash__(self) -> int:
        return hash(self.api.name)


@cache
def _reader(schemas: _Schemas, name: str) -> _Reader:
    """Return what reads the message `name`."""
    properties: Mapping[str, Schema] = schemas.api.schemas[name].get("properties", {})
    readers: dict[str, tuple[_Reader, str]] = {}

    def message(value: Any, path: str, found: Violations) -> Any:
        if not isinstance(value, dict):
            return _refuse(value, path, f"type.googleapis.com/{name}", found)
        read = {}
        for key, inner in value.items():
            if key not in readers:
                if key not in properties:
                    found.append(_unknown(key, path))
                    continue
                readers[key] = (_value_reader(schemas, properties[key]), snake(key))
            if inner is None:
                continue
            reader, spelled = readers[key]
            read[key] = reader(inner, f"{path}.{spelled}" if path else spelled, found)
        return _in_eight_bits(read) if name == "Color" else read

    return message


def _in_eight_bits(colour: dict[str, Any]) -> dict[str, Any]:
    """Return a Color as Google keeps it: 256 steps for each of red, green and blue."""
    return {
        key: part if key == "alpha" else single(int(part * 255 + 1e-4) / 255)
        for key, part in colour.items()
    }


def _value_reader(schemas: _Schemas, schema: Schema) -> _Reader:
    if "$ref" in schema:
        name = schema["$ref"]
        return lambda value, path, found: _reader(schemas, name)(value, path, found)
    kind = schema.get("type")
    if kind == "array":
        return _list_reader(schemas, schema["items"])
    if kind == "object":
        inner = _value_reader(schemas, schema.get("additionalProperties", {"type": "any"}))
        return lambda value, path, found: _mapping(value, path, found, inner)
    if kind == "any":
        return lambda value, path, found: value
    return lambda value, path, found: _scalar(schema, value, path, found)


def _list_reader(schemas: _Schemas, items: Schema) -> _Reader:
    bare = items.get("type") == "array"  # rows of values: their cells may be null
    inner = _value_reader(schemas, items)

    def read(value: Any, path: str, found: Violations) -> Any:
        if not isinstance(value, list):
            kind = "type.googleapis.com/google.protobuf.ListValue" if bare else "list"
            return _refuse(value, path, kind, found)
        return [inner(one, f"{path}[{place}]", found) for place, one in enumerate(value)]

    return read


def _mapping(value: Any, path: str, found: Violations, inner: _Reader) -> Any:
    if not isinstance(value, dict):
        return _refuse(value, path, "map", found)
    return {key: inner(one, f"{path}.{key}", found) for key, one in value.items()}


def _scalar(schema: Schema, value: Any, path: str, found: Violations) -> Any:
    kind, form = schema["type"], schema.get("format", "")
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind == "integer" or form in ("int64", "uint64"):
        text = str(value)
        if not isinstance(value, bool) and _WHOLE.fullmatch(text):
            whole = int(float(text)) if "." in text else int(text)
            if abs(whole) < _LIMITS.get(form, 2**64):
                return whole
        return _refuse(value, path, f"TYPE_{form.upper()}", found)
    if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return single(value) if form == "float" else value
    if kind == "string" and isinstance(value, str):
        if "enum" not in schema or value in schema["enum"]:
            return value
        return _refuse(value, path, "TYPE_ENUM", found)
    types = {"number": "TYPE_DOUBLE", "boolean": "TYPE_BOOL", "string": "TYPE_STRING"}
    return _refuse(value, path, types[kind], found)


def _parameter(schema: Schema, name: str, value: str, found: Violations) -> Any:
    if schema["type"] == "boolean":
        if value.lower() in ("true", "false", "1", "0", ""):
            return value.lower() in ("true", "1")
        return _refuse(value, snake(name), "TYPE_BOOL", found)
    return _scalar(schema, value, snake(name), found)


def _refuse(value: Any, path: str, kind: str, found: Violations) -> None:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    text = f"Invalid value at '{path}' ({kind}), {shown}"
    found.append((path, text))


def _unknown(key: str, path: str) -> tuple[str, str]:
    place = f" at '{path}'" if path else ""
    return path, f'Invalid JSON payload received. Unknown name "{key}"{place}: Cannot find field.'


@cache
def snake(name: str) -> str:
    """Return a field's name as Google's messages spell it: ``updateCells`` is ``update_cells``."""
    return re.sub(r"(?<!^)([A-Z])", lambda match: "_" + match[1].lower(), name)
