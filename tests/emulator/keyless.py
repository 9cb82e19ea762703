"""Signing in without a key file: the metadata server of a machine, workload identity federation, a person.

Source: guides "Access tokens from the metadata server", "Workload identity federation" and "Using OAuth 2.0
for Web Server Applications".
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Mapping
from email.message import Message as Headers
from urllib.parse import parse_qs, urlsplit

from tests.emulator.api_errors import ApiError, denied, not_found
from tests.emulator.messages import Message
from tests.emulator.tokens import Accounts

_CLOUD = "https://www.googleapis.com/auth/cloud-platform"
_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_METADATA = "/computeMetadata/v1/"
_ACCOUNTS = _METADATA + "instance/service-accounts/"
_FEDERATED = "/v1/token"
_IMPERSONATION = re.compile(r"/v1/projects/-/serviceAccounts/([^/]+):generateAccessToken")


class Keyless:
    """What signs in without a key file.

    Args:
        accounts: Where tokens are kept.

    Attributes:
        machine: The service account of the machine, with the scopes of the machine; None for a machine
            without one.
        subjects: Tokens of a foreign host that are good, each with the service account it may act as.
    """

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self.machine: tuple[str, frozenset[str]] | None = None
        self.subjects: dict[str, str] = {}
        self._federated: dict[str, str] = {}

    def answers(self, path: str) -> bool:
        """Return whether a path is one of those answered here."""
        return path.startswith(_METADATA) or path == _FEDERATED or bool(_IMPERSONATION.match(path))

    def answer(self, path: str, headers: Headers, body: bytes) -> Message | str:
        """Return the reply to a request.

        Raises:
            ApiError: If it is refused.
        """
        parts = urlsplit(path)
        if parts.path == _FEDERATED:
            return self._exchanged(parse_qs(body.decode()))
        if match := _IMPERSONATION.match(parts.path):
            return self._impersonated(match[1], headers, json.loads(body))
        if headers.get("Metadata-Flavor") != "Google":
            raise denied("Missing Metadata-Flavor:Google header.")
        return self._of_machine(parts.path, parse_qs(parts.query))

    def _of_machine(self, path: str, query: Mapping[str, list[str]]) -> Message | str:
        if path == _METADATA + "universe/universe-domain":
            return "googleapis.com"
        if self.machine is None or not path.startswith(_ACCOUNTS):
            raise not_found()
        email, scopes = self.machine
        if path.removeprefix(_ACCOUNTS) in ("default/", f"{email}/"):
            return {"email": email, "scopes": sorted(scopes), "aliases": ["default"]}
        if path.endswith("/token"):
            # a machine of Compute Engine has its scopes, whichever are asked for; Cloud Run gives those
            wanted = frozenset(query.get("scopes", [""])[0].split(","))
            token = self._accounts.token(email, wanted if _CLOUD in scopes else scopes)
            return {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}
        raise not_found()

    def _exchanged(self, form: Mapping[str, list[str]]) -> Message:
        """Return a federated token for the token of a foreign host."""
        email = self.subjects.get(form.get("subject_token", [""])[0].strip())
        if form.get("grant_type") != [_EXCHANGE] or email is None:
            raise ApiError(400, "The given credential is rejected by the attribute condition.")
        token = secrets.token_urlsafe(24)
        self._federated[token] = email
        return {
            "access_token": token,
            "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
            "token_type": "Bearer",
            "expires_in": 3600,
        }

    def _impersonated(self, email: str, headers: Headers, asked: Message) -> Message:
        """Return a token of a service account for a federated one."""
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        if self._federated.get(token) != email:
            raise denied("Permission 'iam.serviceAccounts.getAccessToken' denied on resource.")
        scope = asked.get("scope", [])
        assert isinstance(scope, list)
        until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))
        return {"accessToken": self._accounts.token(email, frozenset(scope)), "expireTime": until}
