"""A Google Sheet as the home of the shared sheet.  Keeps the promise of `backoffice.books.book.Book`."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError
from gspread.urls import SPREADSHEET_URL

from backoffice.books.book import Changes
from backoffice.books.google.addresses import address_of
from backoffice.books.google.credentials import Found, find_credentials
from backoffice.books.google.editions import Request, claim, mark_months, new_token
from backoffice.books.google.held import who_is_kept_out
from backoffice.books.google.pad import (
    ANSWER_FIELDS,
    answer_wanted,
    astray,
    headings_in,
    pad_requests,
    taken_back,
    ticket_place,
)
from backoffice.books.google.reading import Reading, read_rows, read_sheet
from backoffice.books.google.words import in_words
from backoffice.books.google.writing import (
    MOST_BYTES,
    encoded,
    in_parcels,
    marks_after,
    requests_of,
    tab_name,
)
from backoffice.books.headings import Tab
from backoffice.books.http import GOOGLE, NoAnswerError, Patience, PatientClient, UnsafeAddressError
from backoffice.books.marks import is_in_use
from backoffice.errors import AlreadyWrittenError, BookChangedError, BookUnavailableError
from estimator.policy import Label

ENDPOINT = "BACKOFFICE_SHEETS_ENDPOINT"
"""Names another server than Google's, for tests: https, or on this machine."""

FRESH = 900.0
"""Seconds for which a reading may be written from; see the decision on editions."""

_TRIES = 3


class GoogleSheet:
    """The shared sheet on Google.

    Args:
        key: From its address.
        credentials: The file of the key to use; None looks in the usual places.
        patience: Time-outs, deadline and clock.
        endpoint: Where to ask instead of Google; None for the variable, or Google.
    """

    def __init__(
        self,
        key: str,
        *,
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

    @cached_property
    def found(self) -> Found:
        """The key in use, where it was found, and the address to share the sheet with.

        Raises:
            BookUnavailableError: If there is none.
        """
        return find_credentials(self._given)

    @cached_property
    def client(self) -> PatientClient:
        """What sends requests."""
        try:
            return PatientClient(self.found.credentials, self._patience, self._endpoint)
        except UnsafeAddressError as error:
            raise in_words(error, self.where, "", writing=False) from error

    def read(self) -> Reading:
        """Return all tabs as typed in; see `backoffice.books.book.Book.read`."""
        with self._in_words():
            return self._read()

    def hold_up(self) -> Label | None:
        """Return which tab is protected against us and what to do; None if all can be written."""
        with self._in_words():
            return who_is_kept_out(self.ask, self.where, self.found.email)

    def write(self, changes: Changes, *, once: int) -> None:
        """Apply `changes` whole or not at all; see `backoffice.books.book.Book.write`.

        More than `MOST_BYTES` goes in several requests, each whole or not at all; what makes it
        count, Log and the marks, is in the last.
        """
        read = changes.read
        if not isinstance(read, Reading) or read.key != self.key:
            raise ValueError("changes are to be computed from a reading of the same sheet")
        if is_in_use(once, read):
            raise self._done_before(once)
        if not 0 <= time.time() - read.read_at <= FRESH:
            raise self._changed()
        with self._in_words(writing=True):
            _Write(self, read, once).do(changes)

    def ask(self, path: str, params: Mapping[str, Any]) -> Any:
        """Return what Google answers to a GET below the address of this sheet."""
        return self.client.request("get", self._url + path, params=dict(params)).json()

    def send(self, requests: Sequence[Request], **more: Any) -> dict[str, Any]:
        """Do `requests`, all or none, and return Google's answer.

        Args:
            requests: Of ``spreadsheets.batchUpdate``.
            more: Further fields of its body; `fields` says which of the answer is wanted.
        """
        fields = more.pop("fields", "spreadsheetId")
        answer = self.client.request(
            "post",
            f"{self._url}:batchUpdate",
            params={"fields": fields},
            data=encoded({"requests": requests, **more}),
            headers={"Content-Type": "application/json; charset=utf-8"},
        )
        return dict(answer.json())

    @property
    def _url(self) -> str:
        return str(SPREADSHEET_URL % self.key)

    def _read(self) -> Reading:
        for _ in range(_TRIES - 1):
            try:
                return read_sheet(self.ask, self.key)
            except APIError as error:
                if error.response.status_code != 400:
                    raise
                # a tab was renamed or deleted between the two requests: its new name is read now
        return read_sheet(self.ask, self.key)

    def _done_before(self, once: int) -> AlreadyWrittenError:
        return AlreadyWrittenError(
            f"{self.where}: this was already done (mark {once} in Log). Nothing was written.",
            f"{self.where}:この処理はすでに済んでいます(「記録」タブの印 {once})。"
            "何も書き込んでいません。",
        )

    def _changed(self) -> BookChangedError:
        return BookChangedError(
            f"{self.where} was written by another run in the meantime. Nothing was written; run this "
            "again.",
            f"{self.where} には、その間に別の処理が書き込みました。何も書き込んでいません。"
            "もう一度実行してください。",
        )

    @contextmanager
    def _in_words(self, *, writing: bool = False) -> Iterator[None]:
        try:
            yield
        except (APIError, NoAnswerError, GoogleAuthError) as error:
            email = self.found.email
            raise in_words(error, self.where, email, writing=writing) from error
