"""What acts on cells by itself: checks, conditional formats, the filter, banding."""

from __future__ import annotations

from typing import Any

from tests.emulator.asking import Asking, check_on_grid
from tests.emulator.masks import coloured, update_mask, updated
from tests.emulator.model import Cell, Sheet, new_number
from tests.emulator.places import Area
from tests.emulator.problems import invalid

Message = dict[str, Any]
_MOST_LIST_VALUES = 500
_BARE = frozenset(
    {"BLANK", "NOT_BLANK", "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID", "BOOLEAN"}
)


def _set_data_validation(asking: Asking, asked: Message) -> None:
    sheet, area = asking.area(asked.get("range", {}))
    rule = asked.get("rule")
    asking.must_edit(area)
    if rule is not None:
        _check_condition(rule.get("condition"))

    def checked(cell: Cell) -> Cell:
        rest = {key: part for key, part in cell.items() if key != "dataValidation"}
        return rest if rule is None else rest | {"dataValidation": rule}

    sheet.change(area, checked)


def _check_condition(condition: Message | None) -> None:
    kind = (condition or {}).get("type", "CONDITION_TYPE_UNSPECIFIED")
    values = (condition or {}).get("values", [])
    if kind == "CONDITION_TYPE_UNSPECIFIED":
        raise invalid("ConditionType must be specified.")
    if kind == "ONE_OF_LIST":
        if not values:
            raise invalid("BooleanCondition.values must contain at least one value.")
        if len(values) > _MOST_LIST_VALUES:
            raise invalid(f"A list may hold at most {_MOST_LIST_VALUES} values.")
        shown = [value.get("userEnteredValue", "") for value in values]
        if "" in shown or len(set(shown)) < len(shown):
            raise invalid("The values of a list must be given and differ.")
    elif kind not in _BARE and not values:
        raise invalid(f"Unexpected number of values for {kind}.")


def _rule_of(asking: Asking, given: Message) -> tuple[Sheet, Message]:
    """Return a ConditionalFormatRule that can be kept, and its tab."""
    rule: Message = coloured(given)
    if not rule.get("ranges"):
        raise invalid("No ranges specified.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise invalid("Exactly one of booleanRule and gradientRule must be specified.")
    if "booleanRule" in rule:
        _check_condition(rule["booleanRule"].get("condition"))
    areas = [Area.of(place) for place in rule["ranges"]]
    sheet = asking.sheet(areas[0].sheet)
    if any(area.sheet != sheet.id for area in areas):
        raise invalid("All ranges of a rule must be on the same sheet.")
    for area in areas:
        check_on_grid(sheet, area)
        asking.must_edit(area)
    return sheet, rule


def _add_conditional_format_rule(asking: Asking, asked: Message) -> None:
    sheet, rule = _rule_of(asking, asked.get("rule", {}))
    place = asked.get("index", 0)
    if not 0 <= place <= len(sheet.rules):
        raise invalid(f"index[{place}] must lie within the {len(sheet.rules)} rules of the sheet.")
    sheet.rules.insert(place, rule)


def _update_conditional_format_rule(asking: Asking, asked: Message) -> Message:
    place = asked.get("index", 0)
    if "rule" in asked:
        sheet, rule = _rule_of(asking, asked["rule"])
        old = _rule_at(sheet, place)
        sheet.rules[place] = rule
        return {"oldRule": old, "oldIndex": place, "newRule": rule, "newIndex": place}
    sheet = asking.sheet(asked.get("sheetId", 0))
    old = _rule_at(sheet, place)
    to = asked.get("newIndex", 0)
    if not 0 <= to < len(sheet.rules):
        raise invalid(f"newIndex[{to}] must lie within the {len(sheet.rules)} rules of the sheet.")
    sheet.rules.insert(to, sheet.rules.pop(place))
    return {"oldRule": old, "oldIndex": place, "newRule": old, "newIndex": to}


def _delete_conditional_format_rule(asking: Asking, asked: Message) -> Message:
    sheet = asking.sheet(asked.get("sheetId", 0))
    place = asked.get("index", 0)
    rule = _rule_at(sheet, place)
    for area in rule["ranges"]:
        asking.must_edit(Area.of(area))
    del sheet.rules[place]
    return {"rule": rule}


def _rule_at(sheet: Sheet, place: int) -> Message:
    if not 0 <= place < len(sheet.rules):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {place}")
    return sheet.rules[place]


def _set_basic_filter(asking: Asking, asked: Message) -> None:
    given: Message = coloured(asked.get("filter", {}))
    sheet, area = asking.area(given.get("range", {}))
    asking.must_edit(area)
    sheet.filter = given | {"range": area.grid_range}


def _clear_basic_filter(asking: Asking, asked: Message) -> None:
    sheet = asking.sheet(asked.get("sheetId", 0))
    if sheet.filter:
        asking.must_edit(Area.of(sheet.filter["range"]))
    sheet.filter = None


def _add_banding(asking: Asking, asked: Message) -> Message:
    band: Message = coloured(asked.get("bandedRange", {}))
    if not ({"rowProperties", "columnProperties"} & set(band)):
        raise invalid("rowProperties or columnProperties must be specified.")
    used = {one["bandedRangeId"] for sheet in asking.book.sheets for one in sheet.bands}
    band["bandedRangeId"] = band.get("bandedRangeId") or new_number(used)
    if band["bandedRangeId"] in used:
        raise invalid(f"Banding with ID {band['bandedRangeId']} already exists.")
    sheet, area = asking.area(band.get("range", {}))
    _check_no_other_band(sheet, area, band["bandedRangeId"])
    asking.must_edit(area)
    band["range"] = area.grid_range
    sheet.bands.append(band)
    return {"bandedRange": band}


def _update_banding(asking: Asking, asked: Message) -> None:
    given = coloured(asked.get("bandedRange", {}))
    sheet, old = _band(asking, given.get("bandedRangeId", 0))
    new = updated(old, given, update_mask(asked.get("fields")))
    new["bandedRangeId"] = old["bandedRangeId"]
    target, area = asking.area(new["range"])
    _check_no_other_band(target, area, old["bandedRangeId"])
    asking.must_edit(Area.of(old["range"]))
    asking.must_edit(area)
    new["range"] = area.grid_range
    sheet.bands.remove(old)
    target.bands.append(new)


def _delete_banding(asking: Asking, asked: Message) -> None:
    sheet, old = _band(asking, asked.get("bandedRangeId", 0))
    asking.must_edit(Area.of(old["range"]))
    sheet.bands.remove(old)


def _band(asking: Asking, number: int) -> tuple[Sheet, Message]:
    for sheet in asking.book.sheets:
        for band in sheet.bands:
            if band["bandedRangeId"] == number:
                return sheet, band
    raise invalid(f"No banding with id: {number}")


def _check_no_other_band(sheet: Sheet, area: Area, number: int) -> None:
    for band in sheet.bands:
        if band["bandedRangeId"] != number and Area.of(band["range"]).meets(area):
            raise invalid(
                "You cannot add alternating background colors to a range that already has "
                "alternating background colors."
            )


ANSWERS = {
    "setDataValidation": _set_data_validation,
    "addConditionalFormatRule": _add_conditional_format_rule,
    "updateConditionalFormatRule": _update_conditional_format_rule,
    "deleteConditionalFormatRule": _delete_conditional_format_rule,
    "setBasicFilter": _set_basic_filter,
    "clearBasicFilter": _clear_basic_filter,
    "addBanding": _add_banding,
    "updateBanding": _update_banding,
    "deleteBanding": _delete_banding,
}
