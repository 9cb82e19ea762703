"""What can go wrong with a request, in the words and numbers that Google uses."""

from __future__ import annotations

from typing import Any

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
    "remove protection if you need to edit."
)


class ApiError(Exception):
    """A request that Google would refuse.

    Attributes:
        code: HTTP status.
        message: What Google says.
        details: Further parts of the error body.
    """

    def __init__(self, code: int, message: str, details: list[dict[str, Any]] | None = None):
        super().__init__(message)
        self.code, self.message, self.details = code, message, details or []

    @property
    def body(self) -> dict[str, Any]:
        """The reply."""
        error = {"code": self.code, "message": self.message, "status": STATUSES[self.code]}
        return {"error": error | ({"details": self.details} if self.details else {})}


class NotAnsweredError(ApiError):
    """A request that Google answers and this tool does not.  Answered with 501, never guessed."""

    def __init__(self, what: str) -> None:
        super().__init__(501, f"The test stand-in does not answer {what}. Google may.")


class ToolBugError(ApiError):
    """A reply that Google could not have given: a bug of this tool."""

    def __init__(self, what: str) -> None:
        super().__init__(500, f"This is a bug in the test stand-in, not in your program: {what}")


def invalid(message: str, violations: list[tuple[str, str]] | None = None) -> ApiError:
    """Return a refusal with 400; `violations` are pairs of field and description."""
    if not violations:
        return ApiError(400, message)
    listed = [
        ({"field": field} if field else {}) | {"description": description}
        for field, description in violations
    ]
    kind = "type.googleapis.com/google.rpc.BadRequest"
    return ApiError(400, message, [{"@type": kind, "fieldViolations": listed}])


def denied() -> ApiError:
    """Return the refusal for somebody with whom a file is not shared."""
    return ApiError(403, "The caller does not have permission")


def not_found() -> ApiError:
    """Return the refusal for a file that does not exist."""
    return ApiError(404, "Requested entity was not found.")


def protected() -> ApiError:
    """Return the refusal for somebody who may not edit a protected range."""
    return ApiError(400, PROTECTED)
