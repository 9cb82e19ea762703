"""Failures and edits by staff from a JSON file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple

from tests.emulator.api_errors import ApiError
from tests.emulator.emulator import Emulator
from tests.emulator.request_log import Request
from tests.emulator.staff import Staff

_FAILURE = frozenset({"kind", "at", "when", "times", "path"})
_EDIT = frozenset({"before", "do", "with"})
_FORMATS = frozenset({"book", "tabs", "sheet", "values", "entered"})
EDITS = frozenset(name for name in vars(Staff) if not name.startswith("_")) - _FORMATS - {"edit"}
"""The methods of Staff that a script may name."""


class ScriptError(Exception):
    """A script that cannot be followed; its text says where and why."""


class _Edit(NamedTuple):
    """An edit by staff: before which request, which method, its arguments."""

    before: int
    method: str
    given: Sequence[object]


def load_script(path: Path, google: Emulator, key: str | None) -> None:
    """Order the failures and edits of a script.

    Args:
        path: The script.
        google: The emulator.
        key: The spreadsheet of its edits, if there is one.

    Raises:
        ScriptError: If the script cannot be followed.
    """
    try:
        script = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScriptError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(script, dict) or set(script) - {"failures", "edits"}:
        raise ScriptError(f"{path}: only 'failures' and 'edits' are known.")
    for position, entry in enumerate(script.get("failures", [])):
        where = f"{path}: failures[{position}]"
        failure = _checked(entry, _FAILURE, "kind", where)
        try:
            google.fail(**failure)
        except (TypeError, ValueError) as error:
            raise ScriptError(f"{where}: {error}") from error
    edits = [
        _edit_of(entry, f"{path}: edits[{position}]")
        for position, entry in enumerate(script.get("edits", []))
    ]
    if edits and key is None:
        raise ScriptError(f"{path}: edits need a spreadsheet; name one with --sheet.")
    if edits and key:
        _follow(edits, google, google.staff(key))


def _follow(waiting: list[_Edit], google: Emulator, staff: Staff) -> None:
    def between(request: Request) -> None:
        del request
        for edit in [edit for edit in waiting if edit.before <= len(google.requests)]:
            waiting.remove(edit)
            try:
                getattr(staff, edit.method)(*edit.given)
            except ApiError as error:
                print(f"Edit {edit.method} was refused: {error}", flush=True)

    google.between(between)


def _checked(entry: object, known: frozenset[str], needed: str, where: str) -> dict[str, Any]:
    if not isinstance(entry, dict) or needed not in entry or set(entry) - known:
        raise ScriptError(f"{where}: it needs '{needed}' and may have {', '.join(sorted(known))}.")
    return entry


def _edit_of(entry: object, where: str) -> _Edit:
    edit = _checked(entry, _EDIT, "do", where)
    method, before, given = edit["do"], edit.get("before"), edit.get("with", [])
    if method not in EDITS:
        known = ", ".join(sorted(EDITS))
        raise ScriptError(f"{where}: there is no edit {method!r}. Choose one of: {known}.")
    if not isinstance(before, int):
        raise ScriptError(f"{where}: 'before' must be the number of a request.")
    try:
        signature(getattr(Staff, method)).bind(None, *given)
    except TypeError as error:
        raise ScriptError(f"{where}: {method}: {error}") from error
    return _Edit(before, method, given)
