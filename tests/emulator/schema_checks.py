"""Requests and replies compared with Google's description: a request has nothing else, a reply may.

What is read comes back in one spelling: without nulls, number numbers as ``int``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import TypeAlias

from tests.emulator.api_errors import NotAnsweredError, invalid
from tests.emulator.discovery import SCHEMAS, Method, Schema
from tests.emulator.messages import UNDERSTOOD, Message

Violations: TypeAlias = list[tuple[str, str]]
"""Pairs of a field and what is wrong with it."""
_Reader: TypeAlias = Callable[[object, str, Violations], object]

_INTEGER = re.compile(r"-?\d+(\.0+)?")
_ANYTHING: Schema = {"type": "any"}
_COMMON = frozenset({"alt", "fields", "prettyPrint"})
"""Parameters that every method has; replies are never pretty-printed."""
_LIMITS = {"int32": 2**31, "int64": 2**63, "uint32": 2**32}


def read_body(method: Method, body: object) -> Message:
    """Return the body of a request in one spelling; empty for methods without one.

    Raises:
        ApiError: With 400 and everything that is wrong; with 501 for a field that this tool does not understand.
    """
    if method.request is None:
        return {}
    if body is not None and not isinstance(body, dict):
        raise invalid(
            'Invalid JSON payload received. Unknown name "": Root element must be a message.'
        )
    found: Violations = []
    read = _reader(method.request)(body or {}, "", found)
    if found:
        raise invalid("\n".join(text for _, text in found), found)
    assert isinstance(read, dict)
    return read


def read_parameters(method: Method, given: Mapping[str, list[str]]) -> dict[str, object]:
    """Return the parameters of a request: lists for those that may repeat, else one value.

    Raises:
        ApiError: With 400 for a name or a value that Google does not know, with 501 for one that this tool
            does not understand.
    """
    found: Violations = []
    read: dict[str, object] = {}
    for name, values in given.items():
        schema = method.parameters.get(name)
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
    check_understood(method.name, read.keys() - _COMMON)
    return read


def check_understood(name: str, fields: Collection[str]) -> None:
    """Check that this tool understands `fields` of the message or parameters of the method `name`.

    Raises:
        NotAnsweredError: If there is another one.
    """
    if others := sorted(set(fields) - UNDERSTOOD.get(name, set(fields))):
        raise NotAnsweredError(f"{', '.join(others)} of {name}")


def faults(name: str, reply: object) -> list[str]:
    """Return what keeps a reply from being the message `name`; unknown fields are no fault."""
    found: Violations = []
    _reader(name)(reply, "", found)
    return [text for _, text in found if "Unknown name" not in text]


@cache
def _reader(name: str) -> _Reader:
    """Return what reads the message `name`."""
    properties = SCHEMAS[name].get("properties", {})
    readers: dict[str, tuple[_Reader, str]] = {}

    def message(value: object, path: str, found: Violations) -> object:
        if not isinstance(value, dict):
            _refuse(value, path, f"type.googleapis.com/{name}", found)
            return None
        read = {}
        for key, inner in value.items():
            if key not in readers:
                if key not in properties:
                    found.append(_unknown(key, path))
                    continue
                check_understood(name, [key])
                readers[key] = (_value_reader(properties[key]), snake(key))
            if inner is None:
                continue
            reader, spelled = readers[key]
            read[key] = reader(inner, f"{path}.{spelled}" if path else spelled, found)
        return read

    return message


def _value_reader(schema: Schema) -> _Reader:
    if "$ref" in schema:
        name = schema["$ref"]
        return lambda value, path, found: _reader(name)(value, path, found)
    kind = schema.get("type")
    if kind == "array":
        return _list_reader(schema["items"])
    if kind == "object":
        inner = _value_reader(schema.get("additionalProperties", _ANYTHING))
        return lambda value, path, found: _mapping(value, path, found, inner)
    if kind == "any":
        return lambda value, path, found: value
    return lambda value, path, found: _scalar(schema, value, path, found)


def _list_reader(items: Schema) -> _Reader:
    inner = _value_reader(items)

    def read(value: object, path: str, found: Violations) -> object:
        if not isinstance(value, list):
            _refuse(value, path, "list", found)
            return None
        items: list[object] = []
        for position, one in enumerate(value):  # many rows and cells are equal to the one before
            is_again = position and not found and type(one) is dict and one == value[position - 1]
            items.append(items[-1] if is_again else inner(one, f"{path}[{position}]", found))
        return items

    return read


def _mapping(value: object, path: str, found: Violations, inner: _Reader) -> object:
    if not isinstance(value, dict):
        _refuse(value, path, "map", found)
        return None
    return {key: inner(one, f"{path}.{key}", found) for key, one in value.items()}


def _scalar(schema: Schema, value: object, path: str, found: Violations) -> object:
    kind, form = schema["type"], schema.get("format", "")
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind == "integer" or form in ("int64", "uint64"):
        text = str(value)
        if not isinstance(value, bool) and _INTEGER.fullmatch(text):
            number = int(float(text)) if "." in text else int(text)
            if abs(number) < _LIMITS.get(form, 2**64):
                return number
        _refuse(value, path, f"TYPE_{form.upper()}", found)
        return None
    if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if kind == "string" and isinstance(value, str):
        if "enum" not in schema or value in schema["enum"]:
            return value
        _refuse(value, path, "TYPE_ENUM", found)
        return None
    types = {"number": "TYPE_DOUBLE", "boolean": "TYPE_BOOL", "string": "TYPE_STRING"}
    _refuse(value, path, types[kind], found)
    return None


def _parameter(schema: Schema, name: str, value: str, found: Violations) -> object:
    if schema["type"] == "boolean":
        if value.lower() in ("true", "false", "1", "0", ""):
            return value.lower() in ("true", "1")
        _refuse(value, snake(name), "TYPE_BOOL", found)
        return None
    return _scalar(schema, value, snake(name), found)


def _refuse(value: object, path: str, kind: str, found: Violations) -> None:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    text = f"Invalid value at '{path}' ({kind}), {shown}"
    found.append((path, text))


def _unknown(key: str, path: str) -> tuple[str, str]:
    position = f" at '{path}'" if path else ""
    return (
        path,
        f'Invalid JSON payload received. Unknown name "{key}"{position}: Cannot find field.',
    )


@cache
def snake(name: str) -> str:
    """Return a field's name as messages spell it: ``update_cells`` for ``updateCells``."""
    return re.sub(r"(?<!^)([A-Z])", lambda match: "_" + match[1].lower(), name)
