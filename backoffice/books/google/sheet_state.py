"""A Google Sheet without its cells: tabs, versions, settings, protections, also those against us."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from backoffice.books.google.probes.trials import Lock, Results, read_record
from backoffice.books.google.request_kinds import Message
from backoffice.books.google.versions import Versions, read_versions
from backoffice.messages import label
from backoffice.sheet.headings import DERIVED_TABS, Tab, find_tab, find_tabs
from backoffice.sheet.layout import missing_tabs
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from backoffice.sheet.tab_writers import SCRIPT_TABS
from estimator.policy.label import Label

Ask = Callable[[str, Message], Message]
"""Sends a GET to a path below the address of the sheet; returns the answer."""

LEFTOVERS_KEY = "backoffice.copy"
"""Key of the note that lists the tabs of a desk that is being created."""

_TAB_FIELDS = "properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount))"
_NOTE_FIELDS = "developerMetadata(metadataId,metadataKey,metadataValue)"
_STATE_FIELDS = f"sheets({_TAB_FIELDS},basicFilter),{_NOTE_FIELDS}"
_PROTECTIONS = "protectedRanges(range,warningOnly,requestingUserCanEdit)"
_DETAIL_FIELDS = f"properties(locale,timeZone),sheets({_TAB_FIELDS},{_PROTECTIONS}),{_NOTE_FIELDS}"


@dataclass(frozen=True, slots=True)
class Grid:
    """One tab without its cells.

    Attributes:
        sheet_id: Google's number for it; stays when the tab is renamed.
        height, width: Number of rows and columns, filled or not.
        index: Its place among all tabs, from 0.
        filter: Its filter as Google describes it; empty if it has none, or if it was not asked for.
    """

    sheet_id: int
    height: int
    width: int
    index: int = field(default=0, compare=False)
    filter: Message = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class SheetState:
    """What optimistic locking needs.

    Attributes:
        grids: The tabs that have cells, by name.
        versions: The versions and the months that are in use.
        tried: What was tried out on this sheet and how it ended.
    """

    grids: Mapping[str, Grid]
    versions: Versions
    tried: Results | None = field(default=None, kw_only=True)

    @property
    def locks(self) -> frozenset[Lock]:
        """The locks of a close that hold in this sheet; both until one was found not to."""
        return self.tried.locks if self.tried else frozenset(Lock)


@dataclass(frozen=True, slots=True)
class SheetDetails(SheetState):
    """A sheet without its cells.

    Attributes:
        locale, time_zone: Of the file.
        ids: Number of every tab by name, also of those without cells.
        protections: Protected ranges of each tab by name, as Google describes them.
        leftovers: Numbers of the tabs of a desk whose creation was cut off.
    """

    locale: str = ""
    time_zone: str = ""
    ids: Mapping[str, int] = field(default_factory=dict)
    protections: Mapping[str, Sequence[Message]] = field(default_factory=dict)
    leftovers: frozenset[int] = frozenset()

    @property
    def is_desk(self) -> bool:
        """Whether a desk is here; Start, and tabs that any run makes again, may be missing."""
        return all(tab in DERIVED_TABS for tab in missing_tabs(list(self.ids)))

    @property
    def desk_tabs(self) -> list[str]:
        """Names of the tabs that have the name of a tab of a desk."""
        return [name for tab in Tab for name in find_tabs(tab, list(self.ids))]

    @property
    def unprotected(self) -> list[str]:
        """Names of the script's tabs that everybody may write."""
        found = (find_tab(tab, list(self.ids)) for tab in SCRIPT_TABS)
        return [name for name in found if name and not any(map(_protects, self.protections[name]))]

    @property
    def cells(self) -> int:
        """Number of cells, filled or not; Google limits these."""
        return sum(grid.height * grid.width for grid in self.grids.values())


def read_state(ask: Ask) -> SheetState:
    """Return tabs and versions."""
    answer = ask("", {"fields": _STATE_FIELDS})
    notes = answer.get("developerMetadata", ())
    return SheetState(_grids(answer), read_versions(notes), tried=read_record(notes))


def read_details(ask: Ask) -> SheetDetails:
    """Return everything about a sheet but its cells."""
    answer = ask("", {"fields": _DETAIL_FIELDS})
    notes = answer.get("developerMetadata", ())
    file, tabs = answer.get("properties", {}), answer["sheets"]
    return SheetDetails(
        _grids(answer),
        read_versions(notes),
        file.get("locale", ""),
        file.get("timeZone", ""),
        {tab["properties"]["title"]: tab["properties"]["sheetId"] for tab in tabs},
        {tab["properties"]["title"]: tab.get("protectedRanges", ()) for tab in tabs},
        _leftovers(notes),
        tried=read_record(notes),
    )


def _grids(answer: Message) -> dict[str, Grid]:
    grids = {}
    for index, tab in enumerate(answer["sheets"]):
        properties = tab["properties"]
        if properties.get("sheetType", "GRID") == "GRID":
            size = properties.get("gridProperties", {})
            height, width = size.get("rowCount", 0), size.get("columnCount", 0)
            kept = tab.get("basicFilter", {})
            grids[properties["title"]] = Grid(properties["sheetId"], height, width, index, kept)
    return grids


def _leftovers(notes: Sequence[Message]) -> frozenset[int]:
    """Return the tabs listed in the note of a creation: its token, then their numbers."""
    values = [note["metadataValue"] for note in notes if note.get("metadataKey") == LEFTOVERS_KEY]
    return frozenset(int(number) for value in values for number in value.split()[1:])


def _protects(protection: Message) -> bool:
    """Return whether a protection covers a tab and is more than a warning."""
    return not protection.get("warningOnly") and set(protection.get("range", {})) <= {"sheetId"}


def protected_against(details: SheetDetails, where: str, email: str) -> Label | None:
    """Return which tab is protected against `email` and what to do; None if all can be written."""
    for tab in (Tab.TICKETS, *SCRIPT_COLUMNS):
        name = find_tab(tab, list(details.ids))
        if name and any(_prevents(one, tab) for one in details.protections[name]):
            who = email or label("google", "this-account")
            return label("google", "this-tab-protected", book=where, tab=name, who=who)
    return None


def _prevents(protection: Message, tab: Tab) -> bool:
    if protection.get("warningOnly") or protection.get("requestingUserCanEdit"):
        return False
    # the docket pad goes to the foot of Tickets; a protection that ends above does not matter
    return tab is not Tab.TICKETS or "endRowIndex" not in protection.get("range", {})
