"""gspread's HTTP client with timeouts, retry with backoff and a rate limit.

gspread's own client has no timeouts and does not retry; its back-off client retries a 429 for
ever, and treats neither timeouts nor HTML pages as failures.  Reading changes nothing, so it is simply
sent again; before a write is, its sender looks whether it was applied (`versioned_writes`).  How long
all of this may take in one command: `backoffice.books.patience`.
"""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import RefreshError, TransportError
from google.auth.transport.requests import AuthorizedSession
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient
from gspread.urls import SPREADSHEETS_API_V4_BASE_URL

from backoffice import __version__
from backoffice.books.google.tokens import NoTokenError, TokenRequest, is_passing
from backoffice.books.patience import Patience, within

GOOGLE = SPREADSHEETS_API_V4_BASE_URL.removesuffix("/v4/spreadsheets")

CONNECT, READ = 5.0, 190.0
"""Seconds; Google itself works on one request for at most 180."""

MAX_PAUSE = 32.0
USER_AGENT = f"backoffice/{__version__} (gzip)"
"""Google compresses an answer only for a program whose name has "gzip" in it.
Source: guide "Improve performance", compression using gzip."""

PER_MINUTE = 50
"""Google allows a person 60 requests a minute; the rest is for a second run at the same time."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class NoAnswerError(Exception):
    """Google gave no usable answer until the patience of the command ended.

    Attributes:
        seconds: How long it was tried, in the whole command.
        reason: The last failure: ``429``, ``503``, ``time-out``, ``connection``, ``page``.
        signing_in: Whether it was a request for a token that failed.
    """

    def __init__(self, seconds: float, reason: str, *, signing_in: bool = False) -> None:
        self.seconds, self.reason, self.signing_in = seconds, reason, signing_in
        super().__init__(f"no answer for {seconds:.0f} s, last: {reason}")


class AnswerLostError(Exception):
    """A request was done; only its answer is not known."""


class UnsafeAddressError(ValueError):
    """A token would be sent unencrypted over a network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Timeouts, patience and clock; the clock is replaced in tests, which then need not wait.

    Attributes:
        timeouts: Seconds to wait for a connection and for an answer, where patience allows it.
        patience: Of the command; shared by all books that it opens.
        clock: Returns monotonic seconds.
        sleep: Waits for some seconds.
        pause: Returns the seconds to wait, given their maximum.
        waiting: Called with the seconds of each wait before it begins.
    """

    timeouts: tuple[float, float] = (CONNECT, READ)
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    pause: Callable[[float], float] = lambda most: random.uniform(0, most)  # noqa: S311
    waiting: Callable[[float], None] = lambda _: None


_EXPIRED = "401"
"""Reason of an attempt whose token Google no longer accepted."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """An attempt without a usable answer: why, and whether it was one for a token."""

    reason: str
    signing_in: bool = False


class RetryingClient(HTTPClient):
    """Sends requests to Google Sheets and retries them until they are answered or patience ends.

    Args:
        credentials: Of google-auth.
        retry_policy: Timeouts, patience and clock.
        endpoint: The server to use instead of Google: the emulator of the tests.

    Raises:
        UnsafeAddressError: If `endpoint` is neither https nor this machine.
    """

    def __init__(
        self,
        credentials: Credentials,
        retry_policy: RetryPolicy | None = None,
        endpoint: str = GOOGLE,
    ) -> None:
        check_address(endpoint)
        self._retry_policy = retry_policy or RetryPolicy()
        self._endpoint = endpoint.rstrip("/")
        self._sent: deque[float] = deque(maxlen=PER_MINUTE)
        # neither a proxy nor a .netrc matters for requests to this machine
        self.trusts_environment = urlsplit(endpoint).hostname not in _LOOPBACK
        self._credentials = credentials
        super().__init__(credentials, session=self._new_session())

    def _new_session(self) -> AuthorizedSession:
        tokens = requests.Session()
        self.token_request = TokenRequest(tokens)
        session = AuthorizedSession(  # type: ignore[no-untyped-call]
            self._credentials,
            auth_request=self.token_request,
            refresh_status_codes=(),  # it would send a write again without looking
        )
        session.trust_env = tokens.trust_env = self.trusts_environment
        session.headers["User-Agent"] = USER_AGENT
        return session

    def request(  # type: ignore[override]
        self,
        method: str,
        endpoint: str,
        params: MutableMapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Any = None,
        files: None = None,
        headers: MutableMapping[str, str] | None = None,
        settled: Callable[[], bool] = lambda: False,
    ) -> requests.Response:
        """Return the answer to a request.

        Before a request is sent again, `settled` is called; it may send requests of its own.  If it
        returns True, nothing remains to be done.

        Raises:
            AnswerLostError: If `settled` returned True.
            NoAnswerError: If there was none until the patience of the command ended.
            APIError: If Google refused.
            RefreshError: If Google does not accept the key.
        """
        address = endpoint.replace(GOOGLE, self._endpoint, 1)
        options = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        policy, patience = self._retry_policy, self._retry_policy.patience
        is_renewed = False
        for attempt in count():
            self._limit_rate()
            begun = policy.clock()
            answer = self._answer(method, address, options, patience.limit(attempt), is_renewed)
            if isinstance(answer, requests.Response):
                return answer
            is_renewed |= answer.reason == _EXPIRED
            patience.lose(policy.clock() - begun)
            pause = policy.pause(min(MAX_PAUSE, 2.0**attempt))
            if pause >= patience.left:
                raise NoAnswerError(patience.lost, answer.reason, signing_in=answer.signing_in)
            patience.lose(pause)
            self.wait(pause)
            if settled():
                raise AnswerLostError
        raise AssertionError("unreachable: the loop is endless")

    def status_of(self, method: str, address: str, **options: Any) -> int:
        """Send a request once, whatever the answer, and return its status; 0 if there is none."""
        self._limit_rate()
        url = address.replace(GOOGLE, self._endpoint, 1)
        try:
            answer = self._answer(method, url, options, self._retry_policy.patience.limit(0))
        except APIError as error:
            return int(error.response.status_code)
        if isinstance(answer, requests.Response):
            return int(answer.status_code)
        return int(answer.reason) if answer.reason.isdigit() else 0

    def _answer(
        self,
        method: str,
        address: str,
        options: dict[str, Any],
        seconds: float,
        is_renewed: bool = False,
    ) -> requests.Response | _Failure:
        """Return Google's answer within `seconds`, or the reason why there is none that can be used."""
        connect, read = (min(most, seconds) for most in self._retry_policy.timeouts)
        send = partial(
            self.session.request,
            method,
            address,
            timeout=(connect, read),
            allow_redirects=False,
            **options,
        )
        try:
            response = within(seconds, send)
        except TimeoutError:
            self.session = self._new_session()  # its request may still be at work in the old one
            return _Failure("time-out", signing_in=not self._credentials.valid)
        except requests.Timeout:
            return _Failure("time-out")
        except (requests.RequestException, TransportError):
            return _Failure("connection")
        except NoTokenError as error:
            return _Failure(error.reason, signing_in=True)
        except RefreshError as error:
            if error.retryable:
                return _Failure("connection", signing_in=True)
            raise
        return self._judged(response, is_renewed)

    def _judged(
        self, response: requests.Response, is_renewed: bool
    ) -> requests.Response | _Failure:
        """Return an answer that can be used, or why it cannot.

        A token that is refused is renewed for the next attempt, unless it `is_renewed` already.
        """
        if is_passing(response.status_code):
            return _Failure(str(response.status_code))
        if response.status_code == 401 and not is_renewed:
            self._credentials.token = None
            return _Failure(_EXPIRED, signing_in=True)
        if not response.ok:
            raise APIError(response)
        if "json" not in response.headers.get("Content-Type", ""):
            return _Failure("page")  # the log-in page of a network
        return response

    @property
    def sent(self) -> int:
        """Number of requests within the last minute."""
        now = self._retry_policy.clock()
        return sum(now - at < 60 for at in self._sent)

    def _limit_rate(self) -> None:
        """Wait until this request is at most the fiftieth within a minute."""
        now = self._retry_policy.clock()
        if len(self._sent) == PER_MINUTE and now - self._sent[0] < 60:
            self.wait(60 - (now - self._sent[0]))
        self._sent.append(self._retry_policy.clock())

    def wait(self, seconds: float) -> None:
        """Wait, and say so."""
        self._retry_policy.waiting(seconds)
        self._retry_policy.sleep(seconds)


def check_address(address: str) -> None:
    """Refuse a server to which a token must not be sent.

    Raises:
        UnsafeAddressError: If it is neither https nor this machine.
    """
    parts = urlsplit(address)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
        raise UnsafeAddressError(
            f"{address} is neither https nor on this machine; a key would travel in the open."
        )
