"""The requests that came in, and failures on order: which one fails, how, and whether it is done before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from tests.emulator.api_errors import ApiError
from tests.emulator.messages import Message

JSON = "application/json; charset=UTF-8"

_MESSAGES = {
    "401": "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
    "cookie or other valid authentication credential. See "
    "https://developers.google.com/identity/sign-in/web/devconsole-project.",
    "403": "The caller does not have permission",
    "404": "Requested entity was not found.",
    "500": "Internal error encountered.",
    "503": "The service is currently unavailable.",
    "504": "Deadline expired before operation could complete.",
}
_PAGE = (
    "<!DOCTYPE html><html lang=en><title>Error {code} ({name})!!1</title>"
    "<p><b>{code}.</b> <ins>That's an error.</ins><p>{text}</html>\n"
)
_PAGES = {
    "408": ("Request Timeout", "Your client has taken too long to issue its request."),
    "502": ("Server Error", "The server encountered a temporary error. Try again in 30 seconds."),
}
HANG, DROP = "hang", "drop"
KINDS = ("401", "403", "404", "408", "429", "500", "502", "503", "504", HANG, DROP)
_QUOTA_PROJECT = (
    "Your application is authenticating by using local Application Default Credentials. The "
    "sheets.googleapis.com API requires a quota project, which is not set by default. To learn how to "
    "set your quota project, see https://cloud.google.com/docs/authentication/adc-troubleshooting/"
    "user-creds ."
)
REFUSALS = {
    "suspended": (
        "Permission denied: Consumer 'project_number:100000000000' has been suspended.",
        "CONSUMER_SUSPENDED",
    ),
    "organisation": (
        "Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: abc",
        "SECURITY_POLICY_VIOLATED",
    ),
    "quota-project": (_QUOTA_PROJECT, "SERVICE_DISABLED"),
    "project-denied": (
        (
            "Caller does not have required permission to use project made-up. Grant the caller the "
            "roles/serviceusage.serviceUsageConsumer role, by visiting "
            "https://console.developers.google.com/iam-admin/iam/project?project=made-up and then retry."
        ),
        "USER_PROJECT_DENIED",
    ),
    "switched-off": (
        (
            "Google Sheets API has not been used in project 100000000000 before or it is disabled. Enable "
            "it by visiting https://console.developers.google.com/apis/api/sheets.googleapis.com/overview"
            "?project=100000000000 then retry."
        ),
        "SERVICE_DISABLED",
    ),
    "scope": (
        "Request had insufficient authentication scopes.",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    ),
}
"""Words and code of a 403 by its reason.  Source: error bodies in public issue threads."""


class When(Enum):
    """Whether a request that fails is done all the same."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Attributes:
        method: HTTP verb.
        path: Path and query, quoted as sent.
        size: Bytes of its body.
        name: The API's method, ``sheets.spreadsheets.batchUpdate``; empty if there is none.
        body: Its body.
    """

    method: str
    path: str
    size: int
    name: str
    body: bytes


@dataclass(slots=True)
class Failure:
    """A failure on order.

    Attributes:
        kind: An HTTP status, a reason for 403, ``hang`` (no answer at all) or ``drop`` (the connection
            is cut).
        at: Which of the matching requests from now on fails, counted from 1.
        when: Before or after the request is done.
        times: How many matching requests in a row fail.
        path: Only requests count in whose "verb path name" this pattern is found.
    """

    kind: str
    at: int = 1
    when: When = When.BEFORE
    times: int = 1
    path: str = ""

    def __post_init__(self) -> None:
        if self.kind not in (*KINDS, *REFUSALS):
            kinds = ", ".join((*KINDS, *REFUSALS))
            raise ValueError(f"There is no failure {self.kind!r}. Choose one of: {kinds}.")

    def strikes(self, request: Request) -> bool:
        """Count `request` and return whether it fails."""
        line = f"{request.method} {request.path} {request.name}"
        if self.times < 1 or not re.search(self.path, line):
            return False
        self.at -= 1
        if self.at > 0:
            return False
        self.times -= 1
        return True


def failed_reply(kind: str, *, reading: bool) -> tuple[int, str, str | Message]:
    """Return status, content type and body of a failure: a message for JSON, or text."""
    if kind in _PAGES:
        name, text = _PAGES[kind]
        return int(kind), "text/html; charset=UTF-8", _PAGE.format(code=kind, name=name, text=text)
    error = _exceeded("Read" if reading else "Write") if kind == "429" else refusal(kind)
    return error.code, JSON, error.body


def refusal(kind: str) -> ApiError:
    """Return the refusal with a status of `KINDS` or for a reason of `REFUSALS`."""
    if kind in REFUSALS:
        message, reason = REFUSALS[kind]
        return ApiError(403, message, [_details(reason, consumer="projects/100000000000")])
    return ApiError(int(kind), _MESSAGES[kind])


def _exceeded(metric: str) -> ApiError:
    """Return the refusal of a request beyond the quota of a person.  Source: guide "Usage limits"."""
    text = (
        f"Quota exceeded for quota metric '{metric} requests' and limit '{metric} requests per "
        "minute per user' of service 'sheets.googleapis.com' for consumer "
        "'project_number:100000000000'."
    )
    limit = {
        "quota_metric": f"sheets.googleapis.com/{metric.lower()}_requests",
        "quota_limit": f"{metric}RequestsPerMinutePerUser",
        "quota_limit_value": "60",
        "quota_location": "global",
        "consumer": "projects/100000000000",
    }
    return ApiError(429, text, [_details("RATE_LIMIT_EXCEEDED", **limit)])


def _details(reason: str, **metadata: str) -> Message:
    """Return the part of an error body that names the reason."""
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": "sheets.googleapis.com", **metadata},
    }
