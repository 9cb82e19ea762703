"""The files in which Google gives out credentials, by their kind; what is none is refused by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, cast

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError

from backoffice.books.google.access_scope import SCOPES, check_address
from backoffice.messages.errors import BookUnavailableError, system_reason
from estimator.policy.label import Label

_OAUTH_CLIENTS = ("installed", "web")
_ADDRESSES = ("token_uri", "token_url", "service_account_impersonation_url")
"""Where a file of credentials may send keys and tokens."""


def credentials_in(path: Path, source: Label) -> Credentials:
    """Return the credentials, of google-auth, in a file; messages say which `source` named it.

    Raises:
        BookUnavailableError: If it cannot be read, or holds none that a sheet can be shared with.
    """
    content = _content(path, source)
    kind = str(content.get("type", ""))
    if any(isinstance(content.get(name), dict) for name in _OAUTH_CLIENTS):
        raise _error("oauth-client", path, source)
    if kind == "external_account_authorized_user" or (
        kind == "external_account" and not content.get("service_account_impersonation_url")
    ):
        raise _error("no-address", path, source)
    if kind == "gdch_service_account":
        raise _error("other-cloud", path, source)
    try:
        for name in _ADDRESSES:
            if name in content:
                check_address(str(content[name]))
        return _loaded(kind, content)
    except (GoogleAuthError, ValueError, KeyError, TypeError, AttributeError) as error:
        _refuse(path, source, error)


def others_may_read(path: Path) -> bool:
    """Return whether accounts of this machine other than its owner may read a file; Windows cannot say."""
    return hasattr(path, "owner") and bool(path.stat().st_mode & 0o077)


def _content(path: Path, source: Label) -> dict[str, Any]:
    try:
        # json finds out the encoding: Windows programs put a mark before UTF-8, or write UTF-16
        content = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise _error("no-file", path, source) from error
    except IsADirectoryError as error:
        raise _error("folder", path, source) from error
    except OSError as error:
        raise _error("unreadable", path, source, reason=system_reason(error)) from error
    except ValueError as error:
        _refuse(path, source, error)
    if not isinstance(content, dict):
        _refuse(path, source, None)
    return content


def _loaded(kind: str, content: dict[str, Any]) -> Credentials:
    """Return the credentials in the content of a file.

    google-auth's own loader is not used: for some kinds it sends requests, without a limit of ours.

    Raises:
        ValueError, GoogleAuthError: If they are none, or parts are missing.
    """
    from google.auth import aws, identity_pool, impersonated_credentials, pluggable
    from google.oauth2 import credentials, service_account

    if kind == "authorized_user" or (not kind and "refresh_token" in content):
        login = credentials.Credentials.from_authorized_user_info(content)  # type: ignore[no-untyped-call]
        login = login.with_quota_project_from_environment()
        return cast(
            "Credentials", login.with_token_uri(content.get("token_uri") or login.token_uri)
        )
    source = content.get("credential_source") or {}
    is_aws = str(source.get("environment_id", "")).startswith("aws")
    foreign = aws if is_aws else pluggable if "executable" in source else identity_pool
    impersonated = impersonated_credentials.Credentials
    load: dict[str, Callable[..., Credentials]] = {
        "service_account": service_account.Credentials.from_service_account_info,
        "external_account": foreign.Credentials.from_info,
        "impersonated_service_account": impersonated.from_impersonated_service_account_info,
    }
    if kind not in load:
        raise ValueError(f"type: {kind or None}")
    return load[kind](content, scopes=SCOPES)


def _error(key: str, path: Path, source: Label, **values: object) -> BookUnavailableError:
    return BookUnavailableError(f"google-key.{key}", path=path, source=source, **values)


def _refuse(path: Path, source: Label, error: Exception | None) -> NoReturn:
    why = f" ({str(error)[:200]})" if error else ""
    raise _error("not-a-key", path, source, error=why) from error
