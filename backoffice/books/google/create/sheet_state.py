"""What a Google Sheet is like before anything is set up in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backoffice.books.google.batch_get import Ask
from backoffice.books.google.create.formats import LOCALES
from backoffice.books.google.sheet_urls import tab_range
from backoffice.books.google.versions import Request, Versions, read_versions
from backoffice.sheet.headings import Tab, find_tab, find_tabs
from estimator.policy.model import UndatedPolicy

FIELDS = (
    "properties(title,locale,timeZone),"
    "sheets(properties(sheetId,title,index,sheetType,hidden,gridProperties(rowCount,columnCount)),"
    "protectedRanges(protectedRangeId,range,warningOnly,requestingUserCanEdit,editors)),"
    "developerMetadata(metadataId,metadataKey,metadataValue)"
)
_CELLS = "sheets(properties(sheetId),data(rowData(values(userEnteredValue,note))),charts(chartId))"

NOTE_KEY = "backoffice.copy"
"""Of the note that tells of a copy in the making."""

DEFAULTS = frozenset({"Sheet1", "シート1"})
"""What Google calls the tab of a new file, in the two languages of a desk."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A Google Sheet without its cells.

    Attributes:
        locale, time_zone: Of the file.
        tabs: Its tabs in order, as Google tells them.
        versions: Notes of earlier writes.
        unfinished: What a copy that was cut off noted: its token, and the ids of its tabs.
    """

    locale: str
    time_zone: str
    tabs: Sequence[Mapping[str, Any]]
    versions: Versions
    unfinished: str = ""

    @property
    def ids(self) -> dict[str, int]:
        """Id of every tab by name."""
        return {tab["properties"]["title"]: tab["properties"]["sheetId"] for tab in self.tabs}

    @property
    def is_desk(self) -> bool:
        """Whether every tab of a desk is there, Start aside, which nobody needs."""
        return not missing_tabs(self)

    @property
    def named_alike(self) -> list[str]:
        """Names of tabs that are called as those of a desk."""
        names = list(self.ids)
        return [name for tab in Tab for name in find_tabs(tab, names)]


def look(ask: Ask) -> Seen:
    """Return what the sheet is like."""
    found = ask("", {"fields": FIELDS})
    properties = found.get("properties", {})
    return Seen(
        properties.get("locale", ""),
        properties.get("timeZone", ""),
        [{"properties": {}, **tab} for tab in found["sheets"]],
        read_versions(found.get("developerMetadata", ())),
        next(
            (
                note.get("metadataValue", "")
                for note in found.get("developerMetadata", ())
                if note.get("metadataKey") == NOTE_KEY
            ),
            "",
        ),
    )


def cleared(seen: Seen) -> list[Request]:
    """Return what removes the tabs and the note of a copy that was cut off."""
    if not seen.unfinished:
        return []
    left = {int(number) for number in seen.unfinished.split()[1:]}
    ours = [
        number for name, number in seen.ids.items() if number in left and name == in_making(number)
    ]
    lookup = {"developerMetadataLookup": {"metadataKey": NOTE_KEY}}
    return [
        *({"deleteSheet": {"sheetId": number}} for number in ours),
        {"deleteDeveloperMetadata": {"dataFilter": lookup}},
    ]


def in_making(number: int) -> str:
    """Return what a tab is called until all of its desk is there."""
    return f"backoffice {number}"


def missing_tabs(seen: Seen) -> list[Tab]:
    """Return which tabs of a desk are not there, Start aside."""
    names = list(seen.ids)
    return [tab for tab in Tab if tab is not Tab.START and not find_tab(tab, names)]


def empty_tabs(ask: Ask, seen: Seen, names: Sequence[str]) -> set[str]:
    """Return which of the tabs `names` hold nothing at all: no value, no note, no chart."""
    grids = {
        tab["properties"]["title"]
        for tab in seen.tabs
        if tab["properties"].get("sheetType", "GRID") == "GRID"
    }
    wanted = [name for name in names if name in grids]
    if not wanted:
        return set()
    found = ask("", {"ranges": [tab_range(name) for name in wanted], "fields": _CELLS})
    empty = {
        tab["properties"]["sheetId"]
        for tab in found["sheets"]
        if not tab.get("charts") and not any(_holds(data) for data in tab.get("data", ()))
    }
    return {name for name in wanted if seen.ids[name] in empty}


def _holds(data: Mapping[str, Any]) -> bool:
    return any(cell for row in data.get("rowData", ()) for cell in row.get("values", ()))


def fitting(seen: Seen, policy: UndatedPolicy, language: str) -> dict[str, bool]:
    """Return whether locale and time zone are as a desk needs them.

    Any locale that reads 6/1 as the first of June will do.
    """
    same = seen.locale in LOCALES.values() or seen.locale == LOCALES[language].partition("_")[0]
    return {"locale": same, "time-zone": seen.time_zone == policy.shop.timezone}


def unprotected(seen: Seen) -> list[str]:
    """Return the names of the script's tabs that anybody may write."""
    ours = {name: tab for tab in Tab if (name := find_tab(tab, list(seen.ids)))}
    protected = {
        tab["properties"]["title"]
        for tab in seen.tabs
        for one in tab.get("protectedRanges", ())
        if not one.get("warningOnly") and is_whole(one.get("range", {}))
    }
    return [name for name, tab in ours.items() if tab is not Tab.TICKETS and name not in protected]


def is_whole(area: Mapping[str, Any]) -> bool:
    """Return whether a range is a whole tab."""
    return set(area) <= {"sheetId"}
