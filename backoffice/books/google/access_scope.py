"""What this program may do at Google, spreadsheets only, and to which servers it sends a key.

It never creates a file: `connect` fills one that is shared.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from gspread.urls import SPREADSHEETS_API_V4_BASE_URL

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)

GOOGLE = SPREADSHEETS_API_V4_BASE_URL.removesuffix("/v4/spreadsheets")

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class UnsafeAddressError(ValueError):
    """A token would be sent unencrypted over a network."""


def check_address(address: str) -> None:
    """Refuse a server to which a token must not be sent.

    Raises:
        UnsafeAddressError: If it is neither https nor this machine.
    """
    parts = urlsplit(address)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        raise UnsafeAddressError(
            f"{address} is neither https nor on this machine; a key would travel in the open."
        )


def is_here(address: str) -> bool:
    """Return whether a server is on this machine, where neither a proxy nor a .netrc matters."""
    return urlsplit(address).hostname in _LOOPBACK
