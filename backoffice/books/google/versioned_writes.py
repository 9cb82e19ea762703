"""The one way in which this program writes to a Google Sheet: optimistic locking by version number.

See ``docs/decisions/0006-one-write-per-version.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gspread.exceptions import APIError

from backoffice.books.google.connection import Connection
from backoffice.books.google.request_kinds import Message, Request, create_note, delete_note
from backoffice.books.google.sheet_state import SheetState, read_state
from backoffice.books.google.timeouts_and_retries import OWN_WORDS, NoAnswerError, words_of
from backoffice.books.google.versions import (
    FIRST_VERSION,
    KEPT,
    NOTES_SHOWN,
    VERSION_KEY,
    Versions,
    new_token,
    notes_shown,
)
from backoffice.messages.errors import BookChangedError, BookUnavailableError

_ABOUT_TABS = re.compile(
    "Unable to parse range|exceeds grid limits|No (?:grid|sheet) with id|beyond the last|already exists"
)
"""What Google says where a tab was deleted, shortened or added, even if that was undone since; and
where a batch of ours is wrong."""


class VersionedWriter:
    """Sends batches of requests, each of which makes the next version of the sheet.

    A batch claims the next version number with a token of its own; Google refuses a number in use and
    then applies nothing of the batch.  What an answer says is not relied on: after any other than the
    one expected, and before a batch is sent again, the versions are read.  If one holds our token, the
    batch was applied; if there is a newer one without it, somebody else was first; if tabs are other ones,
    people were; else the refusal is about the batch itself.

    Args:
        connection: To the sheet.
        state: The sheet as it was when the requests were computed.
        is_run: Whether it writes for a run, which leaves a row in Log.

    Attributes:
        token: Identifies this writer in the notes that it leaves.
        got_other_numbers: Whether Google answered a batch, and its notes were not those asked for.
    """

    def __init__(self, connection: Connection, state: SheetState, *, is_run: bool = True) -> None:
        self.token = new_token(is_run=is_run)
        self.got_other_numbers = False
        self._connection, self._state = connection, state
        self._version = state.versions.newest

    def send(
        self,
        requests: Sequence[Request],
        *,
        fields: str = "spreadsheetId",
        options: Message | None = None,
    ) -> Message | None:
        """Apply `requests`, and make the version, all or none; the rest is as in `Connection.send`.

        Raises:
            BookChangedError: If somebody else made the version, or tabs changed.
            BookUnavailableError: If Google refused, and did not let us read afterwards.
        """
        self._version += 1
        batch = [*_claim(self._state.versions, self._version, self.token), *requests]
        for is_last in (False, True):
            try:
                answer = self._connection.send(
                    batch,
                    fields=f"{fields},{NOTES_SHOWN}",
                    options=options,
                    settled=self._is_applied,
                )
            except APIError as error:
                if error.response.status_code == 401:
                    raise  # without a key nothing can be read
                if self._is_applied_after(error):
                    return None
                if is_last or not _is_about_tabs(error):
                    raise
                continue  # they are as they were read: a change may have been undone since
            if answer is not None:
                self.got_other_numbers |= not notes_shown(batch, answer)
            return answer
        raise AssertionError("unreachable: the second refusal is raised")

    def _is_applied(self) -> bool:
        """Return whether the batch without an answer was applied."""
        return self._looked_at() is None

    def _looked_at(self) -> SheetState | None:
        """Return the sheet as it is now; None if the batch was applied.

        Raises:
            BookChangedError: If somebody else has made the version.
        """
        now = read_state(self._connection.ask)
        if now.versions.is_by(self.token, self._version):
            return None
        if now.versions.newest >= self._version:
            raise BookChangedError("google.changed", book=self._connection.where)
        return now

    def _is_applied_after(self, error: APIError) -> bool:
        """Return whether the refused batch was applied all the same.

        Raises:
            BookChangedError: If somebody else made the version, or tabs changed.
            BookUnavailableError: If Google does not let us see it.
        """
        try:
            now = self._looked_at()
        except (APIError, NoAnswerError) as unseen:
            status, text = error.response.status_code, words_of(error)[:OWN_WORDS]
            raise BookUnavailableError(
                "google.unsettled", book=self._connection.where, status=status, text=text
            ) from unseen
        if now is None:
            return True
        if error.response.status_code == 400 and self._lacks_room(now):
            raise BookChangedError("google.changed", book=self._connection.where) from error
        return False

    def _lacks_room(self, now: SheetState) -> bool:
        """Return whether a tab was deleted, renamed or shortened, or another one added.

        Longer tabs are no reason for a refusal: staff add rows all day.
        """
        if now.grids.keys() != self._state.grids.keys():
            return True
        return any(
            now.grids[name].sheet_id != grid.sheet_id
            or now.grids[name].height < grid.height
            or now.grids[name].width < grid.width
            for name, grid in self._state.grids.items()
        )


def _is_about_tabs(error: APIError) -> bool:
    return error.response.status_code == 400 and bool(_ABOUT_TABS.search(str(error)))


def _claim(versions: Versions, version: int, token: str) -> list[Request]:
    """Return ``createDeveloperMetadata`` with the number of `version`; the oldest versions are deleted."""
    old = {note.number for note in versions.written if note.counts <= version - KEPT}
    return [
        create_note(FIRST_VERSION - 1 + version, VERSION_KEY, f"{token} {version}"),
        *map(delete_note, sorted(old)),
    ]
