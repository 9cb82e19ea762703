"""The address that a cell leads to: CellData.hyperlink."""

from __future__ import annotations

import re
from typing import Any

from tests.emulator.messages import CellData

_FORMULA = re.compile(r'=\s*HYPERLINK\("([^"]*)"\s*[,;]\s*"([^"]*)"\)\s*', re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")


def linked(formula: str) -> tuple[str, str] | None:
    """Return address and text of a formula that makes a link; None if it is another one."""
    found = _FORMULA.fullmatch(formula)
    return (found[1], found[2]) if found else None


def hyperlink(cell: CellData) -> str:
    """Return where a cell leads to; empty if nowhere, or to several addresses.

    Source: description of CellData; that a text which is an address leads there is assumed.
    """
    entered = cell.get("userEnteredValue", {})
    if formula := linked(entered.get("formulaValue", "")):
        return formula[0]
    runs: list[Any] = [run.get("format", {}) for run in cell.get("textFormatRuns", [])]
    parts: list[Any] = [cell.get("userEnteredFormat", {}).get("textFormat", {}), *runs]
    addresses = [str(part["link"].get("uri", "")) for part in parts if "link" in part]
    chips = [run.get("chip", {}) for run in cell.get("chipRuns", [])]
    addresses += [
        chip["richLinkProperties"]["uri"] for chip in chips if "richLinkProperties" in chip
    ]
    if _ADDRESS.fullmatch(text := entered.get("stringValue", "")):
        addresses = addresses or [text]
    return addresses[0] if len(set(addresses)) == 1 else ""
