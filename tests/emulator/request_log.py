"""The requests that came in, for tests that count requests and bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Attributes:
        method: HTTP verb.
        path: Path and query, quoted as sent.
        size: Bytes of its body.
        name: The API's method, ``sheets.spreadsheets.batchUpdate``; empty if there is none.
        body: Its body.
    """

    method: str
    path: str
    size: int
    name: str
    body: bytes

    @property
    def line(self) -> str:
        """Verb, path and name, in which failures look for their pattern."""
        return f"{self.method} {self.path} {self.name}"
