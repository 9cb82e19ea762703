"""The credentials with which this program signs in to Google, and where they were found."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from google.auth.credentials import Credentials

from backoffice.books.google.access_scope import SCOPES
from backoffice.books.google.key_files import credentials_in
from backoffice.messages import label
from backoffice.messages.errors import BookUnavailableError
from estimator.policy.label import Label

VARIABLE = "BACKOFFICE_CREDENTIALS"

_HOSTED = ("K_SERVICE", "CLOUD_RUN_JOB", "GAE_ENV", "GCE_METADATA_HOST", "GCE_METADATA_IP")
"""Variables that a machine of Google's sets, or that name its metadata server."""


class Owner(Enum):
    """Whose credentials they are; sentences about what to do differ."""

    SERVICE_ACCOUNT = "service-account"
    PERSON = "person"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Account:
    """The account in use.

    Attributes:
        credentials: Of google-auth.
        owner: Whose they are.
        source: Which of the default locations they were found in.
        path: The file they were read from; None where a machine of Google's has them.
    """

    credentials: Credentials
    owner: Owner
    source: Label
    path: Path | None

    @property
    def email(self) -> str:
        """The address to share a sheet with.

        Empty for a person's own login, and for that of a machine before it signed in.
        """
        email = str(getattr(self.credentials, "service_account_email", "") or "")
        return email if "@" in email else ""


def find_credentials(
    given: str | Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
) -> Account:
    """Return the credentials of the first location that has any.

    In order: `given`, the variable BACKOFFICE_CREDENTIALS, Google's application default credentials
    (a file), gspread's own folder, the service account of a machine of Google's.  A path given
    explicitly must hold credentials; the default locations may be empty.

    Raises:
        BookUnavailableError: If there are none, or those named cannot be used.
    """
    environ = os.environ if environ is None else environ
    for path, source, is_given in _paths(given, environ):
        if is_given or path.is_file():
            credentials = credentials_in(path, source)
            is_person = not hasattr(credentials, "service_account_email")
            owner = Owner.PERSON if is_person else Owner.SERVICE_ACCOUNT
            return Account(credentials, owner, source, path)
    if _is_hosted(environ):
        return _of_this_machine()
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
    gcloud = environ.get("CLOUDSDK_CONFIG") or config / "gcloud"
    default = Path(gcloud) / "application_default_credentials.json"
    yield default, label("google-key", "gcloud"), False
    for name in ("service_account.json", "authorized_user.json"):
        yield config / "gspread" / name, label("google-key", "gspread"), False


def _is_hosted(environ: Mapping[str, str]) -> bool:
    """Return whether this is a machine of Google's, without asking the network: elsewhere that takes long."""
    if any(environ.get(variable) for variable in _HOSTED):
        return True
    from google.auth.compute_engine import _metadata

    return bool(_metadata.detect_gce_residency_linux())  # type: ignore[no-untyped-call]


def _of_this_machine() -> Account:
    """Return the service account of Cloud Run, Compute Engine and their like."""
    from google.auth import compute_engine

    credentials = compute_engine.Credentials(scopes=SCOPES)  # type: ignore[no-untyped-call]
    return Account(credentials, Owner.MACHINE, label("google-key", "machine"), None)
