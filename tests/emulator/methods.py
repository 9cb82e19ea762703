"""The methods that are answered.  All others answer 501."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

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


_Answer: TypeAlias = Callable[[RequestContext, Message, Mask], Message]
"""Returns the reply to parameters and body of a request, which fit Google's description."""

_READS: dict[str, _Answer] = {
    "sheets.spreadsheets.get": sheets.get,
    "sheets.spreadsheets.values.batchGet": values.batch_get,
}
_WRITES: dict[str, _Answer] = {"sheets.spreadsheets.batchUpdate": sheets.batch_update}
METHODS = frozenset({*_READS, *_WRITES})
"""Names of the methods that are answered."""


def answer(files: Files, method: Method, asked: Message, email: str) -> Message:
    """Return the reply to a request of `email`; a write that succeeds replaces the file in `files`.

    Raises:
        ApiError: If it is refused or not answered.  Nothing has changed then.
    """
    if asked.get("alt", "json") != "json":
        raise NotAnsweredError(f"alt={asked['alt']}")
    mask = _mask(asked.get("fields"), method.response)
    reply = (_read if method.name in _READS else _write)(files, method.name, asked, mask, email)
    return selected(written(method.response, reply), mask)


def _read(files: Files, name: str, asked: Message, mask: Mask, email: str) -> Message:
    file = _file(files, asked, email, ("owner", "writer", "commenter", "reader"))
    return _READS[name](RequestContext(file, email), asked, mask)


def _write(files: Files, name: str, asked: Message, mask: Mask, email: str) -> Message:
    draft = _file(files, asked, email, ("owner", "writer")).copy()
    try:
        reply = _WRITES[name](RequestContext(draft, email), asked, mask)
    except PartlyDoneError:
        files[draft.id] = draft
        raise
    files[draft.id] = draft
    return reply


def _file(files: Files, asked: Message, email: str, roles: tuple[str, ...]) -> Spreadsheet:
    file = files.get(asked["spreadsheetId"])
    if file is None:
        raise not_found()
    if file.role(email) not in roles:
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
