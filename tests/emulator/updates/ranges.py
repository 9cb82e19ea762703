"""Ranges that have an id of their own: protected ones and named ones."""

from __future__ import annotations

import re
from typing import Any

from tests.emulator.asking import Asking, check_on_grid
from tests.emulator.masks import update_mask, updated
from tests.emulator.model import Sheet, new_number
from tests.emulator.places import Area, parse_area
from tests.emulator.problems import NotAnsweredError, invalid, protected

Message = dict[str, Any]
_NAME = re.compile(r"[^\W\d]\w{0,249}")


def _add_protected_range(asking: Asking, asked: Message) -> Message:
    given = dict(asked.get("protectedRange", {}))
    used = {one["protectedRangeId"] for sheet in asking.book.sheets for one in sheet.protected}
    given["protectedRangeId"] = given.get("protectedRangeId") or new_number(used)
    if given["protectedRangeId"] in used:
        raise invalid(f"Protected range with ID {given['protectedRangeId']} already exists.")
    sheet = _checked(asking, given)
    asking.must_edit(Area.of(given["range"]))
    stored = _stored(asking, given)
    sheet.protected.append(stored)
    shown = stored | {"requestingUserCanEdit": True}
    if not given.get("editors", {}).get("users"):
        shown["editors"] = {key: part for key, part in stored["editors"].items() if key != "users"}
    return {"protectedRange": shown}


def _stored(asking: Asking, given: Message) -> Message:
    """Return a ProtectedRange as it is kept: the asker is always among its editors."""
    editors = {key: part for key, part in given.get("editors", {}).items() if part}
    users = list(editors.get("users", []))
    if asking.email not in users:
        users.append(asking.email)
    kept = {key: part for key, part in given.items() if key != "requestingUserCanEdit"}
    return kept | {"editors": editors | {"users": users}}


def _checked(asking: Asking, given: Message) -> Sheet:
    """Return the tab of a ProtectedRange that Google would accept."""
    if given.get("namedRangeId") or given.get("tableId"):
        raise NotAnsweredError("protected ranges by namedRangeId or tableId")
    if "range" not in given:
        raise invalid("No range specified.")
    area = Area.of(given["range"])
    sheet = asking.sheet(area.sheet)
    check_on_grid(sheet, area)
    editors = given.get("editors", {})
    if given.get("warningOnly") and (editors.get("users") or editors.get("groups")):
        raise invalid("ProtectedRange is warningOnly. Editors cannot be set on it.")
    if given.get("unprotectedRanges") and area != Area(sheet.id):
        raise invalid("unprotectedRanges may only be set on a protected sheet.")
    if area == Area(sheet.id) and any(
        Area.of(one["range"]) == area and one["protectedRangeId"] != given["protectedRangeId"]
        for one in sheet.protected
    ):
        raise invalid(f'Sheet "{sheet.title}" already has sheet protection.')
    return sheet


def _update_protected_range(asking: Asking, asked: Message) -> None:
    given = asked.get("protectedRange", {})
    sheet, old = _protection(asking, given.get("protectedRangeId", 0))
    if not asking.may_change(old):
        raise protected()
    new = updated(old, given, update_mask(asked.get("fields")))
    new["protectedRangeId"] = old["protectedRangeId"]
    target = _checked(asking, new)
    sheet.protected.remove(old)
    target.protected.append(_stored(asking, new))


def _delete_protected_range(asking: Asking, asked: Message) -> None:
    sheet, old = _protection(asking, asked.get("protectedRangeId", 0))
    if not asking.may_change(old):
        raise protected()
    sheet.protected.remove(old)


def _protection(asking: Asking, number: int) -> tuple[Sheet, Message]:
    for sheet in asking.book.sheets:
        for one in sheet.protected:
            if one["protectedRangeId"] == number:
                return sheet, one
    raise invalid(f"No protected range with id: {number}")


def _add_named_range(asking: Asking, asked: Message) -> Message:
    named = dict(asked.get("namedRange", {}))
    used = {one["namedRangeId"] for one in asking.book.named}
    named["namedRangeId"] = named.get("namedRangeId") or str(new_number(set()))
    if named["namedRangeId"] in used:
        raise invalid(f"Named range with ID {named['namedRangeId']} already exists.")
    _check_named(asking, named)
    asking.book.named.append(named)
    return {"namedRange": named}


def _update_named_range(asking: Asking, asked: Message) -> None:
    given = asked.get("namedRange", {})
    old = _named(asking, given.get("namedRangeId", ""))
    new = updated(old, given, update_mask(asked.get("fields")))
    new["namedRangeId"] = old["namedRangeId"]
    _check_named(asking, new)
    asking.book.named[asking.book.named.index(old)] = new


def _delete_named_range(asking: Asking, asked: Message) -> None:
    asking.book.named.remove(_named(asking, asked.get("namedRangeId", "")))


def _named(asking: Asking, number: str) -> Message:
    for one in asking.book.named:
        if one["namedRangeId"] == number:
            return one
    raise invalid(f"No named range with id: {number}")


def _check_named(asking: Asking, named: Message) -> None:
    name = named.get("name", "")
    if not _NAME.fullmatch(name) or parse_area(name, 0):
        raise invalid(f"Invalid name: {name}")
    if "range" not in named:
        raise invalid("No range specified.")
    area = Area.of(named["range"])
    check_on_grid(asking.sheet(area.sheet), area)
    for one in asking.book.named:
        same = one["name"].casefold() == name.casefold()
        if same and one["namedRangeId"] != named["namedRangeId"]:
            raise invalid(f"A named range with name '{name}' already exists.")


ANSWERS = {
    "addProtectedRange": _add_protected_range,
    "updateProtectedRange": _update_protected_range,
    "deleteProtectedRange": _delete_protected_range,
    "addNamedRange": _add_named_range,
    "updateNamedRange": _update_named_range,
    "deleteNamedRange": _delete_named_range,
}
