"""Cells copied to other positions."""

from __future__ import annotations

from dataclasses import replace

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.messages import CellData, Message
from tests.emulator.ranges import Area
from tests.emulator.references import rewritten
from tests.emulator.request_context import Answers, RequestContext, check_on_grid


def _pasted(cell: CellData, source: CellData, kind: str) -> CellData:
    """Return `cell` after `source` was pasted on it.

    Raises:
        NotAnsweredError: If `kind` is a PasteType that this tool does not know.
    """
    if kind == "PASTE_NORMAL":
        return source
    new = cell.copy()
    if kind == "PASTE_FORMAT":
        new.pop("userEnteredFormat", None)
        if "userEnteredFormat" in source:
            new["userEnteredFormat"] = source["userEnteredFormat"]
    elif kind == "PASTE_DATA_VALIDATION":
        new.pop("dataValidation", None)
        if "dataValidation" in source:
            new["dataValidation"] = source["dataValidation"]
    else:
        raise NotAnsweredError(f"the pasteType {kind}")
    return new


def _copy_paste(context: RequestContext, asked: Message) -> None:
    sheet, source = context.area(asked.get("source", {}))
    target_sheet, target = context.area(asked.get("destination", {}))
    kind = asked.get("pasteType", "PASTE_NORMAL")
    if asked.get("pasteOrientation", "NORMAL") != "NORMAL":
        raise NotAnsweredError("copyPaste with pasteOrientation TRANSPOSE")
    height, width = _size(source)
    down, right = _size(target)
    repeats = down % height == 0 and right % width == 0
    top, left = target.top or 0, target.left or 0
    target = replace(
        target,
        bottom=top + (down if repeats else height),
        right=left + (right if repeats else width),
    )
    check_on_grid(target_sheet, target)
    context.must_edit(target)
    cells = {position: sheet.cell(*position) for position in sheet.positions(source)}
    for row, column in target_sheet.positions(target):
        at = (
            (source.top or 0) + (row - top) % height,
            (source.left or 0) + (column - left) % width,
        )
        new = moved_formula(cells[at], row - at[0], column - at[1])
        target_sheet.put(row, column, _pasted(target_sheet.cell(row, column), new, kind))


def moved_formula(cell: CellData, down: int, right: int) -> CellData:
    """Return a copy of `cell` further down and to the right, the references of its formula moved."""
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    if not formula or (down, right) == (0, 0):
        return cell
    moved = rewritten(formula, lambda reference: reference.moved_by(down, right))
    return {**cell, "userEnteredValue": {"formulaValue": moved}}


def _size(area: Area) -> tuple[int, int]:
    return (area.bottom or 0) - (area.top or 0), (area.right or 0) - (area.left or 0)


ANSWERS: Answers = {"copyPaste": _copy_paste}
