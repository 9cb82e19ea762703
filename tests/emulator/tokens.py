"""Service accounts: their keys, their tokens, and whose token one is.

Source: guide "Using OAuth 2.0 for Server to Server Applications".
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from google.auth import jwt

GOOGLES_AUDIENCE = "https://oauth2.googleapis.com/token"
_decode: Callable[..., dict[str, Any]] = jwt.decode
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_REFRESH = "refresh_token"
_HOUR = 3600
_LEEWAY = 300
"""Seconds by which a caller's clock may be wrong."""


class GrantError(Exception):
    """A refused token; `code` is OAuth's word for why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Accounts:
    """The service accounts of one emulator."""

    def __init__(self) -> None:
        self.clock: Callable[[], float] = time.time
        self._keys: dict[str, rsa.RSAPrivateKey] = {}
        self._tokens: dict[str, tuple[str, frozenset[str], float]] = {}
        self._people: dict[str, tuple[str, frozenset[str]]] = {}
        self._without_project: set[str] = set()

    def credentials(self, email: str, address: str) -> dict[str, str]:
        """Return the content of a service account's key file; tokens come from `address`."""
        key = self._keys.setdefault(email, _key(email))
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return {
            "type": "service_account",
            "project_id": "test-emulator",
            "private_key_id": "test-emulator",
            "private_key": private.decode(),
            "client_email": email,
            "client_id": "100000000000000000000",
            "token_uri": f"{address}/token",
        }

    def login(self, email: str, scopes: frozenset[str], address: str) -> dict[str, str]:
        """Return the file that gcloud keeps after a person has logged in."""
        refresh = secrets.token_urlsafe(24)
        self._people[refresh] = (email, scopes)
        return {
            "type": "authorized_user",
            "client_id": "made-up.apps.googleusercontent.com",
            "client_secret": "made-up",
            "refresh_token": refresh,
            "token_uri": f"{address}/token",
        }

    def needs_project(self, token: str) -> bool:
        """Return whether a token is from a log-in of gcloud, which belongs to no project."""
        return token in self._without_project

    def grant(self, form: Mapping[str, list[str]], address: str) -> dict[str, object]:
        """Return a token for a signed request, as google-auth sends it, or for a person who has logged in before.

        Raises:
            GrantError: If signature, audience, time or scope is wrong, or the person is logged out.
        """
        if form.get("grant_type") == [_REFRESH]:
            token = self._refreshed(form.get(_REFRESH, [""])[0])
        elif form.get("grant_type") == [_GRANT]:
            token = self._granted(form.get("assertion", [""])[0], address)
        else:
            raise GrantError("unsupported_grant_type", "Invalid grant_type")
        return {"access_token": token, "expires_in": _HOUR - 1, "token_type": "Bearer"}

    def _granted(self, assertion: str, address: str) -> str:
        claims = self._claims(assertion, [GOOGLES_AUDIENCE, f"{address}/token"])
        now, issued, expires = self.clock(), claims["iat"], claims["exp"]
        if not (issued - _LEEWAY <= now <= expires and expires - issued <= _HOUR + _LEEWAY):
            raise GrantError(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
                "timeframe. Check your iat and exp values in the JWT claim.",
            )
        scopes = frozenset(claims.get("scope", "").split())
        if not scopes:
            raise GrantError("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        return self.token(claims["iss"], scopes)

    def _refreshed(self, refresh: str) -> str:
        if refresh not in self._people:
            raise GrantError("invalid_grant", "Token has been expired or revoked.")
        token = self.token(*self._people[refresh])
        self._without_project.add(token)
        return token

    def token(self, email: str, scopes: frozenset[str]) -> str:
        """Return a new token for an hour."""
        token = "emulator." + secrets.token_urlsafe(24)
        self._tokens[token] = (email, scopes, self.clock() + _HOUR)
        return token

    def holder(self, token: str) -> tuple[str, frozenset[str]] | None:
        """Return who a token belongs to and its scopes; None if it is unknown or too old."""
        email, scopes, until = self._tokens.get(token, ("", frozenset(), 0.0))
        return (email, scopes) if until > self.clock() else None

    def forget_tokens(self) -> None:
        """Refuse every token given so far, as after its hour."""
        self._tokens.clear()

    def forget_people(self) -> None:
        """Log every person out, as an administrator or a changed password does."""
        self._people.clear()

    def _claims(self, assertion: str, audiences: list[str]) -> dict[str, Any]:
        try:
            issuer = _decode(assertion, verify=False).get("iss")
        except ValueError as error:
            raise GrantError("invalid_grant", "Invalid JWT: it cannot be read.") from error
        if issuer not in self._keys:
            raise GrantError("invalid_grant", "Invalid grant: account not found")
        public = self._keys[issuer].public_key()
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        try:
            return _decode(assertion, certs=pem, audience=audiences)
        except ValueError as error:
            said = (
                "Invalid JWT Signature." if "signature" in str(error) else f"Invalid JWT: {error}"
            )
            raise GrantError("invalid_grant", said) from error


@cache
def _key(email: str) -> rsa.RSAPrivateKey:
    """Return a new key, always the same for one account.

    It is short, because every run loads it: with 2,048 bits that takes 37 ms, a quarter of a sync.
    """
    assert email
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)
