"""Which tabs of a Google Sheet are protected against this program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backoffice.books.google.batch_get import Ask
from backoffice.sheet.columns import SCRIPT_COLUMNS
from backoffice.sheet.headings import Tab, find_tab
from estimator.policy.model import Label

_FIELDS = "sheets(properties(title),protectedRanges(range,warningOnly,requestingUserCanEdit))"


def who_is_kept_out(ask: Ask, where: str, email: str) -> Label | None:
    """Return which tab is protected against `email` and what to do; None if all can be written."""
    sheets = ask("", {"fields": _FIELDS})["sheets"]
    names = {sheet["properties"]["title"]: sheet for sheet in sheets}
    for tab in (Tab.TICKETS, *SCRIPT_COLUMNS):
        name = find_tab(tab, list(names))
        protections = names[name].get("protectedRanges", ()) if name else ()
        if name and any(_keeps_out(one, tab) for one in protections):
            return Label(
                en=f"{where}: the tab {name} is protected against {email or 'this account'}. In "
                "Google, choose Data, Protect sheets and ranges, and give it leave to edit; then run "
                "this again.",
                ja=f"{where}:「{name}」タブは保護されていて、{email or 'このアカウント'} は"
                "書き込めません。Google で「データ」→「シートと範囲を保護」から編集を許可して、"
                "もう一度実行してください。",
            )
    return None


def _keeps_out(protection: Mapping[str, Any], tab: Tab) -> bool:
    if protection.get("warningOnly") or protection.get("requestingUserCanEdit"):
        return False
    # the docket pad goes to the foot of Tickets; what ends above it is no obstacle
    return tab is not Tab.TICKETS or "endRowIndex" not in protection.get("range", {})
