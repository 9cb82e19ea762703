"""Requests for access tokens: failures of the network or of Google are no fault of the key."""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from google.auth.exceptions import TransportError
from google.auth.transport import Response
from google.auth.transport.requests import Request

from backoffice.books.google.timeouts_and_retries import FailedAttemptError, is_passing

_METADATA = "/computeMetadata/"
"""In the address of the server that knows the account of a machine of Google's; it refuses in HTML."""


class TokenRequest(Request):
    """Sends google-auth's requests for tokens.

    google-auth takes a page of HTML for a refusal of the key, and retries on its own beside our
    retries, each time with the timeout of a whole request.

    Args:
        session: Of requests.

    Attributes:
        ahead: Seconds by which this computer's clock was ahead of Google's at the newest answer; None
            if unknown.
    """

    def __init__(self, session: requests.Session) -> None:
        super().__init__(session)
        self.ahead: float | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Response:
        """Return the answer to a request.

        Raises:
            FailedAttemptError: If there is none that says anything about the key.
        """
        try:
            answer: Response = super().__call__(*args, **kwargs)  # type: ignore[no-untyped-call]
        except TransportError as error:
            is_late = isinstance(error.__cause__, requests.Timeout)
            reason = "time-out" if is_late else "connection"
            raise FailedAttemptError(reason, signing_in=True) from error
        headers: Mapping[str, str] = answer.headers
        self.ahead = seconds_ahead(headers.get("Date", ""), time.time())
        if is_passing(answer.status):
            raise FailedAttemptError(str(answer.status), signing_in=True)
        is_page = "html" in headers.get("Content-Type", "")
        if is_page and _METADATA not in str(kwargs.get("url", args)):
            raise FailedAttemptError("page", signing_in=True)  # the log-in page of a network
        return answer


def seconds_ahead(date: str, now: float) -> float | None:
    """Return how many seconds `now` is ahead of the header `date`; None if that is no date.

    >>> seconds_ahead("Thu, 01 Jan 1970 00:01:00 GMT", 90.0)
    30.0
    """
    try:
        return now - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None
