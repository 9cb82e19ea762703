"""The connection to one Google Sheet: its key, an HTTP client, and the two kinds of request."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from gspread.urls import SPREADSHEET_URL

from backoffice.books.google.access_scope import GOOGLE
from backoffice.books.google.batching import encoded
from backoffice.books.google.credentials import Account, find_credentials
from backoffice.books.google.http_client import AnswerLostError, RetryingClient
from backoffice.books.google.request_kinds import Message, Request
from backoffice.books.google.sheet_urls import address_of
from backoffice.books.google.timeouts_and_retries import RetryPolicy

ENDPOINT = "BACKOFFICE_SHEETS_ENDPOINT"
"""Variable that names another server than Google's, for tests: https, or on this machine."""


class Connection:
    """Sends requests about one sheet.

    Args:
        key: The key of the sheet.
        credentials: The key file; None searches the default locations.
        retry_policy: Timeouts, patience and clock.
        endpoint: The server to ask; None for that of the variable, or else Google.
    """

    def __init__(
        self,
        key: str,
        credentials: str | Path | None = None,
        retry_policy: RetryPolicy | None = None,
        endpoint: str | None = None,
    ) -> None:
        self.key = key
        self._given = credentials
        self._retry_policy = retry_policy
        self._endpoint = endpoint or os.environ.get(ENDPOINT) or GOOGLE

    @property
    def where(self) -> str:
        """The address at which people open the sheet."""
        return address_of(self.key)

    @property
    def api_url(self) -> str:
        """The URL of the sheet in the API."""
        return self._url.replace(GOOGLE, self._endpoint.rstrip("/"), 1)

    @cached_property
    def account(self) -> Account:
        """The key in use, the location it was loaded from, and the address to share the sheet with.

        Raises:
            BookUnavailableError: If there is none.
        """
        return find_credentials(self._given)

    @cached_property
    def client(self) -> RetryingClient:
        """The HTTP client; loads the key at its first use."""
        return RetryingClient(self.account.credentials, self._retry_policy, self._endpoint)

    @property
    def clock_ahead(self) -> float | None:
        """Seconds by which this computer's clock was ahead of Google's when we last signed in."""
        client: RetryingClient | None = self.__dict__.get("client")
        return client.token_request.ahead if client else None

    def ask(self, path: str, params: Message) -> Message:
        """Return the answer to a GET of `path` below the URL of the sheet."""
        answer: Message = self.client.request("get", self._url + path, params=params).json()
        return answer

    def send(
        self,
        requests: Sequence[Request],
        *,
        fields: str = "spreadsheetId",
        options: Message | None = None,
        settled: Callable[[], bool] = lambda: False,
    ) -> Message | None:
        """Apply `requests`, all or none; return the `fields` of Google's answer, or None if it was lost.

        The `options` are further parts of the body; `settled` is called before the requests are sent
        again, and returns whether they are applied already.
        """
        batch = _batch(requests, fields, options or {})
        try:
            response = self.client.request("post", self._batch_url, settled=settled, **batch)
        except AnswerLostError:
            return None
        answer: Message = response.json()
        return answer

    def status_of(self, requests: Sequence[Request]) -> int:
        """Send `requests` once, whatever the answer; return its status, 0 if there is none."""
        return self.client.status_of(
            "post", self._batch_url, **_batch(requests, "spreadsheetId", {})
        )

    @property
    def _url(self) -> str:
        return str(SPREADSHEET_URL % self.key)

    @property
    def _batch_url(self) -> str:
        return f"{self._url}:batchUpdate"


def _batch(requests: Sequence[Request], fields: str, options: Message) -> dict[str, Any]:
    return {
        "params": {"fields": fields},
        "data": encoded({"requests": requests, **options}),
        "headers": {"Content-Type": "application/json; charset=utf-8"},
    }
