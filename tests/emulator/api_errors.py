"""What can go wrong with a request, as the error bodies of Google's APIs say it."""

from __future__ import annotations

from tests.emulator.behaviour import REFUSED, InUse
from tests.emulator.messages import Message

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
    "remove protection if you need to edit."
)


class ApiError(Exception):
    """A refused request.

    Attributes:
        code: HTTP status.
        message: Why, for people.
        details: Further parts of the error body.
        status: Google's word for the status.
    """

    def __init__(self, code: int, message: str, details: list[Message] | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, details or []
        self.status = STATUSES[code]

    @property
    def body(self) -> Message:
        """The body of the reply."""
        error = {"code": self.code, "message": self.message, "status": self.status}
        return {"error": error | ({"details": self.details} if self.details else {})}


class NotAnsweredError(ApiError):
    """A request that this tool does not answer, though Google may: 501."""

    def __init__(self, what: str) -> None:
        super().__init__(501, f"The test emulator does not answer {what}. Google may.")


class PartlyDoneError(ApiError):
    """A refused request of an update whose other requests are done; see `Behaviour`."""


class ToolBugError(ApiError):
    """A bug of this tool: 500."""

    def __init__(self, what: str) -> None:
        super().__init__(500, f"This is a bug in the test emulator, not in your program: {what}")


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


def in_use(how: InUse, message: str) -> ApiError:
    """Return the refusal of an id or a title in use."""
    return (PartlyDoneError if how is InUse.PARTLY else ApiError)(REFUSED[how], message)


def denied(message: str = "The caller does not have permission") -> ApiError:
    """Return the refusal with 403."""
    return ApiError(403, message)


def not_found() -> ApiError:
    """Return the refusal of a request about a file that does not exist."""
    return ApiError(404, "Requested entity was not found.")


def protected() -> ApiError:
    """Return the refusal of an edit of a protected range."""
    return ApiError(400, PROTECTED)
