"""Rows and columns inserted, deleted and moved, with everything that names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tests.emulator.messages import CellData, GridRange, Message
from tests.emulator.model import EMPTY, FROZEN, Row, Sheet, with_box
from tests.emulator.ranges import (
    COLUMNS,
    ROWS,
    Area,
    Span,
    after_delete,
    after_insert,
    after_move,
    order_after_move,
)

Shift: TypeAlias = Callable[[int | None, int | None], Span | None]
"""Returns where a span is after rows or columns moved; None if nothing of it is left."""


def insert(sheet: Sheet, dimension: str, at: int, count: int, *, like: int | None = None) -> None:
    """Insert `count` empty rows or columns before position `at`.

    They take number formats, looks, validation rules and size from position `like`, if that is given.
    """
    if dimension == ROWS:
        model = sheet.rows[like] if like is not None else Row()
        cells = {position: look for position, cell in model.cells.items() if (look := _look(cell))}
        sheet.rows[at:at] = [Row(dict(cells), _size(model.properties)) for _ in range(count)]
    else:
        properties: Message = sheet.columns[like] if like is not None else {}
        sheet.columns[at:at] = [_size(properties) for _ in range(count)]
        for row in sheet.rows:
            look = _look(row.cells.get(like, EMPTY)) if like is not None else EMPTY
            row.cells = {
                position + count if position >= at else position: cell
                for position, cell in row.cells.items()
            }
            if look:
                row.cells |= dict.fromkeys(range(at, at + count), look)
    _refreeze(sheet, dimension, lambda frozen: frozen + count if at < frozen else frozen)
    _shift(sheet, dimension, lambda start, end: after_insert(start, end, at, count))


def delete(sheet: Sheet, dimension: str, first: int, last: int) -> None:
    """Delete the rows or columns from `first` to `last`, the last excluded."""
    if dimension == ROWS:
        del sheet.rows[first:last]
    else:
        del sheet.columns[first:last]
        count = last - first
        for row in sheet.rows:
            row.cells = {
                position - count if position >= last else position: cell
                for position, cell in row.cells.items()
                if not first <= position < last
            }
    _refreeze(sheet, dimension, lambda frozen: frozen - max(0, min(frozen, last) - first))
    _shift(sheet, dimension, lambda start, end: after_delete(start, end, first, last))


def move(sheet: Sheet, dimension: str, first: int, last: int, to: int) -> None:
    """Move the rows or columns from `first` to `last`, the last excluded, to before position `to`."""
    order = order_after_move(sheet.size[0 if dimension == ROWS else 1], first, last, to)
    if dimension == ROWS:
        sheet.rows = [sheet.rows[old] for old in order]
    else:
        sheet.columns = [sheet.columns[old] for old in order]
        new_positions = {old: new for new, old in enumerate(order)}
        for row in sheet.rows:
            row.cells = {new_positions[position]: cell for position, cell in row.cells.items()}
    _shift(sheet, dimension, lambda start, end: after_move(start, end, first, last, to))


def _shift(sheet: Sheet, dimension: str, moved: Shift) -> None:
    """Move everything that names rows or columns of `sheet`, but for references in formulas."""
    sheet.protected = [new for one in sheet.protected if (new := _shifted(one, dimension, moved))]
    for rule in sheet.rules:
        rule["ranges"] = [new for one in rule["ranges"] if (new := _range(one, dimension, moved))]
    sheet.rules = [rule for rule in sheet.rules if rule["ranges"]]
    sheet.bands = [new for one in sheet.bands if (new := _shifted(one, dimension, moved))]
    if sheet.filter:
        sheet.filter = _shifted(sheet.filter, dimension, moved)


def _shifted(one: Message, dimension: str, moved: Shift) -> Message | None:
    """Return a protection, a band or a filter where it is now; None if nothing of its range is left."""
    found = _range(one["range"], dimension, moved)
    if found is None:
        return None
    new = {**one, "range": found}
    for specs, column in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if dimension == COLUMNS and specs in one:
            spans = [moved(at := spec.get(column, 0), at + 1) for spec in one[specs]]
            pairs = zip(one[specs], spans, strict=True)
            new[specs] = [{**spec, column: span[0]} for spec, span in pairs if span]
    return new


def _range(given: GridRange, dimension: str, moved: Shift) -> GridRange | None:
    area = Area.of(given)
    span = moved(*area.span(dimension))
    return area.with_span(dimension, *span).grid_range if span else None


def _refreeze(sheet: Sheet, dimension: str, count: Callable[[int], int]) -> None:
    """Change the number of frozen rows or columns."""
    grid = sheet.properties.get("gridProperties", {})
    if frozen := grid.get(FROZEN[dimension]):
        grid[FROZEN[dimension]] = count(frozen)


def _look(cell: CellData) -> CellData:
    """Return what a new cell takes from its neighbour: format and validation rule, no content."""
    return with_box(
        {key: cell[key] for key in ("userEnteredFormat", "dataValidation") if key in cell}
    )


def _size(properties: Message) -> Message:
    return {"pixelSize": properties["pixelSize"]} if "pixelSize" in properties else {}
