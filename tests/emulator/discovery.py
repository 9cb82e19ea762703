"""Google's own description of Sheets: its methods and the shapes of its messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]
"""The shape of a message, of a field or of a parameter."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the API.

    Attributes:
        name: ``sheets.spreadsheets.values.batchGet``.
        verb: HTTP method.
        pattern: Matches its path, still quoted; groups are the path parameters.
        description: What Google says of it.
        scopes: OAuth scopes, one of which a token needs.
        parameters: Its parameters, those that every method has included.
        request: Name of the schema of its body; None for methods without one.
        response: Name of the schema of its reply.
    """

    name: str
    verb: str
    pattern: re.Pattern[str]
    description: str
    scopes: frozenset[str]
    parameters: dict[str, Schema]
    request: str | None
    response: str


def find_method(verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """Return the method of `verb` and quoted `path`, and its path parameters."""
    for method in METHODS:
        match = method.pattern.fullmatch(path) if method.verb == verb else None
        if match:
            return method, match.groupdict()
    return None


def _document() -> dict[str, Any]:
    """Return the description in the package google-api-python-client."""
    spec = find_spec("googleapiclient")
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).parent / "discovery_cache" / "documents" / "sheets.v4.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return document


def _methods(resource: dict[str, Any], name: str) -> Iterator[Method]:
    for key, method in resource.get("methods", {}).items():
        parts = re.split(r"\{\+?(\w+)\}", "/" + method["path"])
        pattern = "".join(
            f"(?P<{part}>[^/]+)" if position % 2 else re.escape(part)
            for position, part in enumerate(parts)
        )
        yield Method(
            name=f"{name}.{key}",
            verb=method["httpMethod"],
            pattern=re.compile(pattern),
            description=method["description"],
            scopes=frozenset(method["scopes"]),
            parameters=_DOCUMENT["parameters"] | method["parameters"],
            request=method.get("request", {}).get("$ref"),
            response=method["response"]["$ref"],
        )
    for key, inner in resource.get("resources", {}).items():
        yield from _methods(inner, f"{name}.{key}")


_DOCUMENT = _document()
SCHEMAS: dict[str, Schema] = _DOCUMENT["schemas"]
METHODS = sorted(_methods(_DOCUMENT, "sheets"), key=lambda method: -len(method.pattern.pattern))
"""All methods, the longest path first."""
