"""A Google Sheet as the home of the shared sheet, which several people edit while a run is at work."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError

from backoffice.books.book import Changes
from backoffice.books.google.batch_get import Reading
from backoffice.books.google.commit import Commit, read_again
from backoffice.books.google.connection import Connection
from backoffice.books.google.credentials import Account
from backoffice.books.google.http_client import NoAnswerError, Patience, UnsafeAddressError
from backoffice.books.google.protection import who_is_kept_out
from backoffice.books.google.refusals import changed, done_before, in_words
from backoffice.sheet.marks import is_in_use
from estimator.policy.model import Label

FRESH = 900.0
"""Seconds for which a reading may be written from.  Notes of old versions are let go some day; a
computer that slept for a week must not take a number for unused."""


class GoogleSheet:
    """The shared sheet on Google.  Keeps the promise of `backoffice.books.book.Book`.

    Args:
        key: From its address.
        credentials: The file of the key to use; None looks in the usual places.
        patience: Time-outs, deadline and clock.
        endpoint: Where to ask instead of Google.

    Attributes:
        connection: The line to it, for what else there is to ask or do there.
    """

    def __init__(
        self,
        key: str,
        *,
        credentials: str | Path | None = None,
        patience: Patience | None = None,
        endpoint: str | None = None,
    ) -> None:
        self.connection = Connection(key, credentials, patience, endpoint)

    @property
    def where(self) -> str:
        """The address, as people open it."""
        return self.connection.where

    @property
    def account(self) -> Account:
        """The key in use, where it was found, and the address to share the sheet with."""
        return self.connection.account

    def read(self) -> Reading:
        """Return all tabs as typed in; see `backoffice.books.book.Book.read`."""
        with self.in_words():
            return read_again(self.connection)

    def write_blocker(self) -> Label | None:
        """Return which tab is protected against us and what to do; None if all can be written."""
        with self.in_words():
            return who_is_kept_out(self.connection.ask, self.where, self.account.email)

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` whole or not at all; see `backoffice.books.book.Book.write`.

        What is too much for one request goes in several, each whole or not at all; what makes it
        count, Log and the marks, is in the last.
        """
        read = changes.read
        if not isinstance(read, Reading) or read.key != self.connection.key:
            raise ValueError("changes are to be computed from a reading of the same sheet")
        if is_in_use(once, read):
            raise done_before(self.where, once)
        if not 0 <= time.time() - read.read_at <= FRESH:
            raise changed(self.where)
        with self.in_words(writing=True):
            Commit(self.connection, read, once).do(changes)

    @contextmanager
    def in_words(self, *, writing: bool = False) -> Iterator[None]:
        """Turn what Google says into a sentence for staff."""
        try:
            yield
        except (APIError, NoAnswerError, GoogleAuthError, UnsafeAddressError) as error:
            raise in_words(error, self.where, self.account.email, writing=writing) from error
