"""Batches of requests, and chunks of rows, of a size that Google advises."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from backoffice.books.google.request_kinds import Message, Request

_Part = TypeVar("_Part")

MAX_BYTES = 2_000_000
"""Size of one batch, as Google advises."""

_NOTES_BYTES = 2_000
"""Of a batch, for the notes that each one leaves and deletes: see `versions`."""


def encoded(body: Mapping[str, object]) -> bytes:
    """Return `body` as JSON without spaces and without escapes: Japanese takes half the bytes."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def fits(requests: Sequence[Request]) -> bool:
    """Return whether `requests` are small enough for one batch."""
    return len(encoded({"requests": requests})) <= MAX_BYTES - _NOTES_BYTES


def in_batches(requests: Iterable[Request]) -> Iterator[list[Request]]:
    """Yield `requests` in order, in batches; a request that is too large has its own."""
    return (batch for _, batch in _grouped(requests, MAX_BYTES - _NOTES_BYTES))


def in_chunks(rows: Iterable[list[Message]]) -> Iterator[tuple[int, list[list[Message]]]]:
    """Yield rows of CellData in order, in chunks for one request each, with the index of the first."""
    return _grouped(rows, MAX_BYTES // 2)


def _grouped(parts: Iterable[_Part], most: int) -> Iterator[tuple[int, list[_Part]]]:
    """Yield consecutive parts of together at most `most` bytes, with the index of the first."""
    group: list[_Part] = []
    first = size = 0
    for index, part in enumerate(parts):
        more = len(encoded({"": part}))
        if group and size + more > most:
            yield first, group
            group, first, size = [], index, 0
        group.append(part)
        size += more
    if group:
        yield first, group
