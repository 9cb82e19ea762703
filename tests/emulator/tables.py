"""Tables as appending finds them: cells that touch, bounded by empty rows and columns."""

from __future__ import annotations

from tests.emulator.model import Sheet
from tests.emulator.places import Area


def foot_of_table(sheet: Sheet, area: Area) -> Area | None:
    """Return the lowest table that shares a cell with `area`; None if all of `area` is empty.

    Of two that end on the same row it is the one further right.
    """
    filled = {
        (row, column)
        for row, line in enumerate(sheet.lines)
        for column, cell in line.cells.items()
        if cell.get("userEnteredValue")
    }
    tables = []
    while True:
        seeds = [place for place in filled if area.holds(*place)]
        if not seeds:
            break
        tables.append(_taken(filled, max(seeds), sheet.id))
    return max(tables, key=lambda table: (table.bottom or 0, table.left or 0), default=None)


def _taken(filled: set[tuple[int, int]], seed: tuple[int, int], sheet_id: int) -> Area:
    """Take the cells that touch `seed`, directly or over others, out of `filled`; return their box."""
    filled.discard(seed)
    group, edge = [seed], [seed]
    while edge:
        row, column = edge.pop()
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                place = (row + down, column + right)
                if place in filled:
                    filled.discard(place)
                    group.append(place)
                    edge.append(place)
    rows, columns = [row for row, _ in group], [column for _, column in group]
    return Area(sheet_id, min(rows), max(rows) + 1, min(columns), max(columns) + 1)
