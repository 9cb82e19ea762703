"""The addresses of status pages: made from a secret, so that nobody can guess one from a ticket number."""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b32encode
from hashlib import sha256

_BYTES = 16
"""128 bits: as many as nobody can try."""

NAME = re.compile(r"[a-z2-7]{26}\.html", re.ASCII)
"""The names of status pages; no other file is ever deleted."""


def new_key() -> str:
    """Return a new secret."""
    return secrets.token_hex(32)


def page_name(ticket: str, key: str) -> str:
    """Return the name of the page of a ticket: the same as long as the secret is.

    >>> page_name("R-00101", "00" * 32)
    's53uxppswihz6lvkno7a5dzcum.html'
    """
    digest = hmac.new(bytes.fromhex(key), f"status {ticket}".encode(), sha256).digest()
    return b32encode(digest[:_BYTES]).decode().rstrip("=").lower() + ".html"
