"""Who asks: the key this program shows to Google, and where it was found."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from backoffice.books.google.http_client import UnsafeAddressError, check_address
from backoffice.errors import BookUnavailableError
from estimator.policy.model import Label

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
VARIABLE = "BACKOFFICE_CREDENTIALS"


@dataclass(frozen=True, slots=True)
class Account:
    """Credentials and where they come from.

    Attributes:
        credentials: What google-auth asks for tokens with.
        path: The file they were read from.
        source: Which of the places that is.
        email: The address to share a sheet with; empty for a person's own key.
    """

    credentials: Any
    path: Path
    source: Label
    email: str


def find_credentials(
    given: str | Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
) -> Account:
    """Return the first credentials there are.

    In order: `given`, the variable BACKOFFICE_CREDENTIALS, Google's application default credentials
    (a file), gspread's own folder.  A place that was named and holds nothing usable is an error; the
    others are passed over.

    Raises:
        BookUnavailableError: If there are none, or those named cannot be used.
    """
    environ = os.environ if environ is None else environ
    for path, source, is_named in _places(given, environ):
        if is_named or path.is_file():
            return _from_file(path, source)
    raise BookUnavailableError(
        "There is no key for Google. Make a service account in the Google Cloud console, download its "
        f"key as a JSON file, and name the file with --credentials or the variable {VARIABLE}.",
        "Google に接続するための鍵がありません。Google Cloud コンソールでサービスアカウントを作って鍵(JSON)を"
        f"ダウンロードし、そのファイルを --credentials か環境変数 {VARIABLE} で指定してください。",
    )


def _places(
    given: str | Path | None, environ: Mapping[str, str]
) -> Iterator[tuple[Path, Label, bool]]:
    """Yield each place, what to call it, and whether somebody named it."""
    if given:
        yield Path(given), Label(en="--credentials", ja="--credentials"), True
    for variable in (VARIABLE, "GOOGLE_APPLICATION_CREDENTIALS"):
        if named := environ.get(variable):
            yield Path(named), Label(en=variable, ja=variable), True
    roaming = environ.get("APPDATA") if sys.platform == "win32" else None
    home = Path(environ.get("HOME") or Path.home())
    config = Path(roaming) if roaming else home / ".config"
    yield (
        config / "gcloud" / "application_default_credentials.json",
        Label(en="gcloud's default credentials", ja="gcloud の既定の認証情報"),
        False,
    )
    for name in ("service_account.json", "authorized_user.json"):
        yield (
            config / "gspread" / name,
            Label(en="gspread's folder", ja="gspread のフォルダ"),
            False,
        )


def _from_file(path: Path, source: Label) -> Account:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        _refuse(path, source, error)
    if not isinstance(held, dict):
        _refuse(path, source, None)
    try:
        check_address(held.get("token_uri") or "https://oauth2.googleapis.com/token")
        credentials = _loaded(held)
    except (UnsafeAddressError, ValueError, KeyError, TypeError) as error:
        _refuse(path, source, error)
    return Account(credentials, path, source, str(held.get("client_email") or ""))


def _loaded(held: dict[str, Any]) -> Any:
    """Return the credentials that a file of Google holds.

    Raises:
        ValueError: If they are none, or parts are missing.
    """
    import google.auth
    from google.oauth2 import credentials, service_account

    kind = held.get("type")
    if kind == "service_account":
        return service_account.Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
            held, scopes=SCOPES
        )
    if kind == "authorized_user" or (kind is None and "refresh_token" in held):
        return credentials.Credentials.from_authorized_user_info(  # type: ignore[no-untyped-call]
            held, scopes=held.get("scopes")
        )
    try:
        with warnings.catch_warnings():
            # Google warns of files of unknown origin; this one was named by who runs this
            warnings.simplefilter("ignore", DeprecationWarning)
            loaded, _ = google.auth.load_credentials_from_dict(  # type: ignore[no-untyped-call]
                held, scopes=SCOPES
            )
    except google.auth.exceptions.GoogleAuthError as error:
        raise ValueError(str(error)) from error
    return loaded


def _refuse(path: Path, source: Label, error: Exception | None) -> NoReturn:
    why = f" ({error})" if error else ""
    raise BookUnavailableError(
        f"{path} ({source.en}) is no key that Google gives out{why}. Download the key of the service "
        "account again, as JSON, and name that file.",
        f"{path}({source.ja})は Google の鍵として読めません。サービスアカウントの鍵を JSON 形式で"
        "もう一度ダウンロードし、そのファイルを指定してください。",
    ) from error
