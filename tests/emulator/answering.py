"""Requests, already read, and who answers them.  What is missing here answers 501."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.emulator import sheets, values, writing
from tests.emulator.asking import Asking
from tests.emulator.discovery import Method
from tests.emulator.drive import Drive
from tests.emulator.masks import EVERYTHING, Mask, MaskError, check_mask, parse_mask, selected
from tests.emulator.problems import ApiError, NotAnsweredError, denied, invalid, not_found
from tests.emulator.replies import written
from tests.emulator.schemas import DRIVE, SHEETS

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One request, held against Google's description.

    Attributes:
        method: What is asked.
        query: Path and query parameters.
        body: The body; None for methods without one.
        email: Who asks.
        today: On which day.
    """

    method: Method
    query: Message
    body: Message
    email: str
    today: date


_READS: dict[str, Callable[[Asking, Message], Message]] = {
    "sheets.spreadsheets.values.get": values.get,
    "sheets.spreadsheets.values.batchGet": values.batch_get,
    "sheets.spreadsheets.developerMetadata.get": sheets.get_mark,
}
_WRITES: dict[str, Callable[[Asking, Message, Message], Message]] = {
    "sheets.spreadsheets.values.update": writing.update,
    "sheets.spreadsheets.values.append": writing.append,
    "sheets.spreadsheets.values.clear": lambda asking, query, body: values.clear(asking, query),
    "sheets.spreadsheets.values.batchUpdate": lambda asking, query, body: writing.batch_update(
        asking, body
    ),
    "sheets.spreadsheets.values.batchClear": lambda asking, query, body: values.batch_clear(
        asking, body
    ),
}
_DRIVE: dict[str, Callable[[Drive, Call], Message | None]] = {
    "drive.files.create": lambda drive, call: drive.create(call.email, call.body),
    "drive.files.get": lambda drive, call: drive.get(call.email, call.query),
    "drive.files.list": lambda drive, call: drive.list(call.email, call.query),
    "drive.files.copy": lambda drive, call: drive.copy(call.email, call.query, call.body),
    "drive.files.delete": lambda drive, call: drive.delete(call.email, call.query),
    "drive.comments.list": lambda drive, call: drive.comments(call.email, call.query),
    "drive.permissions.list": lambda drive, call: drive.permissions(call.email, call.query),
    "drive.permissions.create": lambda drive, call: drive.share(call.email, call.query, call.body),
    "drive.permissions.delete": lambda drive, call: drive.unshare(call.email, call.query),
}
_DEFAULT_FILE = "kind,id,name,mimeType"
_DEFAULT_MASKS = {
    "File": _DEFAULT_FILE,
    "FileList": f"kind,incompleteSearch,nextPageToken,files({_DEFAULT_FILE})",
    "PermissionList": "kind,nextPageToken,permissions(id,type,kind,role)",
    "Permission": "id,type,kind,role",
}
_UPDATE = "sheets.spreadsheets.batchUpdate"
_SEARCH = "sheets.spreadsheets.developerMetadata.search"
_IGNORED = frozenset({"prettyPrint", "quotaUser", "alt", "key"})


def answers(method: Method) -> bool:
    """Tell whether this tool answers `method`."""
    known = {*_READS, *_WRITES, *_DRIVE, _SEARCH, _UPDATE, "sheets.spreadsheets.get"}
    return method.name in known


def answer(drive: Drive, call: Call) -> Message | None:
    """Return the reply to `call`; None where Google sends no body.

    Raises:
        ApiError: If Google would refuse, or this tool does not answer it.  Nothing has changed.
    """
    if not answers(call.method):
        raise NotAnsweredError(f"the method {call.method.name}")
    if call.query.get("alt", "json") != "json":
        raise NotAnsweredError(f"alt={call.query['alt']}")
    api = DRIVE if call.method.name.startswith("drive.") else SHEETS
    mask = _mask(call)
    reply = _drive(drive, call) if api is DRIVE else _sheets(drive, call, mask)
    if reply is None or call.method.response is None:
        return None
    whole = written(api, call.method.response, copy.copy(reply))
    return selected(whole, mask)  # type: ignore[no-any-return]


def _drive(drive: Drive, call: Call) -> Message | None:
    return _DRIVE[call.method.name](drive, call)


def _sheets(drive: Drive, call: Call, mask: Mask) -> Message:
    file = drive.files.get(call.query["spreadsheetId"])
    if file is None:
        raise not_found()
    role = file.role(call.email)
    name = call.method.name
    writes = name in _WRITES or name == _UPDATE
    if role is None or (writes and role not in ("owner", "writer")):
        raise denied()
    if not writes:
        asking = Asking(file, call.email, call.today)
        if name == _SEARCH:
            return sheets.search_marks(asking, call.body)
        if name == "sheets.spreadsheets.get":
            return sheets.get(asking, call.query, mask)
        return _READS[name](asking, call.query)
    draft = file.copy()
    asking = Asking(draft, call.email, call.today)
    if name == _UPDATE:
        reply = sheets.batch_update(asking, call.body, mask)
    else:
        reply = _WRITES[name](asking, call.query, call.body)
    draft.modified = datetime.now(UTC)
    drive.files[file.id] = draft
    return reply


def _mask(call: Call) -> Mask:
    """Return which parts of the reply are wanted."""
    response = call.method.response
    is_drive = call.method.name.startswith("drive.")
    text = call.query.get("fields") or (_DEFAULT_MASKS.get(response or "") if is_drive else None)
    if not text or response is None:
        return EVERYTHING
    try:
        mask = parse_mask(text)
        check_mask(DRIVE if is_drive else SHEETS, response, mask)
    except MaskError as error:
        raise _bad_fields(str(error)) from error
    return mask


def _bad_fields(path: str) -> ApiError:
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return invalid("Request contains an invalid argument.", [(path, text)])
