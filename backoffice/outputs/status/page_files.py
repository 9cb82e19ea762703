"""The files of status pages: named by a secret, so that nobody can guess an address; written, and deleted again."""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from backoffice.atomic_files import write_anew
from backoffice.messages.errors import refused_as
from backoffice.outputs.status.status_page import MARK

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFiles:
    """What became of a folder of status pages; deleted were those of finished tickets, or taken back."""

    folder: Path
    pages: Sequence[Path]
    deleted: Sequence[Path]


def write_pages(pages: Mapping[str, str], folder: Path) -> PageFiles:
    """Make `folder` hold `pages`, by name, and no other page that this program made.

    Pages go first: what was taken back must not stay because something cannot be written.

    Raises:
        BackofficeError: If the folder cannot be written.
    """
    with refused_as("drafts.pages-not-written", folder=folder):
        folder.mkdir(parents=True, exist_ok=True)
        old = [path for path in sorted(folder.iterdir()) if NAME.fullmatch(path.name)]
        deleted = [path for path in old if path.name not in pages and _is_ours(path)]
        for path in deleted:
            path.unlink()
        for name, text in pages.items():
            write_anew(folder / name, text.encode())
    return PageFiles(folder=folder, pages=[folder / name for name in pages], deleted=deleted)


def _is_ours(path: Path) -> bool:
    return path.is_file() and MARK.encode() in path.read_bytes()[:1000]
