"""What was asked of the stand-in, for tests that count calls and bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in.

    Attributes:
        method: HTTP verb.
        path: Path and query, quoted as sent.
        size: Bytes of its body.
        name: What Google calls it, ``sheets.spreadsheets.batchUpdate``; empty if nothing.
        body: The body itself.
    """

    method: str
    path: str
    size: int
    name: str
    body: bytes

    @property
    def line(self) -> str:
        """Verb, path and name, as failures look for them."""
        return f"{self.method} {self.path} {self.name}"
