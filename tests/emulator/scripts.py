"""Failures and edits by staff from a JSON file."""

from __future__ import annotations

import json
from inspect import signature
from pathlib import Path
from typing import Any

from tests.emulator.emulator import Emulator
from tests.emulator.problems import ApiError
from tests.emulator.requests import Request
from tests.emulator.staff import Staff

_FAILURE = frozenset({"kind", "at", "when", "times", "path"})
_EDIT = frozenset({"before", "do", "with"})
_EDITS = frozenset(
    name
    for name in vars(Staff)
    if not name.startswith("_")
    and name not in ("book", "tabs", "sheet", "values", "entered", "edit")
)


class ScriptError(Exception):
    """A script that cannot be followed; its text says where and why."""


def load_script(path: Path, google: Emulator, key: str | None) -> None:
    """Put the failures and edits of a script on order.

    Args:
        path: The script.
        google: What is to follow it.
        key: The spreadsheet that its edits are about; none if there is none.

    Raises:
        ScriptError: If it is no script.
    """
    try:
        script = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScriptError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(script, dict) or set(script) - {"failures", "edits"}:
        raise ScriptError(f"{path}: only 'failures' and 'edits' are known.")
    for place, failure in enumerate(script.get("failures", [])):
        _check(failure, _FAILURE, "kind", f"{path}: failures[{place}]")
        try:
            google.fail(**failure)
        except (TypeError, ValueError) as error:
            raise ScriptError(f"{path}: failures[{place}]: {error}") from error
    edits = script.get("edits", [])
    for place, edit in enumerate(edits):
        _check_edit(edit, f"{path}: edits[{place}]")
    if edits and key is None:
        raise ScriptError(f"{path}: edits need a spreadsheet; name one with --sheet.")
    if edits and key:
        _follow(edits, google, google.staff(key))


def _follow(edits: list[dict[str, Any]], google: Emulator, staff: Staff) -> None:
    waiting = list(edits)

    def between(request: Request) -> None:
        del request
        due = [edit for edit in waiting if edit["before"] <= len(google.requests)]
        for edit in due:
            waiting.remove(edit)
            try:
                getattr(staff, edit["do"])(*edit.get("with", []))
            except ApiError as error:
                print(f"Edit {edit['do']} was refused: {error}", flush=True)

    google.between(between)


def _check(entry: Any, known: frozenset[str], needed: str, where: str) -> None:
    if not isinstance(entry, dict) or needed not in entry or set(entry) - known:
        raise ScriptError(f"{where}: it needs '{needed}' and may have {', '.join(sorted(known))}.")


def _check_edit(edit: Any, where: str) -> None:
    _check(edit, _EDIT, "do", where)
    if edit["do"] not in _EDITS:
        known = ", ".join(sorted(_EDITS))
        raise ScriptError(f"{where}: there is no edit {edit['do']!r}. Choose one of: {known}.")
    if not isinstance(edit.get("before"), int):
        raise ScriptError(f"{where}: 'before' must be the number of a request.")
    try:
        signature(getattr(Staff, edit["do"])).bind(None, *edit.get("with", []))
    except TypeError as error:
        raise ScriptError(f"{where}: {edit['do']}: {error}") from error
