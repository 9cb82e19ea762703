"""Who writes which tab: Tickets is written by staff only, every other tab of a desk by the script only.

Once a desk is set up, the script appends numbered blank rows to Tickets, the docket pad, and nothing else.
Only `forget` empties cells of Tickets, on the owner's word.
"""

from __future__ import annotations

from collections.abc import Iterable

from backoffice.sheet.headings import Tab

STAFF_TAB = Tab.TICKETS

SCRIPT_TABS = tuple(tab for tab in Tab if tab is not STAFF_TAB)
"""They are protected against everybody else, where a book can do that."""


def refuse_staff_tab(tabs: Iterable[Tab]) -> None:
    """Make sure that a run writes no row of Tickets.

    Raises:
        ValueError: If it would.
    """
    if STAFF_TAB in tabs:
        raise ValueError("rows of Tickets are written by staff only")
