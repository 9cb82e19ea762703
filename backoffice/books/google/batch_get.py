"""A Google Sheet as a snapshot, in two requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from backoffice.books.google.cell_data import rows_of
from backoffice.books.google.sheet_urls import tab_range
from backoffice.books.google.versions import Versions, read_versions
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.snapshot import Cell, Sheet, Snapshot

SHAPE_FIELDS = (
    "sheets(properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount))),"
    "developerMetadata(metadataId,metadataKey,metadataValue)"
)

Ask = Callable[[str, Mapping[str, Any]], Any]
"""Asks Google for something below the sheet's own address; returns what it answered."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab without its cells.

    Attributes:
        sheet_id: What Google calls it; stays when it is renamed.
        height, width: Rows and columns there are, filled or not.
    """

    sheet_id: int
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet without its cells: tabs by name, and its versions."""

    grids: Mapping[str, Grid]
    versions: Versions


@dataclass(frozen=True, slots=True)
class Reading(Snapshot):
    """A snapshot of a Google Sheet, with what is needed to write it.

    Attributes:
        key: Of the sheet.
        shape: Its tabs and versions, seen just before its cells.
        read_at: When, in seconds of the wall clock.
    """

    key: str = ""
    shape: Shape = field(default=Shape({}, Versions({}, frozenset())), compare=False)
    read_at: float = field(default=0.0, compare=False)


def read_shape(ask: Ask) -> Shape:
    """Return the tabs of a sheet and its versions."""
    found = ask("", {"fields": SHAPE_FIELDS})
    return Shape(
        {
            tab["properties"]["title"]: _grid(tab["properties"])
            for tab in found["sheets"]
            if tab["properties"].get("sheetType", "GRID") == "GRID"
        },
        read_versions(found.get("developerMetadata", ())),
    )


def _grid(properties: Mapping[str, Any]) -> Grid:
    size = properties.get("gridProperties", {})
    return Grid(properties["sheetId"], size.get("rowCount", 0), size.get("columnCount", 0))


def read_sheet(ask: Ask, key: str) -> Reading:
    """Return what stands in the tabs of a desk; of staff's own tabs only the names.

    The versions are asked for first: whoever writes between the two requests makes a newer one, and
    a write computed from this reading is then refused.
    """
    read_at = time.time()
    shape = read_shape(ask)
    ours = {name: tab for tab in Tab if (name := find_tab(tab, list(shape.grids)))}
    rows = read_rows(ask, ours) if ours else {}
    return Reading(
        {name: Sheet(name, rows.get(name, [])) for name in shape.grids},
        str(shape.versions.newest),
        key,
        shape,
        read_at,
    )


def read_rows(ask: Ask, tabs: Mapping[str, Tab | None]) -> dict[str, list[list[Cell]]]:
    """Return the rows of some tabs by name; `tabs` says which tab of a desk each is, if any."""
    found = ask(
        "/values:batchGet",
        {
            "ranges": [tab_range(name) for name in tabs],
            "majorDimension": "ROWS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
            "fields": "valueRanges(range,values)",
        },
    )
    given = found.get("valueRanges", [])
    return {
        name: rows_of(one.get("values", ()), tab)
        for (name, tab), one in zip(tabs.items(), given, strict=True)
    }
