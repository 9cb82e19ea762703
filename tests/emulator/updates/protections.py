"""Protected ranges."""

from __future__ import annotations

from tests.emulator.api_errors import NotAnsweredError, invalid, protected
from tests.emulator.masks import update_mask, updated
from tests.emulator.messages import Message, ProtectedRange
from tests.emulator.model import Sheet, new_number
from tests.emulator.ranges import Area
from tests.emulator.request_context import Answers, RequestContext, check_on_grid


def _add_protected_range(context: RequestContext, asked: Message) -> Message:
    used = {one["protectedRangeId"] for sheet in context.book.sheets for one in sheet.protected}
    given = {"protectedRangeId": new_number(used), **asked.get("protectedRange", {})}
    if given["protectedRangeId"] in used:
        raise invalid(f"Protected range with ID {given['protectedRangeId']} already exists.")
    sheet, stored = _checked(context, given)
    context.must_edit(Area.of(given["range"]))
    sheet.protected.append(stored)
    return {"protectedRange": {**stored, "requestingUserCanEdit": True}}


def _checked(context: RequestContext, given: ProtectedRange) -> tuple[Sheet, ProtectedRange]:
    """Return the tab of a protected range, and this as it is kept: with the asker among its editors.

    Raises:
        ApiError: If it cannot be protected like this.
    """
    if "range" not in given:
        raise invalid("No range specified.")
    if given.get("warningOnly"):
        raise NotAnsweredError("protected ranges that only warn")
    area = Area.of(given["range"])
    sheet = context.sheet(area.sheet)
    check_on_grid(sheet, area)
    if area == Area(sheet.id) and any(
        Area.of(one["range"]) == area and one["protectedRangeId"] != given["protectedRangeId"]
        for one in sheet.protected
    ):
        raise invalid(f'Sheet "{sheet.title}" already has sheet protection.')
    editors = given.get("editors", {})
    users = [one for one in editors.get("users", []) if one != context.email]
    stored = {**given, "editors": {**editors, "users": [*users, context.email]}}
    stored.pop("requestingUserCanEdit", None)
    return sheet, stored


def _update_protected_range(context: RequestContext, asked: Message) -> None:
    given = asked.get("protectedRange", {})
    sheet, old = _protection(context, given.get("protectedRangeId", 0))
    new = updated(old, given, update_mask(asked.get("fields"), "ProtectedRange"))
    new["protectedRangeId"] = old["protectedRangeId"]
    target, stored = _checked(context, new)
    sheet.protected.remove(old)
    target.protected.append(stored)


def _delete_protected_range(context: RequestContext, asked: Message) -> None:
    sheet, old = _protection(context, asked.get("protectedRangeId", 0))
    sheet.protected.remove(old)


def _protection(context: RequestContext, number: int) -> tuple[Sheet, ProtectedRange]:
    """Return a protected range and its tab.

    Raises:
        ApiError: If there is none with this id, or the asker may not edit it.
    """
    for sheet in context.book.sheets:
        for one in sheet.protected:
            if one["protectedRangeId"] == number:
                if not context.may_change(one):
                    raise protected()
                return sheet, one
    raise invalid(f"No protected range with id: {number}")


ANSWERS: Answers = {
    "addProtectedRange": _add_protected_range,
    "updateProtectedRange": _update_protected_range,
    "deleteProtectedRange": _delete_protected_range,
}
