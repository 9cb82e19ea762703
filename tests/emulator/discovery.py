"""Google's own description of its APIs: the methods there are and the shapes of their messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """One thing an API can be asked to do.

    Attributes:
        name: ``sheets.spreadsheets.values.get``.
        verb: HTTP method.
        pattern: Matches its path, still quoted; groups are the path parameters.
        parameters: Schemas of its parameters, those that every method takes included.
        request: Name of the schema of its body; none for methods without one.
        response: Name of the schema of its reply; none for replies that are no JSON.
    """

    name: str
    verb: str
    pattern: re.Pattern[str]
    parameters: Mapping[str, Schema]
    request: str | None
    response: str | None


@dataclass(frozen=True, slots=True)
class Api:
    """One API.

    Attributes:
        name: ``sheets`` or ``drive``.
        methods: All of them, the most specific path first.
        schemas: Shapes of messages by name.
    """

    name: str
    methods: tuple[Method, ...]
    schemas: Mapping[str, Schema]

    def method(self, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
        """Return what `verb` and quoted `path` ask for and its path parameters."""
        for method in self.methods:
            match = method.pattern.fullmatch(path) if method.verb == verb else None
            if match:
                return method, match.groupdict()
        return None


@cache
def load_api(file: str) -> Api:
    """Return the API described in `file`, as the PyPI package google-api-python-client ships it."""
    spec = find_spec("googleapiclient")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "discovery_cache" / "documents"
    document = json.loads((folder / file).read_text(encoding="utf-8"))
    methods = [_method(document, name, described) for name, described in _methods(document)]
    methods.sort(key=lambda method: -len(method.pattern.pattern))
    return Api(document["name"], tuple(methods), document["schemas"])


def _methods(resource: Schema, name: str = "") -> Iterator[tuple[str, Schema]]:
    for key, method in resource.get("methods", {}).items():
        yield f"{name}.{key}", method
    for key, inner in resource.get("resources", {}).items():
        yield from _methods(inner, f"{name}.{key}")


def _method(document: Schema, name: str, method: Schema) -> Method:
    path = "/" + document["servicePath"] + method["path"]
    parts = re.split(r"\{\+?(\w+)\}", path)
    pattern = "".join(
        f"(?P<{part}>[^/]+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
    )
    return Method(
        name=document["name"] + name,
        verb=method["httpMethod"],
        pattern=re.compile(pattern),
        parameters=document["parameters"] | method.get("parameters", {}),
        request=method.get("request", {}).get("$ref"),
        response=method.get("response", {}).get("$ref"),
    )
