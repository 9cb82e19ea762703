"""Formulas: sums of whole numbers and TODAY(), links, and pictures.

Any other formula is not evaluated: a request for its value gets 501.
"""

from __future__ import annotations

import re
from datetime import date

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.formats import EPOCH
from tests.emulator.messages import CellValue

_SUM = re.compile(r"=\s*(?:TODAY\(\)|\d+)(?:\s*[-+]\s*(?:TODAY\(\)|\d+))*\s*", re.IGNORECASE)
_TERM = re.compile(r"([-+]?)\s*(?:(\d+)|TODAY\(\))", re.IGNORECASE)
_LINK = re.compile(r'=\s*HYPERLINK\("([^"]*)"\s*[,;]\s*"([^"]*)"\)\s*', re.IGNORECASE)
_IMAGE = re.compile(r'=\s*IMAGE\("[^"]*"\)\s*', re.IGNORECASE)
"""A picture; its cell has no value, by assumption."""


def work_out(formula: str) -> CellValue | None:
    """Return the value of `formula`, which begins with ``=``.

    Raises:
        NotAnsweredError: If it is not one of those that this tool works out.
    """
    if _IMAGE.fullmatch(formula):
        return None
    if link := linked(formula):
        return link[1]
    if not _SUM.fullmatch(formula):
        raise NotAnsweredError(f"the formula {formula}")
    today = (date.today() - EPOCH.date()).days
    return sum(
        (-1 if sign == "-" else 1) * int(number or today) for sign, number in _TERM.findall(formula)
    )


def linked(formula: str) -> tuple[str, str] | None:
    """Return address and text of a formula that makes a link; None if it is another one."""
    found = _LINK.fullmatch(formula)
    return (found[1], found[2]) if found else None
