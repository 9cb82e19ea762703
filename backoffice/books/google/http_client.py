"""gspread's HTTP client with timeouts, retry with backoff and a rate limit.

gspread's own client has no timeouts and does not retry; its back-off client retries a 429 for
ever, and treats neither timeouts nor HTML pages as failures.  Reading changes nothing, so it is simply
sent again; before a write is, its sender looks whether it was applied (`versioned_writes`).  What is
sent again, how often and after how long: `timeouts_and_retries`.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import partial
from itertools import count
from typing import Any

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import RefreshError, TransportError
from google.auth.transport.requests import AuthorizedSession
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from backoffice import __version__
from backoffice.books.deadline import within
from backoffice.books.google.endpoint import GOOGLE, check_address, is_here
from backoffice.books.google.rate_limit import RateLimit
from backoffice.books.google.timeouts_and_retries import (
    EXPIRED,
    MAX_PAUSE,
    FailedAttempt,
    NoAnswerError,
    RetryPolicy,
    judged,
)
from backoffice.books.google.tokens import NoTokenError, TokenRequest

USER_AGENT = f"backoffice/{__version__} (gzip)"
"""Google compresses an answer only for a program whose name has "gzip" in it.
Source: guide "Improve performance", compression using gzip."""


class AnswerLostError(Exception):
    """A request was done; only its answer is not known."""


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
        self.rate = RateLimit(self._retry_policy.clock, self.wait)
        self.trusts_environment = not is_here(endpoint)
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
            self.rate.count()
            begun = policy.clock()
            answer = self._answer(method, address, options, patience.limit(attempt), is_renewed)
            if isinstance(answer, requests.Response):
                return answer
            is_renewed |= answer.reason == EXPIRED
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
        self.rate.count()
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
    ) -> requests.Response | FailedAttempt:
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
            return FailedAttempt("time-out", signing_in=not self._credentials.valid)
        except requests.Timeout:
            return FailedAttempt("time-out")
        except (requests.RequestException, TransportError):
            return FailedAttempt("connection")
        except NoTokenError as error:
            return FailedAttempt(error.reason, signing_in=True)
        except RefreshError as error:
            if error.retryable:
                return FailedAttempt("connection", signing_in=True)
            raise
        answer = judged(response, is_renewed=is_renewed)
        if isinstance(answer, FailedAttempt) and answer.reason == EXPIRED:
            self._credentials.token = None
        return answer

    def wait(self, seconds: float) -> None:
        """Wait, and say so."""
        self._retry_policy.waiting(seconds)
        self._retry_policy.sleep(seconds)
