"""Numbers as text: without a number format, or as days and times."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.messages import NumberFormat

EPOCH = datetime(1899, 12, 30)
_PARTS = {
    "hh:mm": "%H:%M", "h:mm": "%-H:%M", "ss": "%S", "yyyy": "%Y", "mm": "%m", "ddd": "%a", "dd": "%d",
}  # fmt: skip
"""Parts of a pattern, and the same for `strftime`.  Source: guide "Date & number formats"."""
_PART = re.compile("|".join(_PARTS))


def is_date(number_format: NumberFormat) -> bool:
    """Return whether a NumberFormat shows days or times."""
    return number_format.get("type") in ("DATE", "TIME", "DATE_TIME")


def shown(number: float, number_format: NumberFormat) -> str:
    """Return `number` as text in a number format, which may be empty.

    Raises:
        NotAnsweredError: If the format is not for days or times, or has a part that this tool does not know.
    """
    if not number_format:
        return str(int(number)) if float(number).is_integer() else f"{number:.10g}"
    pattern = number_format.get("pattern", "")
    if not is_date(number_format) or not pattern or re.search("[A-Za-z]", _PART.sub("", pattern)):
        raise NotAnsweredError(f"a number in the format {number_format}")
    when = EPOCH + timedelta(days=int(number // 1), seconds=round(number % 1 * 86_400))
    return when.strftime(_PART.sub(lambda part: _PARTS[part[0]], pattern))
