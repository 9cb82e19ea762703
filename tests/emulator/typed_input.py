"""What a cell keeps of what somebody types: the ways of typing that the README lists."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.formats import EPOCH
from tests.emulator.messages import CellData, ExtendedValue, NumberFormat

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?")
_ANOTHER = re.compile(
    r"[-+$¥￥£€₩]*[\d,]*\.?\d+(?:[eE][-+]?\d+)? ?%?"
    r"|\d{1,4}([-/.])\d{1,2}(?:\1\d{1,4})?(?: .*)?|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}:\d\d.*"
)
"""What Google may take for a number, a day or a time too."""


def typed(text: str, cell: CellData) -> CellData:
    """Return `cell` after somebody typed `text` into it.

    A cell with the text format keeps the text as it is.  In others a leading apostrophe makes
    text, a leading equals sign a formula, and numbers, days and TRUE or FALSE become values.
    A cell without a number format gets the one that was recognised.

    Raises:
        NotAnsweredError: If Google may recognise something that this tool does not.
    """
    shape = cell.get("userEnteredFormat", {})
    current = shape.get("numberFormat", {})
    if current.get("type") == "TEXT" and text:
        return with_value(cell, {"stringValue": text})
    value, number_format = _entered(text)
    changed = with_value(cell, value)
    if number_format and not current:
        changed["userEnteredFormat"] = {**shape, "numberFormat": number_format}
    return changed


def with_value(cell: CellData, value: ExtendedValue | None) -> CellData:
    """Return `cell` with another value, or with none, and without runs of rich text."""
    rest = cell.copy()
    rest.pop("userEnteredValue", None)
    rest.pop("textFormatRuns", None)
    if value:
        rest["userEnteredValue"] = value
    return rest


def _entered(text: str) -> tuple[ExtendedValue | None, NumberFormat | None]:
    """Return the value and the number format that typing `text` into an empty cell gives."""
    if not text:
        return None, None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    if text.upper() in ("TRUE", "FALSE"):
        return {"boolValue": text.upper() == "TRUE"}, None
    if _NUMBER.fullmatch(text):
        number = float(text)
        return {"numberValue": int(number) if number.is_integer() else number}, None
    if days := _days(text):
        if days.is_integer():
            return {"numberValue": int(days)}, {"type": "DATE", "pattern": "yyyy-mm-dd"}
        return {"numberValue": days}, {"type": "DATE_TIME", "pattern": "yyyy-mm-dd h:mm:ss"}
    if _ANOTHER.fullmatch(text):
        raise NotAnsweredError(f"typing {text!r}")
    return {"stringValue": text}, None


def _days(text: str) -> float | None:
    """Return the serial number of a day, with or without a time; None for any other text."""
    try:
        return (
            (datetime.fromisoformat(text) - EPOCH) / timedelta(days=1)
            if _DAY.fullmatch(text)
            else None
        )
    except ValueError:
        return None
