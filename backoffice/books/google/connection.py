"""The line to one Google Sheet: a key, a client, and the two kinds of request there are."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from gspread.urls import SPREADSHEET_URL

from backoffice.books.google.batch_update import encoded
from backoffice.books.google.credentials import Account, find_credentials
from backoffice.books.google.http_client import GOOGLE, Patience, PatientClient
from backoffice.books.google.sheet_urls import address_of
from backoffice.books.google.versions import Request

ENDPOINT = "BACKOFFICE_SHEETS_ENDPOINT"
"""Names another server than Google's, for tests: https, or on this machine."""


class Connection:
    """Asks and tells Google things about one sheet.

    Args:
        key: Of the sheet.
        credentials: The file of the key to use; None looks in the usual places.
        patience: Time-outs, deadline and clock.
        endpoint: Where to ask instead of Google; None for the variable, or Google.
    """

    def __init__(
        self,
        key: str,
        credentials: str | Path | None = None,
        patience: Patience | None = None,
        endpoint: str | None = None,
    ) -> None:
        self.key = key
        self._given = credentials
        self._patience = patience
        self._endpoint = endpoint or os.environ.get(ENDPOINT) or GOOGLE

    @property
    def where(self) -> str:
        """The address, as people open it."""
        return address_of(self.key)

    @property
    def address(self) -> str:
        """Where requests about the sheet go."""
        return self._url.replace(GOOGLE, self._endpoint.rstrip("/"), 1)

    @cached_property
    def account(self) -> Account:
        """The key in use, where it was found, and the address to share the sheet with.

        Raises:
            BookUnavailableError: If there is none.
        """
        return find_credentials(self._given)

    @cached_property
    def client(self) -> PatientClient:
        """What sends requests; loads the key when first asked for."""
        return PatientClient(self.account.credentials, self._patience, self._endpoint)

    def ask(self, path: str, params: Mapping[str, Any]) -> Any:
        """Return what Google answers to a GET below the address of the sheet."""
        return self.client.request("get", self._url + path, params=dict(params)).json()

    def send(
        self,
        requests: Sequence[Request],
        *,
        fields: str = "spreadsheetId",
        more: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Do `requests`, all of them or none, and return Google's answer.

        Args:
            requests: Of ``spreadsheets.batchUpdate``.
            fields: What is wanted of the answer.
            more: Further parts of the body.
        """
        answer = self.client.request(
            "post",
            f"{self._url}:batchUpdate",
            params={"fields": fields},
            data=encoded({"requests": requests, **(more or {})}),
            headers={"Content-Type": "application/json; charset=utf-8"},
        )
        return dict(answer.json())

    @property
    def _url(self) -> str:
        return str(SPREADSHEET_URL % self.key)
