"""Conditional formats, the filter of a tab, banding, tables.

Of tables only the list of a dropdown column is made.  Source: guide "Tables".
"""

from __future__ import annotations

from tests.emulator.api_errors import invalid
from tests.emulator.messages import Message
from tests.emulator.model import Sheet, new_number
from tests.emulator.ranges import Area
from tests.emulator.request_context import Answers, RequestContext, check_on_grid

_MOST_LIST_VALUES = 500
_BARE = frozenset(
    {"BLANK", "NOT_BLANK", "TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID", "BOOLEAN"}
)
"""Conditions that need no value.  Source: description of BooleanCondition."""


def _check_condition(condition: Message) -> None:
    kind = condition.get("type", "CONDITION_TYPE_UNSPECIFIED")
    values = condition.get("values", [])
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


def _add_conditional_format_rule(context: RequestContext, asked: Message) -> None:
    rule = asked.get("rule", {})
    sheet = _sheet_of(context, rule)
    position = asked.get("index", 0)
    if not 0 <= position <= len(sheet.rules):
        raise invalid(
            f"index[{position}] must lie within the {len(sheet.rules)} rules of the sheet."
        )
    sheet.rules.insert(position, rule)


def _sheet_of(context: RequestContext, rule: Message) -> Sheet:
    """Return the tab of a conditional format.

    Raises:
        ApiError: If the rule is incomplete, or its ranges are not all on one grid.
    """
    if not rule.get("ranges"):
        raise invalid("No ranges specified.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise invalid("Exactly one of booleanRule and gradientRule must be specified.")
    if "booleanRule" in rule:
        _check_condition(rule["booleanRule"].get("condition", {}))
    areas = [Area.of(position) for position in rule["ranges"]]
    sheet = context.sheet(areas[0].sheet)
    if any(area.sheet != sheet.id for area in areas):
        raise invalid("All ranges of a rule must be on the same sheet.")
    for area in areas:
        check_on_grid(sheet, area)
        context.must_edit(area)
    return sheet


def _set_basic_filter(context: RequestContext, asked: Message) -> None:
    given = asked.get("filter", {})
    sheet, area = context.area(given.get("range", {}))
    context.must_edit(area)
    sheet.filter = {**given, "range": area.grid_range}


def _add_banding(context: RequestContext, asked: Message) -> Message:
    band = asked.get("bandedRange", {}).copy()
    if "rowProperties" not in band and "columnProperties" not in band:
        raise invalid("rowProperties or columnProperties must be specified.")
    used = {one["bandedRangeId"] for sheet in context.book.sheets for one in sheet.bands}
    band["bandedRangeId"] = band.get("bandedRangeId") or new_number(used)
    if band["bandedRangeId"] in used:
        raise invalid(f"Banding with ID {band['bandedRangeId']} already exists.")
    sheet, area = context.area(band.get("range", {}))
    if any(Area.of(other["range"]).meets(area) for other in sheet.bands):
        raise invalid(
            "You cannot add alternating background colors to a range that already has alternating "
            "background colors."
        )
    context.must_edit(area)
    band["range"] = area.grid_range
    sheet.bands.append(band)
    return {"bandedRange": band}


def _add_table(context: RequestContext, asked: Message) -> Message:
    table = asked.get("table", {})
    sheet, area = context.area(table.get("range", {}))
    context.must_edit(area)
    for column in table.get("columnProperties", []):
        if column.get("columnType") != "DROPDOWN":
            continue
        rule = {"condition": column["dataValidationRule"]["condition"]}
        place = area.columns.start + column.get("columnIndex", 0)
        below = Area(sheet.id, area.rows.start + 1, area.bottom, place, place + 1)
        for position in sheet.positions(below):
            sheet.put(*position, {**sheet.cell(*position), "dataValidation": rule})
    return {"table": {**table, "tableId": str(new_number(set()))}}


ANSWERS: Answers = {
    "addConditionalFormatRule": _add_conditional_format_rule,
    "setBasicFilter": _set_basic_filter,
    "addBanding": _add_banding,
    "addTable": _add_table,
}
