"""Google's own description of its APIs: their methods and the shapes of their messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

Schema = TypedDict(
    "Schema",
    {
        "$ref": str,
        "type": str,
        "format": str,
        "description": str,
        "enum": list[str],
        "enumDescriptions": list[str],
        "repeated": bool,
        "items": "Schema",
        "properties": "dict[str, Schema]",
        "additionalProperties": "Schema",
    },
    total=False,
)
"""The shape of a message, of a field or of a parameter."""


class _Method(TypedDict, total=False):
    path: str
    httpMethod: str
    description: str
    scopes: list[str]
    parameters: dict[str, Schema]
    request: Schema
    response: Schema


class _Resource(TypedDict, total=False):
    methods: dict[str, _Method]
    resources: dict[str, _Resource]


class _Document(_Resource):
    name: str
    servicePath: str
    parameters: dict[str, Schema]
    schemas: dict[str, Schema]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of an API.

    Attributes:
        name: ``sheets.spreadsheets.values.batchGet``.
        verb: HTTP method.
        pattern: Matches its path, still quoted; groups are the path parameters.
        description: What Google says of it.
        scopes: OAuth scopes, one of which a token needs.
        parameters: Its parameters, those that every method has included.
        request: Name of the schema of its body; None for methods without one.
        response: Name of the schema of its reply; None for replies that are no JSON.
    """

    name: str
    verb: str
    pattern: re.Pattern[str]
    description: str
    scopes: frozenset[str]
    parameters: Mapping[str, Schema]
    request: str | None
    response: str | None


@dataclass(frozen=True, slots=True)
class Api:
    """An API.

    Attributes:
        methods: All of its methods, the longest path first.
        schemas: Shapes of messages by name.
    """

    methods: tuple[Method, ...]
    schemas: Mapping[str, Schema]

    def method(self, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
        """Return the method of `verb` and quoted `path`, and its path parameters."""
        for method in self.methods:
            match = method.pattern.fullmatch(path) if method.verb == verb else None
            if match:
                return method, match.groupdict()
        return None


@cache
def load_api(file: str) -> Api:
    """Return the API described in `file` of the package google-api-python-client."""
    spec = find_spec("googleapiclient")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "discovery_cache" / "documents"
    document: _Document = json.loads((folder / file).read_text(encoding="utf-8"))
    methods = [_method(document, name, described) for name, described in _methods(document)]
    methods.sort(key=lambda method: -len(method.pattern.pattern))
    return Api(tuple(methods), document["schemas"])


def _methods(resource: _Resource, name: str = "") -> Iterator[tuple[str, _Method]]:
    for key, method in resource.get("methods", {}).items():
        yield f"{name}.{key}", method
    for key, inner in resource.get("resources", {}).items():
        yield from _methods(inner, f"{name}.{key}")


def _method(document: _Document, name: str, method: _Method) -> Method:
    path = "/" + document["servicePath"] + method["path"]
    parts = re.split(r"\{\+?(\w+)\}", path)
    pattern = "".join(
        f"(?P<{part}>[^/]+)" if position % 2 else re.escape(part)
        for position, part in enumerate(parts)
    )
    return Method(
        name=document["name"] + name,
        verb=method["httpMethod"],
        pattern=re.compile(pattern),
        description=method.get("description", ""),
        scopes=frozenset(method.get("scopes", ())),
        parameters=document["parameters"] | method.get("parameters", {}),
        request=method.get("request", {}).get("$ref"),
        response=method.get("response", {}).get("$ref"),
    )
