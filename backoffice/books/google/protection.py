"""Whether a tab of a Google Sheet is protected against this program."""

from __future__ import annotations

from backoffice.books.google.request_kinds import Message
from backoffice.books.google.sheet_state import SheetDetails
from backoffice.messages import label
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from estimator.policy.label import Label


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
