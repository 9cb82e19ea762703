"""Service accounts: their keys, their tokens, and whose token one is.

Source: guide "Using OAuth 2.0 for Server to Server Applications".
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypedDict

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

GOOGLES_AUDIENCE = "https://oauth2.googleapis.com/token"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_REFRESH = "refresh_token"
_HOUR = 3600
_LEEWAY = 300
"""Seconds by which a caller's clock may be wrong."""


class _Claims(TypedDict, total=False):
    iss: str
    aud: str
    scope: str
    iat: int
    exp: int


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
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
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
        """Return a token for a signed request, as google-auth sends it.

        Raises:
            GrantError: If its signature, audience, time or scope is wrong.
        """
        if form.get("grant_type") == [_REFRESH]:
            return self._refreshed(form.get(_REFRESH, [""])[0])
        if form.get("grant_type") != [_GRANT]:
            raise GrantError("unsupported_grant_type", "Invalid grant_type")
        claims = self._claims(form.get("assertion", [""])[0])
        if claims.get("aud") not in (GOOGLES_AUDIENCE, f"{address}/token"):
            raise GrantError("invalid_grant", "Invalid JWT: wrong audience.")
        now, issued, expires = self.clock(), claims.get("iat", 0), claims.get("exp", 0)
        if not (issued - _LEEWAY <= now <= expires and expires - issued <= _HOUR + _LEEWAY):
            raise GrantError(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
                "timeframe. Check your iat and exp values in the JWT claim.",
            )
        scopes = frozenset(claims.get("scope", "").split())
        if not scopes:
            raise GrantError("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        token = self.token(claims["iss"], scopes)
        return {"access_token": token, "expires_in": _HOUR - 1, "token_type": "Bearer"}

    def _refreshed(self, refresh: str) -> dict[str, object]:
        """Return a token for a person who has logged in before."""
        if refresh not in self._people:
            raise GrantError("invalid_grant", "Token has been expired or revoked.")
        token = self.token(*self._people[refresh])
        self._without_project.add(token)
        return {"access_token": token, "expires_in": _HOUR - 1, "token_type": "Bearer"}

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
        """Refuse every token given so far."""
        self._tokens.clear()

    def forget_people(self) -> None:
        """Log every person out, as an administrator or a changed password does."""
        self._people.clear()

    def _claims(self, assertion: str) -> _Claims:
        try:
            head, body, signature = assertion.split(".")
            header: dict[str, object] = json.loads(_decoded(head))
            claims: _Claims = json.loads(_decoded(body))
            key = self._keys.get(claims.get("iss", ""))
        except (ValueError, AttributeError, binascii.Error) as error:
            raise GrantError("invalid_grant", "Invalid JWT: it cannot be read.") from error
        if key is None:
            raise GrantError("invalid_grant", "Invalid grant: account not found")
        if header.get("alg") != "RS256":
            raise GrantError("invalid_grant", "Invalid JWT: only RS256 is accepted.")
        try:
            key.public_key().verify(
                _decoded(signature), f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature as error:
            raise GrantError("invalid_grant", "Invalid JWT Signature.") from error
        return claims


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@cache
def _key(email: str) -> rsa.RSAPrivateKey:
    """Return a new key, always the same for one account.

    It is short, because every run loads it: with 2,048 bits that takes 37 ms, a quarter of a sync.
    """
    assert email
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)
