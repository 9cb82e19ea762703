"""Sample Google Sheets: on the emulator, or a scratch sheet on Google."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Thread

from google.auth.crypt import RSASigner

from backoffice.books import new_desks
from backoffice.books.google.cell_data import as_cell_data
from backoffice.books.google.connection import Connection
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.google.request_kinds import add_tab, append_rows, delete_tab, rename_tab
from backoffice.books.google.sheet_state import read_state
from backoffice.books.google.timeouts_and_retries import RetryPolicy
from backoffice.books.google.versions import read_versions
from backoffice.sheet.marks import closed_by
from backoffice.sheet.snapshot import Cell
from estimator.policy.model import UndatedPolicy
from tests.backoffice.books.desks import NUMBERS, POLICY, TYPED
from tests.emulator.emulator import Emulator
from tests.emulator.failures import Request

HANG = 0.3
"""Seconds after which a test in which nothing is ever answered takes Google for silent."""

FEW_ROWS = {
    "backoffice.books.google.tab_growth.ROOM": 3,
    "backoffice.books.google.create.tabs.ROOM": 3,
    "backoffice.books.google.create.tabs.MIN_ROWS": 10,
}
FEW_NUMBERS = {
    "backoffice.rules.docket_pad_size.PAD_LEAST": 3,
    "backoffice.rules.docket_pad_size.PAD_MORE": 5,
}
"""To be set where it does not matter how many blank and how many numbered rows a desk has: it takes the
same requests, and a tenth of the cells."""


RSASigner.from_string = cache(RSASigner.from_string)
"""A key is checked once and not by each run, of which a test has dozens."""


@dataclass
class Clock:
    """A clock that tests wind: waiting moves it and takes no time.

    Attributes:
        silence: Real seconds without an answer that are a time-out.
        now: Seconds.
        waits: Each wait so far.
    """

    silence: float = 60.0
    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.waits.append(seconds)
        self.now += seconds

    def retry_policy(self, **more: object) -> RetryPolicy:
        """Return a retry policy by this clock, whose pauses are as long as they may be."""
        return RetryPolicy(
            timeouts=(self.silence, self.silence),
            clock=lambda: self.now,
            sleep=self.sleep,
            pause=lambda most: most,
            **more,
        )


@cache
def emulator() -> Emulator:
    """Return an emulator of Google that runs as long as the tests do."""
    emulator = Emulator()
    emulator.start()
    return emulator


@cache
def key_file(emulator: Emulator) -> Path:
    """Return the key file of its service account."""
    return emulator.credentials_file(Path(tempfile.mkdtemp()) / "key.json")


def on(emulator: Emulator, key: str, clock: Clock | None = None, **how: object) -> GoogleSheet:
    """Return the sheet `key` of an emulator as a book."""
    return GoogleSheet(
        key,
        credentials=key_file(emulator),
        retry_policy=(clock or Clock()).retry_policy(**how),
        endpoint=emulator.address,
    )


def new_desk(
    emulator: Emulator,
    language: str = "en",
    *,
    policy: UndatedPolicy = POLICY,
    numbers: Sequence[str] = NUMBERS,
    tickets: Sequence[Mapping[str, Cell]] = TYPED,
) -> str:
    """Make a desk on an emulator and return its key."""
    key = emulator.new_spreadsheet("Desk")
    set_up(on(emulator, key).connection, language, policy, numbers, tickets)
    emulator.requests.clear()
    return key


def copied(emulator: Emulator, key: str) -> str:
    """Return the key of a copy of a sheet as it is now; quicker than making another."""
    return emulator.copy(key)


def before_next(name: str, work: Callable[[], object]) -> None:
    """Let `work` be done once, just before the next request whose name ends with `name`."""

    def once(request: Request) -> None:
        if request.name.endswith(name):
            emulator().between(None)
            work()

    emulator().between(once)


def at_once(work: Callable[[], object], times: int) -> None:
    """Do `work` several times at the same moment."""
    workers = [Thread(target=work) for _ in range(times)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def asked(work: Callable[[], object]) -> list[str]:
    """Do `work`; return the names of the requests that it took, which are kept in the emulator."""
    emulator().requests.clear()
    work()
    return [request.name.rpartition(".")[2] for request in emulator().requests]


def state_of(emulator: Emulator, key: str) -> dict[str, object]:
    """Return all that was entered, by tab, and the months in use: what people and runs see of a sheet."""
    staff = emulator.staff(key)
    entered = {tab: staff.entered(tab) for tab in staff.tabs if not closed_by(tab)}
    return entered | {"months": read_versions(staff.book.metadata).months}


def set_up(
    connection: Connection,
    language: str,
    policy: UndatedPolicy,
    numbers: Sequence[str],
    tickets: Sequence[Mapping[str, Cell]],
) -> None:
    """Replace everything in a sheet by the tabs of a desk, without formats."""
    old = read_state(connection.ask)
    tabs = new_desks.new_desk(policy, language, numbers, tickets).tabs
    requests, named, first = [], [], 1 + max(grid.sheet_id for grid in old.grids.values())
    for sheet_id, tab in enumerate(tabs, start=first):
        cells = tab.rows or [[]]
        size = {"rowCount": len(cells) + 20, "columnCount": max(len(cells[0]), 1) + 2}
        # another name first: the old tabs may have these still
        requests.append(add_tab(sheet_id, f"new {sheet_id}", size))
        if cells[0]:
            values = [[as_cell_data(cell, {}) for cell in row] for row in cells]
            requests.append(append_rows(sheet_id, values, "userEnteredValue"))
        named.append(rename_tab(sheet_id, tab.name))
    lookup = {"developerMetadataLookup": {"visibility": "DOCUMENT"}}
    deleted = [delete_tab(grid.sheet_id) for grid in old.grids.values()]
    forgotten = {"deleteDeveloperMetadata": {"dataFilter": lookup}}
    connection.send([*requests, *deleted, *named, forgotten])
