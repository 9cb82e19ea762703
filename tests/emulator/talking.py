"""gspread, led to the stand-in instead of Google; nothing else about it is changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gspread
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from tests.emulator.emulator import SERVICE_ACCOUNT, Emulator

GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")
SCOPES = tuple(f"https://www.googleapis.com/auth/{name}" for name in ("spreadsheets", "drive"))


def led_to(address: str) -> type[gspread.HTTPClient]:
    """Return gspread's own HTTP client, its requests sent to `address`."""

    class LedAway(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> Any:
            for host in GOOGLE:
                endpoint = endpoint.replace(host, address)
            return super().request(method, endpoint, *args, **options)

    return LedAway


def gspread_for(google: Emulator, folder: Path, email: str = SERVICE_ACCOUNT) -> gspread.Client:
    """Return a gspread client of a service account, its key written to `folder`."""
    key = google.credentials_file(folder / "key.json", email)
    return gspread.service_account(str(key), scopes=SCOPES, http_client=led_to(google.address))


class Plain:
    """Plain HTTP with a token, for what gspread would not send."""

    def __init__(self, google: Emulator, folder: Path) -> None:
        path = google.credentials_file(folder / "key.json")
        sign_in: Any = Credentials.from_service_account_file
        make: Any = AuthorizedSession
        self._session: requests.Session = make(sign_in(str(path), scopes=SCOPES))
        self._address = google.address

    def ask(self, verb: str, path: str, body: Any = None, **options: Any) -> requests.Response:
        """Return the answer to one request; `path` begins behind ``/v4/spreadsheets/``."""
        url = path if path.startswith("/") else f"/v4/spreadsheets/{path}"
        return self._session.request(verb, self._address + url, json=body, timeout=5, **options)

    def batch(self, key: str, *asked: dict[str, Any]) -> requests.Response:
        """Return the answer to a batchUpdate."""
        return self.ask("POST", f"{key}:batchUpdate", {"requests": list(asked)})

    def done(self, key: str, *asked: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the replies of a batchUpdate that must succeed."""
        answer = self.batch(key, *asked)
        assert answer.status_code == 200, answer.text
        replies: list[dict[str, Any]] = answer.json()["replies"]
        return replies

    def refused(self, key: str, *asked: dict[str, Any]) -> str:
        """Return the message of a batchUpdate that must be refused."""
        answer = self.batch(key, *asked)
        assert answer.status_code == 400, answer.text
        error = answer.json()["error"]
        assert error["status"] == "INVALID_ARGUMENT"
        return str(error["message"])
