"""The stand-in as tests hold it in their hands."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.emulator.failures import Failure, When
from tests.emulator.model import Spreadsheet
from tests.emulator.requests import Request
from tests.emulator.server import Server
from tests.emulator.staff import Staff

OWNER = "owner@example.com"
SERVICE_ACCOUNT = "desk@test-stand-in.iam.gserviceaccount.com"


class Emulator:
    """A server on this machine that answers as Google Sheets does; a context manager.

    Args:
        port: Where to listen; 0 takes any free port.
        today: Returns the day that staff type on; the real one unless given.

    Attributes:
        email: The service account of `credentials_file`.
    """

    def __init__(self, port: int = 0, *, today: Callable[[], date] = date.today) -> None:
        self._server = Server(port)
        self._server.today = today
        self._thread = threading.Thread(
            target=lambda: self._server.serve_forever(poll_interval=0.01), daemon=True
        )
        self.email = SERVICE_ACCOUNT

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more; requests left hanging are let go."""
        self._server.closing.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def wait(self) -> None:
        """Wait until somebody interrupts."""
        while self._thread.is_alive():
            self._thread.join(timeout=0.5)

    @property
    def address(self) -> str:
        """Where it listens: ``http://127.0.0.1:8900``; paths are Google's own."""
        return self._server.address

    @property
    def requests(self) -> list[Request]:
        """The API requests so far; clear the list to count anew."""
        return self._server.requests

    @property
    def token_requests(self) -> list[Request]:
        """The requests for tokens so far."""
        return self._server.token_requests

    def credentials_file(self, path: Path, email: str = SERVICE_ACCOUNT) -> Path:
        """Write the key file of a service account, as Google would give it out; return its path."""
        held = self._server.accounts.credentials(email, self.address)
        path.write_text(json.dumps(held, indent=2), encoding="utf-8")
        return path

    def forget_tokens(self) -> None:
        """Make every token given so far worthless, as when its hour is over."""
        self._server.accounts.forget_tokens()

    def new_spreadsheet(
        self,
        title: str,
        *,
        owner: str = OWNER,
        share: Iterable[str] = (SERVICE_ACCOUNT,),
        locale: str = "en_US",
        time_zone: str = "Etc/GMT",
    ) -> str:
        """Make a spreadsheet as its owner would, share it for writing, and return its key."""
        book = Spreadsheet.new(title, owner, locale=locale, time_zone=time_zone)
        book.roles = dict.fromkeys(share, "writer")
        self._server.drive.files[book.id] = book
        return book.id

    def share(self, key: str, email: str, role: str | None = "writer") -> None:
        """Let `email` write, comment or read; None lets them do nothing any more."""
        roles = self._server.drive.files[key].roles
        roles.pop(email, None)
        if role:
            roles[email] = role

    def delete(self, key: str) -> None:
        """Delete a spreadsheet for good."""
        del self._server.drive.files[key]

    def staff(self, key: str, email: str = OWNER) -> Staff:
        """Return a person at work in a spreadsheet: its owner, or whoever it is shared with."""
        return Staff(self._server, key, email)

    def fail(
        self,
        kind: str,
        *,
        at: int = 1,
        when: When | str = When.BEFORE,
        times: int = 1,
        path: str = "",
    ) -> None:
        """Let a request fail.

        Args:
            kind: ``401 403 404 408 429 500 502 503``, ``hang`` or ``drop``.
            at: Which of the matching requests from now on, counted from 1.
            when: ``before`` it is done or ``after``.
            times: How many matching requests in a row.
            path: Only requests count in whose "verb path name" this pattern is found; requests
                for tokens count only if it is found in ``POST /token``.
        """
        self._server.failures.append(Failure(kind, at, When(when), times, path))

    def mend(self) -> None:
        """Let nothing fail any more."""
        self._server.failures.clear()

    def between(self, callback: Callable[[Request], None] | None) -> None:
        """Call `callback` with each API request before it is done; None stops that.

        What it does happens between two requests.  Requests made by `callback` itself call nothing.
        """
        self._server.between = callback
