"""``spreadsheets.batchUpdate``: all of its requests are done, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.emulator.asking import Asking
from tests.emulator.problems import ApiError, NotAnsweredError, ToolBugError, invalid
from tests.emulator.updates import (
    cells,
    dimensions,
    formats,
    marks,
    pasting,
    ranges,
    rules,
    sorting,
    tabs,
)

Message = dict[str, Any]
Answer = Callable[[Asking, Message], Message | None]

ANSWERS: dict[str, Answer] = {
    **tabs.ANSWERS,
    **cells.ANSWERS,
    **formats.ANSWERS,
    **dimensions.ANSWERS,
    **pasting.ANSWERS,
    **sorting.ANSWERS,
    **rules.ANSWERS,
    **ranges.ANSWERS,
    **marks.ANSWERS,
}


def batch_update(asking: Asking, body: Message) -> list[Message]:
    """Do every request of `body` on the working copy and return their replies.

    Raises:
        ApiError: For the first that cannot be done; the copy is then to be thrown away.
    """
    requests = body.get("requests", [])
    if not requests:
        raise invalid("Must specify at least one request.")
    return [_done(asking, place, request) for place, request in enumerate(requests)]


def _done(asking: Asking, place: int, request: Message) -> Message:
    if not request:
        raise invalid(f"Invalid requests[{place}]: No request set.")
    if len(request) > 1:
        second = list(request)[1]
        raise invalid(
            f"Invalid value at 'requests[{place}]' (oneof), oneof field 'kind' is already set. "
            f"Cannot set '{second}'"
        )
    ((kind, asked),) = request.items()
    if kind not in ANSWERS:
        raise NotAnsweredError(f"the request {kind} of spreadsheets.batchUpdate")
    try:
        reply = ANSWERS[kind](asking, asked)
    except ApiError as error:
        if isinstance(error, NotAnsweredError | ToolBugError) or error.code != 400:
            raise
        raise invalid(f"Invalid requests[{place}].{kind}: {error.message}") from error
    return {} if reply is None else {kind: reply}
