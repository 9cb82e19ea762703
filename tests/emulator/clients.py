"""A client of the emulator, by plain HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import requests

from tests.emulator.emulator import Emulator
from tests.emulator.messages import Message

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)


class HttpClient:
    """Requests with a token of the service account."""

    def __init__(self, google: Emulator) -> None:
        self._address = google.address
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {google.token(SCOPES)}"

    def ask(
        self,
        verb: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        timeout: float = 5,
        data: bytes = b"",
    ) -> requests.Response:
        """Return the answer to one request.

        Args:
            verb: HTTP method.
            path: What follows ``/v4/spreadsheets/``; all of the path if it begins with ``/``.
            body: Sent as JSON.
            timeout: Seconds to wait for an answer.
            data: Sent as it is, where there is no `body`.
        """
        url = self._address + (path if path.startswith("/") else f"/v4/spreadsheets/{path}")
        return self._session.request(verb, url, json=body, data=data or None, timeout=timeout)

    def batch(self, key: str, *asked: Message, timeout: float = 5) -> requests.Response:
        """Return the answer to a batchUpdate."""
        return self.ask("POST", f"{key}:batchUpdate", {"requests": asked}, timeout=timeout)

    def done(self, key: str, *asked: Message) -> list[dict[str, Any]]:
        """Return the replies of a batchUpdate that must succeed."""
        answer = self.batch(key, *asked)
        assert answer.status_code == 200, answer.text
        replies: list[dict[str, Any]] = answer.json()["replies"]
        return replies

    def refused(self, key: str, *asked: Message) -> str:
        """Return the message of a batchUpdate that must be refused."""
        answer = self.batch(key, *asked)
        assert answer.status_code == 400, answer.text
        error = answer.json()["error"]
        assert error["status"] == "INVALID_ARGUMENT"
        return str(error["message"])

    def values(self, key: str, *ranges: str, **options: str) -> requests.Response:
        """Return the answer to a values.batchGet of some ranges."""
        query = urlencode([*(("ranges", text) for text in ranges), *options.items()])
        return self.ask("GET", f"{key}/values:batchGet?{query}")

    def get(self, key: str, fields: str, *ranges: str) -> Any:
        """Return the JSON of a spreadsheets.get that must succeed."""
        query = urlencode([("fields", fields), *(("ranges", text) for text in ranges)])
        answer = self.ask("GET", f"{key}?{query}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def cells(self, key: str, fields: str, text: str = "Sheet1") -> list[list[dict[str, Any]]]:
        """Return these fields of the cells of a range, row by row."""
        (sheet,) = self.get(key, f"sheets.data.rowData.values({fields})", text)["sheets"]
        return [row.get("values", []) for row in sheet["data"][0].get("rowData", [])]
