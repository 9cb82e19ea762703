"""gspread's HTTP client with timeouts, retry with backoff and a rate limit.

gspread's own client has no timeouts and does not retry; its back-off client retries a 429 for
ever, and treats neither timeouts nor HTML pages as failures.  Reading changes nothing, so it is simply
sent again; before a write is, its sender looks whether it was applied (`versioned_writes`).  What is
sent again, how often and after how long: `timeouts_and_retries`.
"""

from __future__ import annotations

from collections.abc import Callable
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
from backoffice.books.google.access_scope import GOOGLE, check_address, is_here
from backoffice.books.google.rate_limit import RateLimit
from backoffice.books.google.timeouts_and_retries import (
    EXPIRED,
    MAX_PAUSE,
    FailedAttemptError,
    NoAnswerError,
    RetryPolicy,
    check_usable,
)
from backoffice.books.google.tokens import TokenRequest

USER_AGENT = f"backoffice/{__version__} (gzip)"
"""Google compresses an answer only for a program whose name has "gzip" in it.
Source: guide "Improve performance", compression using gzip."""


class AnswerLostError(Exception):
    """A request was done; only its answer is not known."""


class RetryingClient(HTTPClient):
    """Sends requests to Google Sheets and retries them until they are answered or patience ends.

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
        *,
        settled: Callable[[], bool] = lambda: False,
        **options: Any,
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
        policy, patience = self._retry_policy, self._retry_policy.patience
        is_renewed = False
        for attempt in count():
            self.rate.count()
            begun = policy.clock()
            try:
                return self._answer(method, endpoint, options, attempt, is_renewed=is_renewed)
            except FailedAttemptError as error:
                failed = error
            is_renewed |= failed.reason == EXPIRED
            patience.lose(policy.clock() - begun)
            pause = policy.pause(min(MAX_PAUSE, 2.0**attempt))
            if pause >= patience.left:
                raise NoAnswerError(patience.lost, failed.reason, signing_in=failed.signing_in)
            patience.lose(pause)
            self.wait(pause)
            if settled():
                raise AnswerLostError
        raise AssertionError("unreachable: the loop is endless")

    def status_of(self, method: str, endpoint: str, **options: Any) -> int:
        """Send a request once, whatever the answer, and return its status; 0 if there is none."""
        self.rate.count()
        try:
            return int(self._answer(method, endpoint, options).status_code)
        except APIError as error:
            return int(error.response.status_code)
        except FailedAttemptError as error:
            return int(error.reason) if error.reason.isdigit() else 0

    def _answer(
        self,
        method: str,
        endpoint: str,
        options: dict[str, Any],
        attempt: int = 0,
        *,
        is_renewed: bool = False,
    ) -> requests.Response:
        """Return Google's answer to an attempt, within its time.

        Raises:
            FailedAttemptError: If there is none that can be used.
            APIError, RefreshError: As `request`.
        """
        seconds = self._retry_policy.patience.limit(attempt)
        connect, read = (min(most, seconds) for most in self._retry_policy.timeouts)
        send = partial(
            self.session.request,
            method,
            endpoint.replace(GOOGLE, self._endpoint, 1),
            timeout=(connect, read),
            allow_redirects=False,
            **options,
        )
        try:
            response = within(seconds, send)
            check_usable(response, is_renewed=is_renewed)
        except TimeoutError as error:
            self.session = self._new_session()  # its request may still be at work in the old one
            raise FailedAttemptError("time-out", signing_in=not self._credentials.valid) from error
        except requests.Timeout as error:
            raise FailedAttemptError("time-out") from error
        except (requests.RequestException, TransportError) as error:
            raise FailedAttemptError("connection") from error
        except RefreshError as error:
            if error.retryable:
                raise FailedAttemptError("connection", signing_in=True) from error
            raise
        except FailedAttemptError as error:
            if error.reason == EXPIRED:
                self._credentials.token = None
            raise
        return response

    def wait(self, seconds: float) -> None:
        """Wait, and say so."""
        self._retry_policy.waiting(seconds)
        self._retry_policy.sleep(seconds)
