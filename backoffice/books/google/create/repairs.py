"""Settings and protections of a desk in a Google Sheet, checked and restored."""

from __future__ import annotations

from backoffice.books.google.connection import Connection
from backoffice.books.google.create.formats import LOCALES
from backoffice.books.google.format_requests import protect_tab
from backoffice.books.google.request_kinds import set_file_properties
from backoffice.books.google.sheet_state import SheetDetails
from backoffice.books.google.versioned_writes import VersionedWriter
from estimator.policy.model import UndatedPolicy


def settings_are_right(
    details: SheetDetails, policy: UndatedPolicy, language: str
) -> dict[str, bool]:
    """Return whether locale and time zone are right; every locale that parses 6/1 as June is."""
    short = LOCALES[language].partition("_")[0]
    return {
        "locale": details.locale in LOCALES.values() or details.locale == short,
        "time-zone": details.time_zone == policy.shop.timezone,
    }


def repair_desk(
    connection: Connection, details: SheetDetails, policy: UndatedPolicy, language: str
) -> list[str]:
    """Restore locale, time zone and protections; return what was missing.

    Raises:
        BookChangedError: If somebody else wrote meanwhile.
        APIError: If Google refuses.
    """
    are_right = settings_are_right(details, policy, language)
    wrong = [key for key, is_right in are_right.items() if not is_right]
    unprotected = details.unprotected
    requests = [
        protect_tab(details.ids[name], name, connection.account.email) for name in unprotected
    ]
    if wrong:
        requests.append(
            set_file_properties(locale=LOCALES[language], time_zone=policy.shop.timezone)
        )
    if requests:
        VersionedWriter(connection, details, is_run=False).send(requests)
    return [*wrong, *unprotected]
