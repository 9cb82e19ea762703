"""Rows and columns put in, taken out and moved, and everything that stands on them with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.emulator.model import Cell, Line, Sheet, Spreadsheet
from tests.emulator.places import (
    ROWS,
    Area,
    after_delete,
    after_insert,
    after_move,
    order_after_move,
)
from tests.emulator.references import Reference, Shift, rewrite_all

_INHERITED = ("userEnteredFormat", "dataValidation")
FROZEN = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}


def insert_lines(
    book: Spreadsheet, sheet: Sheet, dimension: str, at: int, count: int, *, like: int | None = None
) -> None:
    """Put `count` empty lines in before line `at`, formatted and checked as line `like` is."""
    if dimension == ROWS:
        model = sheet.lines[like] if like is not None else Line()
        cells = {place: shape for place, cell in model.cells.items() if (shape := _shape(cell))}
        sheet.lines[at:at] = [Line(dict(cells), _size(model.properties)) for _ in range(count)]
    else:
        properties = sheet.columns[like] if like is not None else {}
        sheet.columns[at:at] = [_size(properties) for _ in range(count)]
        for line in sheet.lines:
            shape = _shape(line.cells.get(like, {})) if like is not None else {}
            line.cells = {
                place + count if place >= at else place: cell for place, cell in line.cells.items()
            }
            if shape:
                line.cells |= dict.fromkeys(range(at, at + count), shape)
    _refreeze(sheet, dimension, lambda frozen: frozen + count if at < frozen else frozen)
    shift(book, sheet, dimension, lambda start, end: after_insert(start, end, at, count))


def delete_lines(book: Spreadsheet, sheet: Sheet, dimension: str, first: int, last: int) -> None:
    """Take lines `first` to `last`, the last excluded, out of the grid."""
    if dimension == ROWS:
        del sheet.lines[first:last]
    else:
        del sheet.columns[first:last]
        gone = last - first
        for line in sheet.lines:
            line.cells = {
                place - gone if place >= last else place: cell
                for place, cell in line.cells.items()
                if not first <= place < last
            }
    _refreeze(sheet, dimension, lambda frozen: frozen - max(0, min(frozen, last) - first))
    shift(book, sheet, dimension, lambda start, end: after_delete(start, end, first, last))


def move_lines(
    book: Spreadsheet, sheet: Sheet, dimension: str, first: int, last: int, to: int
) -> None:
    """Put lines `first` to `last`, the last excluded, before the line that now is line `to`."""
    order = order_after_move(sheet.size[0 if dimension == ROWS else 1], first, last, to)
    if dimension == ROWS:
        sheet.lines = [sheet.lines[old] for old in order]
    else:
        sheet.columns = [sheet.columns[old] for old in order]
        new_places = {old: new for new, old in enumerate(order)}
        for line in sheet.lines:
            line.cells = {new_places[place]: cell for place, cell in line.cells.items()}
    shift(book, sheet, dimension, lambda start, end: after_move(start, end, first, last, to))


def shift(book: Spreadsheet, sheet: Sheet, dimension: str, moved: Shift) -> None:
    """Move all that names lines of `sheet`, from merges and rules to references in formulas."""
    sheet.merges = [
        area
        for old in sheet.merges
        if (area := _moved(old, dimension, moved)) and not _is_one_cell(area)
    ]
    sheet.protected = list(_kept(sheet.protected, "range", dimension, moved))
    for protection in sheet.protected:
        if "unprotectedRanges" in protection:
            protection["unprotectedRanges"] = _areas(
                protection["unprotectedRanges"], dimension, moved
            )
    for rule in sheet.rules:
        rule["ranges"] = _areas(rule["ranges"], dimension, moved)
    sheet.rules = [rule for rule in sheet.rules if rule["ranges"]]
    sheet.bands = list(_kept(sheet.bands, "range", dimension, moved))
    if sheet.filter:
        sheet.filter = next(_kept([sheet.filter], "range", dimension, moved), None)
        if sheet.filter and dimension != ROWS:
            _shift_filter(sheet.filter, moved)
    book.named = [
        one
        for one in book.named
        if one["range"].get("sheetId", 0) != sheet.id
        or any(True for _ in _kept([one], "range", dimension, moved))
    ]
    book.metadata = [one for one in book.metadata if _stays(one, sheet, dimension, moved)]
    title = sheet.title.casefold()

    def spelled(reference: Reference, own: str) -> str:
        tab = reference.tab if reference.tab is not None else own
        return reference.shifted(dimension, moved) if tab.casefold() == title else str(reference)

    rewrite_all(book, spelled)


def _stays(mark: dict[str, Any], sheet: Sheet, dimension: str, moved: Shift) -> bool:
    """Move the line that a DeveloperMetadata stands on; tell whether the line is still there."""
    place = mark["location"].get("dimensionRange")
    if not place or place.get("sheetId", 0) != sheet.id or place["dimension"] != dimension:
        return True
    span = moved(place["startIndex"], place["startIndex"] + 1)
    if span is None or span[0] is None:
        return False
    place["startIndex"], place["endIndex"] = span[0], span[0] + 1
    return True


def _kept(
    things: list[dict[str, Any]], key: str, dimension: str, moved: Shift
) -> Iterator[dict[str, Any]]:
    for thing in things:
        area = _moved(Area.of(thing[key]), dimension, moved)
        if area:
            thing[key] = area.grid_range
            yield thing


def _areas(given: list[dict[str, Any]], dimension: str, moved: Shift) -> list[dict[str, Any]]:
    areas = [_moved(Area.of(one), dimension, moved) for one in given]
    return [area.grid_range for area in areas if area]


def _moved(area: Area, dimension: str, moved: Shift) -> Area | None:
    span = moved(*area.span(dimension))
    return area.with_span(dimension, *span) if span else None


def _is_one_cell(area: Area) -> bool:
    ends = (area.top, area.bottom, area.left, area.right)
    if None in ends:
        return False
    top, bottom, left, right = ends
    return (bottom or 0) - (top or 0) == 1 and (right or 0) - (left or 0) == 1


def _shift_filter(found: dict[str, Any], moved: Shift) -> None:
    """Move the columns that a filter's conditions and sorting name."""
    for list_key, key in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        kept = []
        for spec in found.get(list_key, []):
            span = moved(spec.get(key, 0), spec.get(key, 0) + 1)
            if span:
                kept.append(spec | {key: span[0]})
        if list_key in found:
            found[list_key] = kept
    if "criteria" in found:
        criteria = {}
        for place, criterion in found["criteria"].items():
            span = moved(int(place), int(place) + 1)
            if span:
                criteria[str(span[0])] = criterion
        found["criteria"] = criteria


def _refreeze(sheet: Sheet, dimension: str, count: Callable[[int], int]) -> None:
    grid = sheet.properties.get("gridProperties", {})
    frozen = grid.get(FROZEN[dimension], 0)
    if frozen:
        grid[FROZEN[dimension]] = count(frozen)


def _shape(cell: Cell) -> dict[str, Any]:
    """Return what a new cell takes over from its neighbour: format and check, no contents."""
    return {key: cell[key] for key in _INHERITED if key in cell}


def _size(properties: dict[str, Any]) -> dict[str, Any]:
    return {"pixelSize": properties["pixelSize"]} if "pixelSize" in properties else {}
