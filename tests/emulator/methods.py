"""The methods that are answered.  All others answer 501."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from tests.emulator import sheets, values
from tests.emulator.api_errors import (
    NotAnsweredError,
    PartlyDoneError,
    denied,
    invalid,
    not_found,
)
from tests.emulator.discovery import Method
from tests.emulator.masks import EVERYTHING, Mask, MaskError, check_mask, parse_mask, selected
from tests.emulator.messages import Message
from tests.emulator.model import Spreadsheet
from tests.emulator.replies import written
from tests.emulator.request_context import RequestContext

Files: TypeAlias = dict[str, Spreadsheet]
"""Spreadsheets by id."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request that fits Google's description.

    Attributes:
        method: The method it asks for.
        parameters: Of its path and its query.
        body: Its body; empty for methods without one.
        email: Who asks.
        today: The day on which they ask.
    """

    method: Method
    parameters: dict[str, Any]
    body: Message
    email: str
    today: date


_Answer: TypeAlias = Callable[[RequestContext, Call, Mask], Message]

_READS: dict[str, _Answer] = {
    "sheets.spreadsheets.get": lambda context, call, mask: sheets.get(
        context, call.parameters, mask
    ),
    "sheets.spreadsheets.values.batchGet": lambda context, call, mask: values.batch_get(
        context, call.parameters
    ),
}
_WRITES: dict[str, _Answer] = {
    "sheets.spreadsheets.batchUpdate": lambda context, call, mask: sheets.batch_update(
        context, call.body, mask
    ),
}
METHODS = frozenset({*_READS, *_WRITES})
"""Names of the methods that are answered."""


def answer(files: Files, call: Call) -> Message:
    """Return the reply to `call`; a write that succeeds replaces the file in `files`.

    Raises:
        ApiError: If it is refused or not answered.  Nothing has changed then.
    """
    if call.parameters.get("alt", "json") != "json":
        raise NotAnsweredError(f"alt={call.parameters['alt']}")
    response = call.method.response
    mask = _mask(call.parameters.get("fields"), response)
    reply = _read(files, call, mask) if call.method.name in _READS else _write(files, call, mask)
    return selected(written(response, reply), mask)


def _read(files: Files, call: Call, mask: Mask) -> Message:
    file = _file(files, call, ("owner", "writer", "commenter", "reader"))
    return _READS[call.method.name](RequestContext(file, call.email, call.today), call, mask)


def _write(files: Files, call: Call, mask: Mask) -> Message:
    draft = _file(files, call, ("owner", "writer")).copy()
    try:
        reply = _WRITES[call.method.name](RequestContext(draft, call.email, call.today), call, mask)
    except PartlyDoneError:
        files[draft.id] = draft
        raise
    files[draft.id] = draft
    return reply


def _file(files: Files, call: Call, roles: tuple[str, ...]) -> Spreadsheet:
    file = files.get(str(call.parameters["spreadsheetId"]))
    if file is None:
        raise not_found()
    if file.role(call.email) not in roles:
        raise denied()
    return file


def _mask(text: object, response: str) -> Mask:
    """Return which fields of the reply are wanted."""
    if not text:
        return EVERYTHING
    try:
        mask = parse_mask(str(text))
        check_mask(response, mask)
    except MaskError as error:
        said = f"Cannot find matching fields for path '{error}'."
        found = [(str(error), f"Error expanding 'fields' parameter. {said}")]
        raise invalid("Request contains an invalid argument.", found) from error
    return mask
