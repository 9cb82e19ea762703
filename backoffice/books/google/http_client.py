"""gspread's HTTP client with time-outs, patience and a pace.

gspread's own client waits for ever and never tries again; its patient one never gives up on 429 and
takes neither time-outs nor a page of HTML for a failure.  Every request of ours may be sent twice:
reading changes nothing, and a write that was done before is refused (`backoffice.books.google`).
"""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import RefreshError, TransportError
from google.auth.transport.requests import AuthorizedSession, Request
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.urls import SPREADSHEETS_API_V4_BASE_URL

GOOGLE = SPREADSHEETS_API_V4_BASE_URL.removesuffix("/v4/spreadsheets")

CONNECT, READ = 5.0, 190.0
"""Seconds; Google itself works on one request for at most 180."""

DEADLINE = 90.0
LONGEST_PAUSE = 32.0
PER_MINUTE = 50
"""Google allows a person 60 requests a minute; some stay for a second run beside this one."""

_AGAIN = frozenset({408, 429})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class NoAnswerError(Exception):
    """Google gave no usable answer until the deadline.

    Attributes:
        seconds: How long it was tried.
        reason: The last failure: ``429``, ``503``, ``time-out``, ``connection``, ``page``.
    """

    def __init__(self, seconds: float, reason: str) -> None:
        self.seconds, self.reason = seconds, reason
        super().__init__(f"no answer for {seconds:.0f} s, last: {reason}")


class UnsafeAddressError(ValueError):
    """A token would travel unencrypted over a network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for what; the clock is part of it, so that tests need not wait.

    Attributes:
        timeouts: Seconds to wait for a connection and for an answer.
        deadline: Seconds after which a request is given up; it is sent twice at least.
        clock: Returns seconds that only grow.
        sleep: Waits for some seconds.
        pause: Returns the seconds to wait, given the most it may be.
        waiting: Told the seconds of each wait before it begins.
    """

    timeouts: tuple[float, float] = (CONNECT, READ)
    deadline: float = DEADLINE
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    pause: Callable[[float], float] = lambda most: random.uniform(0, most)  # noqa: S311
    waiting: Callable[[float], None] = lambda _: None


class PatientClient(HTTPClient):
    """Sends requests to Google Sheets until they are answered, or the deadline has passed.

    Args:
        credentials: Who asks.
        patience: Time-outs, deadline and clock.
        endpoint: Where to ask instead of Google: a stand-in for tests.

    Raises:
        UnsafeAddressError: If `endpoint` is neither https nor this machine.
    """

    def __init__(
        self,
        credentials: Credentials,
        patience: Patience | None = None,
        endpoint: str = GOOGLE,
    ) -> None:
        check_address(endpoint)
        self._patience = patience or Patience()
        self._endpoint = endpoint.rstrip("/")
        self._sent: deque[float] = deque(maxlen=PER_MINUTE)
        tokens = requests.Session()
        session = AuthorizedSession(
            credentials,
            refresh_timeout=30,
            auth_request=Request(tokens),  # type: ignore[no-untyped-call]
        )
        # neither a proxy nor a .netrc has a say in what stays on this machine
        session.trust_env = tokens.trust_env = urlsplit(endpoint).hostname not in _LOOPBACK
        super().__init__(credentials, session=session)
        self.set_timeout(self._patience.timeouts)

    def request(  # type: ignore[override]
        self,
        method: str,
        endpoint: str,
        params: MutableMapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Any = None,
        files: None = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """Return the answer to a request.

        Raises:
            NoAnswerError: If there was none until the deadline.
            APIError: If Google refused.
            RefreshError: If Google does not accept the key.
        """
        address = endpoint.replace(GOOGLE, self._endpoint, 1)
        more = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        patience = self._patience
        begun = patience.clock()
        for attempt in count():
            self._keep_pace()
            answer = self._answer(method, address, more)
            if isinstance(answer, requests.Response):
                return answer
            pause = patience.pause(min(LONGEST_PAUSE, 2.0**attempt))
            spent = patience.clock() - begun
            if attempt and spent + pause > patience.deadline:
                raise NoAnswerError(spent, answer)
            self._wait(pause)
        raise AssertionError("counting never ends")

    def _answer(self, method: str, address: str, more: dict[str, Any]) -> requests.Response | str:
        """Return Google's answer, or in a word why there is none that is worth anything."""
        try:
            response = self.session.request(
                method, address, timeout=self.timeout, allow_redirects=False, **more
            )
        except requests.Timeout:
            return "time-out"
        except (requests.RequestException, TransportError):
            return "connection"
        except RefreshError as error:
            if error.retryable:
                return "connection"
            raise
        if response.status_code in _AGAIN or response.status_code >= 500:
            return str(response.status_code)
        if not response.ok:
            raise APIError(response)
        if "json" not in response.headers.get("Content-Type", ""):
            return "page"  # of a network that wants somebody to log in
        return response

    @property
    def sent(self) -> int:
        """How many requests were sent within the last minute."""
        now = self._patience.clock()
        return sum(now - at < 60 for at in self._sent)

    def _keep_pace(self) -> None:
        """Wait until this request is at most the fiftieth within a minute."""
        now = self._patience.clock()
        if len(self._sent) == PER_MINUTE and now - self._sent[0] < 60:
            self._wait(60 - (now - self._sent[0]))
        self._sent.append(self._patience.clock())

    def _wait(self, seconds: float) -> None:
        self._patience.waiting(seconds)
        self._patience.sleep(seconds)


def check_address(address: str) -> None:
    """Refuse an address to which a token must not be sent.

    Raises:
        UnsafeAddressError: If it is neither https nor this machine.
    """
    parts = urlsplit(address)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        raise UnsafeAddressError(
            f"{address} is neither https nor on this machine; a key would travel in the open."
        )
