"""The kinds of request in ``spreadsheets.batchUpdate`` that are answered.  All others answer 501."""

from __future__ import annotations

from collections.abc import Sequence

from tests.emulator.api_errors import (
    ApiError,
    NotAnsweredError,
    PartlyDoneError,
    ToolBugError,
    invalid,
)
from tests.emulator.messages import Message
from tests.emulator.request_context import Answers, RequestContext
from tests.emulator.updates import (
    cells,
    developer_metadata,
    dimensions,
    protections,
    rearranging,
    rules,
    tabs,
)

ANSWERS: Answers = {
    **tabs.ANSWERS,
    **cells.ANSWERS,
    **dimensions.ANSWERS,
    **rearranging.ANSWERS,
    **rules.ANSWERS,
    **protections.ANSWERS,
    **developer_metadata.ANSWERS,
}


def do_all(context: RequestContext, requests: Sequence[Message]) -> list[Message]:
    """Do every request in order and return their replies.

    Raises:
        ApiError: For the first that cannot be done; `context.book` is to be thrown away then.
    """
    if not requests:
        raise invalid("Must specify at least one request.")
    refused: list[PartlyDoneError] = []
    replies: list[Message] = []
    for place, request in enumerate(requests):
        try:
            replies.append(_done(context, place, request))
        except PartlyDoneError as error:
            refused.append(error)
    if refused:
        raise refused[0]
    return replies


def _done(context: RequestContext, position: int, request: Message) -> Message:
    if not request:
        raise invalid(f"Invalid requests[{position}]: No request set.")
    if len(request) > 1:
        second = list(request)[1]
        raise invalid(
            f"Invalid value at 'requests[{position}]' (oneof), oneof field 'kind' is already set. "
            f"Cannot set '{second}'"
        )
    ((kind, asked),) = request.items()
    if kind not in ANSWERS:
        raise NotAnsweredError(f"the request {kind} of spreadsheets.batchUpdate")
    try:
        reply = ANSWERS[kind](context, asked)
    except ApiError as error:
        if (
            isinstance(error, NotAnsweredError | ToolBugError | PartlyDoneError)
            or error.code != 400
        ):
            raise
        raise invalid(f"Invalid requests[{position}].{kind}: {error.message}") from error
    return {} if reply is None else {kind: reply}
