"""Each trial is sent to Google, and what Google answers and shows is its result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from gspread.exceptions import APIError

from backoffice.books.google.connection import Connection
from backoffice.books.google.docket_pad import headings_wanted
from backoffice.books.google.error_translation import is_protected
from backoffice.books.google.probes.scratch_reading import Seen, look
from backoffice.books.google.probes.scratch_tab import (
    HEADING,
    SCRATCH,
    ScratchDeletedError,
    read_probe_state,
)
from backoffice.books.google.probes.trial_requests import Scratch
from backoffice.books.google.probes.trials import NOT_TRIED, Trial
from backoffice.books.google.request_kinds import Message, Request, delete_tab
from backoffice.books.google.timeouts_and_retries import NoAnswerError, is_passing
from backoffice.books.google.versions import NOTES_SHOWN

_PAUSES = (1.0, 2.0, 4.0)
"""Seconds before a trial without an answer is sent again."""

_NO_TRIAL = (401, 403, 404)
"""Statuses that say something about the key or the sheet, whatever is sent."""

_WRITERS = (0, 1)


class TrialAnswers:
    """The answers of Google to the trials of one probe, the first of which makes the scratch tab.

    Attributes:
        statuses: With which status Google refused, for the trials in which it does.
    """

    def __init__(self, connection: Connection, scratch: Scratch) -> None:
        self._connection, self._scratch = connection, scratch
        self.statuses: dict[Trial, int] = {}

    def outcomes(self) -> dict[Trial, str]:
        """Send all trials; return the result of each.

        Raises:
            ScratchDeletedError: If somebody deleted the scratch tab meanwhile.
        """
        email, scratch = self._connection.account.email, self._scratch
        outcomes: dict[Trial, str] = {Trial.NOTE_NUMBER: self._make(email)}
        has_chips = self._status(scratch.chips(email)) == 200 if email else False
        self.statuses[Trial.NOTE_AGAIN] = self._status(scratch.note_again())
        self._at_once(scratch.note_raced, Trial.NOTE_RACE)
        self.statuses[Trial.TAB_AGAIN] = self._status(scratch.tab_again())
        self._at_once(scratch.tab_raced, Trial.TAB_RACE)
        outcomes |= dict(self._appended())
        status = self._status(scratch.missing_deleted())
        outcomes[Trial.MISSING_NOTE] = "done" if status == 200 else "refused"
        outcomes |= dict(self._seen().outcomes(scratch, has_chips=has_chips))
        return outcomes

    def _make(self, email: str) -> str:
        """Make the scratch tab with a first note; return whether the answer shows its number."""
        try:
            answer = self._connection.send(
                self._scratch.made(email), fields=NOTES_SHOWN, settled=self._is_made
            )
        except APIError as error:
            if read_probe_state(self._connection).ids_of(SCRATCH):
                raise ScratchDeletedError from error  # another probe was first
            raise
        if answer is None:
            state = read_probe_state(self._connection)
            return "kept" if self._scratch.note in dict(state.notes) else "other"
        made = [reply.get("createDeveloperMetadata") for reply in answer.get("replies", ())]
        numbers = [one["developerMetadata"].get("metadataId") for one in made if one]
        return "kept" if numbers == [self._scratch.note] else "other" if numbers else "hidden"

    def _appended(self) -> Iterator[tuple[Trial, str]]:
        """Append a row, and look what the answer shows of the headings."""
        fields = "updatedSpreadsheet(sheets(data(rowData(values(formattedValue)))))"
        try:
            answer = self._connection.send(
                self._scratch.appended(),
                fields=fields,
                options=headings_wanted(SCRATCH),
                settled=self._is_appended,
            )
        except APIError as error:
            if not self._is_made():
                raise ScratchDeletedError from error
            if not is_protected(error):
                raise
            yield Trial.HEADINGS, NOT_TRIED
            yield Trial.PROTECTED, "refused"
            return
        if answer is None:
            yield Trial.HEADINGS, NOT_TRIED
        else:
            yield Trial.HEADINGS, "shown" if _shows(answer, HEADING) else "hidden"
        yield Trial.PROTECTED, "written"

    def _at_once(self, raced: Callable[[int], list[Request]], trial: Trial) -> None:
        """Send what two writers send, at the same moment."""
        with ThreadPoolExecutor(len(_WRITERS)) as writers:
            statuses = [*writers.map(lambda writer: self._status(raced(writer)), _WRITERS)]
        self.statuses[trial] = max(statuses)

    def _status(self, requests: list[Request]) -> int:
        """Return with which status Google answers `requests`; a 500 that comes again is an answer."""
        status = self._connection.status_of(requests)
        for pause in _PAUSES:
            if status and status != 401 and not is_passing(status):
                break
            self._connection.client.wait(pause)
            again = self._connection.status_of(requests)
            if again == status == 500:
                break
            status = again
        if status in _NO_TRIAL:
            return self._status_at_last(requests)
        if status != 500 and (not status or is_passing(status)):
            raise NoAnswerError(sum(_PAUSES), str(status or "connection"))
        return status

    def _status_at_last(self, requests: list[Request]) -> int:
        """Return the status of `requests` that were refused for a reason that is no trial's."""
        try:
            self._connection.send(requests)
        except APIError as error:
            if error.response.status_code in _NO_TRIAL:
                raise
            return int(error.response.status_code)
        return 200

    def _seen(self) -> Seen:
        """Return what the scratch tab shows."""
        state = read_probe_state(self._connection)
        if not state.shows(self._scratch.sheet_id):
            raise ScratchDeletedError
        doubled = [one for one in state.ids_of(SCRATCH) if one != self._scratch.sheet_id]
        if doubled:  # else its name means two tabs
            self._connection.send([*map(delete_tab, doubled)], settled=self._is_single)
        try:
            return look(self._connection, state)
        except APIError as error:
            if self._is_made():
                raise
            raise ScratchDeletedError from error

    def _is_made(self) -> bool:
        return read_probe_state(self._connection).shows(self._scratch.sheet_id)

    def _is_single(self) -> bool:
        return len(read_probe_state(self._connection).ids_of(SCRATCH)) == 1

    def _is_appended(self) -> bool:
        return bool(look(self._connection, read_probe_state(self._connection)).appended)


def _shows(answer: Message, text: str) -> bool:
    return any(
        cell.get("formattedValue") == text
        for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ())
        for data in sheet.get("data", ())
        for row in data.get("rowData", ())
        for cell in row.get("values", ())
    )
