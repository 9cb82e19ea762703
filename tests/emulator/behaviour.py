"""What Google does where its documentation does not say: as assumed, or otherwise on request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class InUse(StrEnum):
    """What happens to a request that asks for an id or a title in use."""

    INVALID = "400"
    CONFLICT = "409"
    INTERNAL = "500"
    PARTLY = "partly"
    """Refused with 400, and the rest of its update is done."""
    ACCEPTED = "accepted"
    """Done: two have the same."""
    RENUMBERED = "renumbered"
    """Done with another id or title."""
    REPLACED = "replaced"
    """Done in the place of the first."""


REFUSED = {InUse.INVALID: 400, InUse.PARTLY: 400, InUse.CONFLICT: 409, InUse.INTERNAL: 500}
"""The status of each refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What one spreadsheet does; the defaults are what the README assumes.

    Attributes:
        ids: About an id of developer metadata in use.
        titles: About a title of a tab in use; one that replaces is not known.
        missing_metadata: Status of a request to delete developer metadata that does not exist.
        append_over_checkboxes: Whether `appendCells` takes a row of empty checkboxes for blank.
        shows_ranges: Whether a reply has the cells of `responseRanges`.
        lets_editors_in: Whether editors may write what is protected for them.
        chips: What a people chip has for a value: ``name`` or ``nothing``.
        pictures: What IMAGE() has for a value: ``nothing`` or ``address``.
        days_later: How many days later a date is shown than it was written.
    """

    ids: InUse = InUse.INVALID
    titles: InUse = InUse.INVALID
    missing_metadata: int = 200
    append_over_checkboxes: bool = False
    shows_ranges: bool = True
    lets_editors_in: bool = True
    chips: str = "name"
    pictures: str = "nothing"
    days_later: int = 0
