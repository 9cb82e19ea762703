"""The one way in which this program writes to a Google Sheet: optimistic locking by version number.

See ``docs/decisions/0006-one-write-per-version.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gspread.exceptions import APIError

from backoffice.books.google.connection import Connection
from backoffice.books.google.request_kinds import Message, Request
from backoffice.books.google.sheet_state import SheetState, read_state
from backoffice.books.google.versions import claim, new_token

_TABS_CHANGED = re.compile(
    "Unable to parse range|exceeds grid limits|No grid with id|beyond the last|already exists"
)
"""What Google says where a tab was deleted, shortened or added, even if that was undone since."""


class VersionConflictError(Exception):
    """Somebody else wrote first, or tabs changed.  Nothing of the batch was applied."""


class VersionedWriter:
    """Sends batches of requests, each of which makes the next version of the sheet.

    A batch claims the next version number with a token of its own; Google refuses a number in use and
    then applies nothing of the batch.  After any refusal the versions are read again.  If the number
    holds our token, the batch was applied before and only the answer was lost; if it holds another,
    somebody else was first; if it is free, the refusal is about the batch itself.

    Args:
        connection: To the sheet.
        state: The sheet as it was when the requests were computed.

    Attributes:
        token: Identifies this writer in the notes that it leaves.
    """

    def __init__(self, connection: Connection, state: SheetState) -> None:
        self.token = new_token()
        self._connection, self._state = connection, state
        self._version = state.versions.newest

    def send(
        self,
        requests: Sequence[Request],
        *,
        fields: str = "spreadsheetId",
        options: Message | None = None,
    ) -> Message | None:
        """Apply `requests`, all or none, and return Google's answer; None if it was lost.

        Args:
            requests: What to do besides making the version.
            fields: What the answer is to contain.
            options: Further parts of the body.

        Raises:
            VersionConflictError: If somebody else made the version, or tabs changed.
            APIError: If Google refuses for another reason.
        """
        self._version += 1
        batch = [*claim(self._state.versions, self._version, self.token), *requests]
        try:
            return self._connection.send(batch, fields=fields, options=options)
        except APIError as error:
            if error.response.status_code == 401:
                raise  # without a key nothing can be read
            self._check_if_applied(error)
            return None

    def _check_if_applied(self, error: APIError) -> None:
        """Return if the refused batch was applied before; otherwise raise the reason."""
        now = read_state(self._connection.ask)
        if now.versions.tokens.get(self._version) == self.token:
            return
        if now.versions.newest >= self._version or self._tabs_changed(error, now):
            raise VersionConflictError from error
        raise error

    def _tabs_changed(self, error: APIError, now: SheetState) -> bool:
        if error.response.status_code != 400:
            return False
        is_changed = any(now.grids.get(name) != grid for name, grid in self._state.grids.items())
        return is_changed or bool(_TABS_CHANGED.search(str(error)))
