"""Whether a tab of a Google Sheet is protected against this program."""

from __future__ import annotations

from backoffice.books.google.request_kinds import Message
from backoffice.books.google.sheet_state import SheetDetails
from backoffice.sheet.columns import SCRIPT_COLUMNS
from backoffice.sheet.headings import Tab, find_tab
from estimator.policy.model import Label


def protected_against(details: SheetDetails, where: str, email: str) -> Label | None:
    """Return which tab is protected against `email` and what to do; None if all can be written."""
    for tab in (Tab.TICKETS, *SCRIPT_COLUMNS):
        name = find_tab(tab, list(details.ids))
        if name and any(_prevents(one, tab) for one in details.protections[name]):
            return Label(
                en=f"{where}: the tab {name} is protected against {email or 'this account'}. In "
                "Google, choose Data, Protect sheets and ranges, and give it leave to edit; then run "
                "this again.",
                ja=f"{where}:「{name}」タブは保護されていて、{email or 'このアカウント'} は"
                "書き込めません。Google で「データ」→「シートと範囲を保護」から編集を許可して、"
                "もう一度実行してください。",
            )
    return None


def _prevents(protection: Message, tab: Tab) -> bool:
    if protection.get("warningOnly") or protection.get("requestingUserCanEdit"):
        return False
    # the docket pad goes to the foot of Tickets; a protection that ends above does not matter
    return tab is not Tab.TICKETS or "endRowIndex" not in protection.get("range", {})
