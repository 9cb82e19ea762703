"""Field masks: which parts of a message are meant, ``userEnteredFormat(numberFormat,textFormat.bold)``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from tests.emulator.discovery import Api, Schema
from tests.emulator.problems import invalid

Mask: TypeAlias = "Mapping[str, Mask]"
"""Fields and what is meant of each; an empty mask means all."""

EVERYTHING: Mask = {}
_TOKEN = re.compile(r"\s*([A-Za-z_][\w]*|[*().,/])\s*")


class MaskError(ValueError):
    """A mask that cannot be read, or that names a field there is none of; its text says which."""


def parse_mask(text: str) -> Mask:
    """Return the fields that `text` lists; ``*`` means all."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise MaskError(text)
    mask, rest = _fields(tokens, text)
    if rest:
        raise MaskError(text)
    return mask


def _fields(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    mask: dict[str, Any] = {}
    everything = False
    while tokens and tokens[0] != ")":
        name, *tokens = tokens
        if not (name == "*" or name[0].isalpha() or name[0] == "_"):
            raise MaskError(text)
        inner, tokens = _inner(tokens, text)
        if name == "*":
            everything = True
        else:
            key = re.sub(r"_([a-z])", lambda match: match[1].upper(), name)
            mask[key] = _joined(mask[key], inner) if key in mask else inner
        if tokens and tokens[0] == ",":
            tokens = tokens[1:]
    return ({} if everything else mask), tokens


def _inner(tokens: list[str], text: str) -> tuple[Mask, list[str]]:
    if tokens and tokens[0] in "./":
        name, *rest = tokens[1:]
        inner, rest = _inner(rest, text)
        return ({} if name == "*" else {name: inner}), rest
    if tokens and tokens[0] == "(":
        mask, rest = _fields(tokens[1:], text)
        if not rest:
            raise MaskError(text)
        return mask, rest[1:]
    return {}, tokens


def _joined(first: Mask, second: Mask) -> Mask:
    """Return what either mask means; one that means all swallows the other."""
    if not first or not second:
        return {}
    both = dict(first)
    for key, inner in second.items():
        both[key] = _joined(both[key], inner) if key in both else inner
    return both


def check_mask(api: Api, schema: str, mask: Mask, path: str = "") -> None:
    """Hold `mask` against schema `schema`.

    Raises:
        MaskError: Naming the path that does not exist.
    """
    for key, inner in mask.items():
        field = api.schemas[schema].get("properties", {}).get(key)
        where = f"{path}.{key}" if path else key
        if field is None:
            raise MaskError(where)
        below = _message(field)
        if inner and below:
            check_mask(api, below, inner, where)
        elif inner:
            raise MaskError(f"{where}.{next(iter(inner))}")


def _message(field: Schema) -> str | None:
    while field.get("type") == "array":
        field = field["items"]
    return field.get("$ref")


def selected(value: Any, mask: Mask) -> Any:
    """Return the parts of `value` that `mask` means; lists keep their length."""
    if not mask:
        return value
    if isinstance(value, list):
        return [selected(one, mask) for one in value]
    return {key: selected(value[key], inner) for key, inner in mask.items() if key in value}


def wants(mask: Mask, *path: str) -> bool:
    """Tell whether `mask` means anything at or below `path`."""
    for key in path:
        if not mask:
            return True
        if key not in mask:
            return False
        mask = mask[key]
    return True


def updated(old: Mapping[str, Any], new: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """Return `old` with the fields of `mask` as in `new`; a field that `new` lacks is removed."""
    if not mask:
        return dict(new)
    changed = dict(old)
    for key, inner in with_both_colours(mask).items():
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


def update_mask(text: str | None) -> Mask:
    """Return the mask of an update.

    Raises:
        ApiError: If it lists nothing.
    """
    if not text:
        raise invalid(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    try:
        return parse_mask(text)
    except MaskError as error:
        raise invalid(f"Invalid field mask: {error}") from error


def with_both_colours(mask: Mask) -> Mask:
    """Return `mask` meaning both spellings of every colour: ``color`` and ``colorStyle``."""
    if not any("olor" in key for key in mask):
        return mask
    both = dict(mask)
    for key, inner in mask.items():
        if key.endswith("olorStyle"):
            both.setdefault(key.removesuffix("Style"), {})
        elif key.endswith("olor"):
            both.setdefault(key + "Style", {})
            if inner:
                both[key] = inner
    return both


def coloured(message: Any) -> Any:
    """Return `message` with every colour in both spellings, as Google keeps them."""
    if isinstance(message, list):
        return [coloured(one) for one in message]
    if not isinstance(message, dict):
        return message
    both = {key: coloured(value) for key, value in message.items()}
    for key in list(both):
        if key.endswith("olorStyle") and "rgbColor" in both[key]:
            both[key.removesuffix("Style")] = both[key]["rgbColor"]
        elif key.endswith("olor") and isinstance(both[key], dict) and key + "Style" not in both:
            if key != "rgbColor":
                both[key + "Style"] = {"rgbColor": both[key]}
        elif key.endswith("olorStyle") and not both[key]:
            del both[key]
    return both
