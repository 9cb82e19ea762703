"""The course of a probe: one at a time, its scratch tab goes whatever happens, and its results stay."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from gspread.exceptions import APIError

from backoffice.books.google.connection import Connection
from backoffice.books.google.probes.scratch_tab import (
    SCRATCH,
    ScratchDeletedError,
    read_probe_state,
)
from backoffice.books.google.probes.trial_answers import TrialAnswers
from backoffice.books.google.probes.trial_requests import Scratch
from backoffice.books.google.probes.trials import Results, Trial, record
from backoffice.books.google.timeouts_and_retries import NoAnswerError

OTHERS_TIME = 60.0
"""Seconds after which the scratch tab of another probe is taken for left behind."""

_GLANCE = 15.0
"""Seconds between two looks at another probe."""

_SETTLING = 1.0
"""Seconds that a request which was given up may still be at work."""

_TRIES = 3


class Probe:
    """Tries out on one sheet what the desk relies on; `when` and `by` are those of `Results`."""

    def __init__(self, connection: Connection, when: str, by: str) -> None:
        self._connection, self._when, self._by = connection, when, by
        self._scratch = Scratch()

    def run(self) -> Results:
        """Return the results, once they are kept in the sheet and the scratch tab is gone.

        If another probe is at work here, its results are returned.

        Raises:
            ScratchDeletedError: If somebody deleted the scratch tab meanwhile.
        """
        for _ in range(_TRIES):
            with suppress(ScratchDeletedError), _terminable():
                return self._others() or self._tried_alone()
        raise ScratchDeletedError

    def _tried_alone(self) -> Results:
        """Return the results, with the scratch tab gone also if something stops us."""
        self._scratch = Scratch()
        try:
            answers = TrialAnswers(self._connection, self._scratch)
            outcomes, statuses = answers.outcomes(), answers.statuses
            results = Results(outcomes=outcomes, statuses=statuses, when=self._when, by=self._by)
            self._finish(results)
        except BaseException:
            with suppress(APIError, NoAnswerError):
                self._clean_up()
            raise
        return results

    def _others(self) -> Results | None:
        """Wait for another probe and return its results; None if there is none, or it was cut off."""
        before = state = read_probe_state(self._connection)
        waited = 0.0
        while state.ids_of(SCRATCH) and waited < OTHERS_TIME:
            self._connection.client.wait(_GLANCE)
            waited += _GLANCE
            state = read_probe_state(self._connection)
            if state.ids_of(SCRATCH) != before.ids_of(SCRATCH):
                before, waited = state, 0.0
            if state.records and set(state.records) - set(before.records):
                return state.results
        if cleared := state.cleared():
            try:
                self._connection.send(cleared, settled=self._is_clear)
            except APIError as error:
                if set(read_probe_state(self._connection).leftovers) >= set(state.leftovers):
                    raise
                raise ScratchDeletedError from error  # somebody else was deleting it
        return None

    def _finish(self, results: Results) -> None:
        """Delete all that was made, and keep `results` in the sheet."""
        state = read_probe_state(self._connection)
        requests = [*state.cleared(), *state.forgotten(), record(results)]
        try:
            self._connection.send(
                requests, settled=lambda: read_probe_state(self._connection).results == results
            )
        except APIError as error:
            if not self._is_made():
                raise ScratchDeletedError from error
            if results.outcomes[Trial.PROTECTED] == "written":
                raise
            # what it may not write it may not delete either; the owner has to
            self._connection.send([*state.forgotten(), record(results)])

    def _clean_up(self) -> None:
        """Delete all that was made, after a failure.

        A request that was given up may still be at work, so what is not there yet is looked for twice.
        """
        if not self._is_made():
            self._connection.client.wait(_SETTLING)
        if self._is_made():
            self._connection.send(
                read_probe_state(self._connection).cleared(), settled=self._is_clear
            )

    def _is_made(self) -> bool:
        return read_probe_state(self._connection).shows(self._scratch.sheet_id)

    def _is_clear(self) -> bool:
        return not read_probe_state(self._connection).cleared()


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM end what is inside as Ctrl-C does, so that nothing is left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
