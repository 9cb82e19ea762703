"""Field masks: which fields of a message are meant, ``userEnteredFormat(numberFormat,textFormat.bold)``.

Source: guide "Use field masks".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from tests.emulator.api_errors import invalid
from tests.emulator.discovery import SCHEMAS, Schema
from tests.emulator.messages import Message
from tests.emulator.schema_checks import check_understood

Mask: TypeAlias = Mapping[str, "Mask"]
"""Fields, each with what is meant of it; an empty mask means all."""

EVERYTHING: Mask = {}
_TOKEN = re.compile(r"\s*([A-Za-z_][\w]*|[*().,])\s*")


class MaskError(ValueError):
    """A mask that cannot be read, or that names a field that does not exist; its text names it."""


def parse_mask(text: str) -> Mask:
    """Return the fields that `text` lists; ``*`` means all.

    Raises:
        MaskError: If it cannot be read.
    """
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise MaskError(text)
    mask, rest = _fields(tokens, text)
    if rest:
        raise MaskError(text)
    return mask


def _fields(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    mask: dict[str, Mask] = {}
    everything = False
    while tokens and tokens[0] != ")":
        name, *tokens = tokens
        if not (name == "*" or name[0].isalpha() or name[0] == "_"):
            raise MaskError(text)
        inner, tokens = _inner(tokens, text)
        if name == "*":
            everything = True
        else:
            key = _camel(name)
            mask[key] = _joined(mask[key], inner) if key in mask else inner
        if tokens and tokens[0] == ",":
            tokens = tokens[1:]
    return ({} if everything else mask), tokens


def _inner(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    if tokens and tokens[0] == ".":
        name, *rest = tokens[1:]
        inner, rest = _inner(rest, text)
        return ({} if name == "*" else {_camel(name): inner}), rest
    if tokens and tokens[0] == "(":
        mask, rest = _fields(tokens[1:], text)
        if not rest:
            raise MaskError(text)
        return mask, rest[1:]
    return {}, tokens


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)


def _joined(first: Mask, second: Mask) -> Mask:
    """Return the mask of all that either mask means."""
    if not first or not second:
        return {}
    both = dict(first)
    for key, inner in second.items():
        both[key] = _joined(both[key], inner) if key in both else inner
    return both


def check_mask(schema: str, mask: Mask, path: str = "") -> None:
    """Check that every field of `mask` is one of `schema`.

    Raises:
        MaskError: If one is not; it names the path.
    """
    for key, inner in mask.items():
        field = SCHEMAS[schema].get("properties", {}).get(key)
        where = f"{path}.{key}" if path else key
        if field is None:
            raise MaskError(where)
        below = _message(field)
        if inner and below:
            check_mask(below, inner, where)
        elif inner:
            raise MaskError(f"{where}.{next(iter(inner))}")


def _message(field: Schema) -> str | None:
    while field.get("type") == "array":
        field = field["items"]
    return field.get("$ref")


def selected(message: Message, mask: Mask) -> Message:
    """Return the fields of `message` that `mask` means; lists keep their length."""
    if not mask:
        return message
    return {key: _part(message[key], inner) for key, inner in mask.items() if key in message}


def _part(value: Any, mask: Mask) -> object:
    if not isinstance(value, list):
        return selected(value, mask)
    known: dict[int, object] = {}  # many rows and cells of a reply are one object
    for one in value:
        if id(one) not in known:
            known[id(one)] = _part(one, mask)
    return [known[id(one)] for one in value]


def wants(mask: Mask, *path: str) -> bool:
    """Return whether `mask` means anything at or below `path`."""
    for key in path:
        if not mask:
            return True
        if key not in mask:
            return False
        mask = mask[key]
    return True


def updated(old: Message, new: Message, mask: Mask) -> Message:
    """Return `old` with the fields of `mask` as in `new`; a field that `new` lacks is removed."""
    if not mask:
        return dict(new)
    changed = dict(old)
    for key, inner in mask.items():
        if key not in new and not (inner and key in old):
            changed.pop(key, None)
        elif inner:
            part = updated(old.get(key, {}), new.get(key, {}), inner)
            changed.pop(key, None)
            if part:
                changed[key] = part
        else:
            changed[key] = new[key]
    return changed


def update_mask(text: str | None, schema: str) -> Mask:
    """Return the mask of an update of a message of `schema`.

    Raises:
        ApiError: If it lists nothing, or a field that does not exist or that this tool does not understand.
    """
    if not text:
        raise invalid(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    try:
        mask = parse_mask(text)
        check_mask(schema, mask)
    except MaskError as error:
        raise invalid(f"Invalid field: {error}") from error
    check_understood(schema, mask)
    return mask
