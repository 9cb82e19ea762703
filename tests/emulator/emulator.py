"""The emulator, as tests use it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Self

from tests.emulator.failures import Failure, Request, When
from tests.emulator.model import Spreadsheet, new_key
from tests.emulator.server import Server
from tests.emulator.staff import Staff

OWNER = "owner@example.com"
SERVICE_ACCOUNT = "desk@test-emulator.iam.gserviceaccount.com"


class Emulator(Server):
    """A server on this machine that answers like Google Sheets; a context manager.

    Args:
        port: Where to listen; 0 takes any free port.

    Attributes:
        email: The service account of `credentials_file`.
    """

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self._thread = threading.Thread(
            target=lambda: self.serve_forever(poll_interval=0.01), daemon=True
        )
        self.email = SERVICE_ACCOUNT

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop to answer; requests without an answer are closed."""
        self.closing.set()
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        self.server_close()

    def wait(self) -> None:
        """Wait until it stops."""
        while self._thread.is_alive():
            self._thread.join(timeout=0.5)

    def credentials_file(self, path: Path, email: str = SERVICE_ACCOUNT) -> Path:
        """Write the key file of a service account, which only its owner may read; return its path."""
        content = self.accounts.credentials(email, self.address)
        path.touch(mode=0o600)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")
        path.chmod(0o600)
        return path

    def token(self, scopes: Iterable[str], email: str = SERVICE_ACCOUNT) -> str:
        """Return a token without a key file."""
        return self.accounts.token(email, frozenset(scopes))

    def login_file(
        self, path: Path, scopes: Iterable[str], email: str = OWNER, project: str = ""
    ) -> Path:
        """Write the file that gcloud keeps after a person has logged in; return its path."""
        content = self.accounts.login(email, frozenset(scopes), self.address)
        if project:
            content["quota_project_id"] = project
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def federation_file(self, path: Path, email: str = SERVICE_ACCOUNT) -> Path:
        """Write the file with which a foreign host acts as a service account, and its token beside it."""
        subject = path.with_suffix(".token")
        subject.write_text(token := new_key())
        self.keyless.subjects[token] = email
        content = {
            "type": "external_account",
            "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/a/providers/b",
            "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
            "token_url": f"{self.address}/v1/token",
            "service_account_impersonation_url": (
                f"{self.address}/v1/projects/-/serviceAccounts/{email}:generateAccessToken"
            ),
            "credential_source": {"file": str(subject)},
        }
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def be_machine(self, scopes: Iterable[str], email: str | None = SERVICE_ACCOUNT) -> str:
        """Be the metadata server of a machine with a service account; return its host and port."""
        self.keyless.machine = (email, frozenset(scopes)) if email else None
        return self.address.removeprefix("http://")

    def new_spreadsheet(
        self,
        title: str,
        *,
        owner: str = OWNER,
        share: Iterable[str] = (SERVICE_ACCOUNT,),
        locale: str = "en_US",
        time_zone: str = "Etc/GMT",
    ) -> str:
        """Make a spreadsheet, share it for writing, and return its id.

        Args:
            title: Its name.
            owner: Who it belongs to.
            share: Who may write it.
            locale: Of the file.
            time_zone: Of the file.
        """
        book = Spreadsheet.new(title, owner, locale=locale, time_zone=time_zone)
        self.files[book.id] = book
        for email in share:
            self.share(book.id, email)
        return book.id

    def delete_for_ever(self, key: str) -> None:
        """Delete a spreadsheet, as thirty days in the bin do."""
        del self.files[key]

    def copy(self, key: str) -> str:
        """Copy a spreadsheet with its owner and all who may write it; return the id of the copy."""
        book = self.files[key].copy()
        book.id = new_key()
        self.files[book.id] = book
        return book.id

    def version(self, key: str) -> Spreadsheet:
        """Return a spreadsheet as it is now, for its version history."""
        return self.files[key].copy()

    def restore(self, key: str, version: Spreadsheet, *, notes: bool) -> None:
        """Restore a version, as the owner does; sharing stays.

        Args:
            key: Id of the spreadsheet.
            version: What `version` returned.
            notes: Whether developer metadata is that of the version too; else it stays as it is.
        """
        book, old = self.files[key], version.copy()
        book.properties, book.sheets = old.properties, old.sheets
        if notes:
            book.metadata = old.metadata

    def share(self, key: str, email: str, role: str | None = "writer") -> None:
        """Let `email` write, comment or read; None stops sharing with them."""
        roles = self.files[key].roles
        roles.pop(email, None)
        if role:
            roles[email] = role

    def behave(self, key: str, **otherwise: object) -> None:
        """Let a spreadsheet do something else than assumed where Google's documentation is silent.

        Args:
            key: The spreadsheet.
            otherwise: Attributes of `Behaviour`.
        """
        book = self.files[key]
        book.behaviour = replace(book.behaviour, **otherwise)  # type: ignore[arg-type]

    def staff(self, key: str, email: str = OWNER) -> Staff:
        """Return a person who works in a spreadsheet."""
        return Staff(self, key, email)

    def fail(
        self,
        kind: str,
        *,
        at: int = 1,
        when: When | str = When.BEFORE,
        times: int = 1,
        path: str = "",
    ) -> None:
        """Order a failure.

        Args:
            kind: ``401 403 404 408 429 500 502 503 504``, a reason for 403, ``hang`` or ``drop``.
            at: Which of the matching requests from now on, counted from 1.
            when: ``before`` it is done or ``after``.
            times: How many matching requests in a row.
            path: Only requests count in whose "verb path name" this pattern is found; requests
                for tokens count only if it is found in ``POST /token``.
        """
        self.failures.append(Failure(kind, at, When(when), times, path))

    def mend(self) -> None:
        """Cancel all failures."""
        self.failures.clear()

    def between(self, callback: Callable[[Request], None] | None) -> None:
        """Call `callback` with each API request before it is done; None stops that.

        Requests that `callback` makes itself do not call it again.
        """
        self.callback = callback
