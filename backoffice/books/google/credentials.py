"""The key with which this program authenticates at Google, and the location it was loaded from."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from google.auth.credentials import Credentials

from backoffice.books.google.http_client import UnsafeAddressError, check_address
from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError
from estimator.policy.model import Label

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
VARIABLE = "BACKOFFICE_CREDENTIALS"


@dataclass(frozen=True, slots=True)
class Account:
    """The account in use.

    Attributes:
        credentials: Of google-auth.
        path: The file they were read from.
        source: Which of the default locations that is.
        email: The address to share a sheet with; empty for a person's own key.
    """

    credentials: Credentials
    path: Path
    source: Label
    email: str


def find_credentials(
    given: str | Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
) -> Account:
    """Return the credentials of the first location that has any.

    In order: `given`, the variable BACKOFFICE_CREDENTIALS, Google's application default credentials
    (a file), gspread's own folder.  A path given explicitly must hold credentials; the default
    locations may be empty.

    Raises:
        BookUnavailableError: If there are none, or those named cannot be used.
    """
    environ = os.environ if environ is None else environ
    for path, source, is_given in _paths(given, environ):
        if is_given or path.is_file():
            return _from_file(path, source)
    raise BookUnavailableError("google-key.none", variable=VARIABLE)


def _paths(
    given: str | Path | None, environ: Mapping[str, str]
) -> Iterator[tuple[Path, Label, bool]]:
    """Yield each path, the name of its location, and whether it was given explicitly."""
    if given:
        yield Path(given), Label(en="--credentials", ja="--credentials"), True
    for variable in (VARIABLE, "GOOGLE_APPLICATION_CREDENTIALS"):
        if path := environ.get(variable):
            yield Path(path), Label(en=variable, ja=variable), True
    roaming = environ.get("APPDATA") if sys.platform == "win32" else None
    user = Path(environ.get("HOME") or Path.home())
    config = Path(roaming) if roaming else user / ".config"
    yield (
        config / "gcloud" / "application_default_credentials.json",
        label("google-key", "gcloud"),
        False,
    )
    for name in ("service_account.json", "authorized_user.json"):
        yield (
            config / "gspread" / name,
            label("google-key", "gspread"),
            False,
        )


def _from_file(path: Path, source: Label) -> Account:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        _refuse(path, source, error)
    if not isinstance(content, dict):
        _refuse(path, source, None)
    try:
        check_address(content.get("token_uri") or "https://oauth2.googleapis.com/token")
        credentials = _loaded(content)
    except (UnsafeAddressError, ValueError, KeyError, TypeError) as error:
        _refuse(path, source, error)
    return Account(credentials, path, source, str(content.get("client_email") or ""))


def _loaded(content: dict[str, Any]) -> Credentials:
    """Return the credentials in the content of a file of Google.

    Raises:
        ValueError: If they are none, or parts are missing.
    """
    import google.auth
    from google.oauth2 import credentials, service_account

    kind = content.get("type")
    loaded: Credentials
    if kind == "service_account":
        loaded = service_account.Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
            content, scopes=SCOPES
        )
    elif kind == "authorized_user" or (kind is None and "refresh_token" in content):
        loaded = credentials.Credentials.from_authorized_user_info(  # type: ignore[no-untyped-call]
            content, scopes=content.get("scopes")
        )
    else:
        try:
            with warnings.catch_warnings():
                # Google warns of files of unknown origin; this one was given by whoever runs this
                warnings.simplefilter("ignore", DeprecationWarning)
                loaded, _ = google.auth.load_credentials_from_dict(  # type: ignore[no-untyped-call]
                    content, scopes=SCOPES
                )
        except google.auth.exceptions.GoogleAuthError as error:
            raise ValueError(str(error)) from error
    return loaded


def _refuse(path: Path, source: Label, error: Exception | None) -> NoReturn:
    why = f" ({error})" if error else ""
    raise BookUnavailableError(
        "google-key.not-a-key", path=path, source=source, error=why
    ) from error
