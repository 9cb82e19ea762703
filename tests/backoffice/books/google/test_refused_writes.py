"""A write from an old reading, or one that Google refuses: told as a change by somebody only where there is one."""

from __future__ import annotations

import pytest
from gspread.exceptions import APIError

from backoffice import jobs
from backoffice.books.changes import Changes
from backoffice.books.google.request_kinds import add_tab, delete_tab, update_rows
from backoffice.books.google.sheet_state import read_state
from backoffice.books.google.versioned_writes import VersionedWriter
from backoffice.messages.errors import BookChangedError, BookUnavailableError
from tests.backoffice.books.desks import logged
from tests.backoffice.books.google.job_desks import before, run_on
from tests.backoffice.books.google_desks import before_next, copied, emulator, state_of
from tests.backoffice.desks import MAY

TEXT = [[{"userEnteredValue": {"stringValue": "x"}}]]


@pytest.fixture
def connection(book):
    return book.connection


@pytest.fixture
def meanwhile(staff):
    """Return a function that lets staff work before the write, and before what follows it."""

    def let(*works):
        turns = iter(works)

        def work(request):
            if request.name.endswith("batchUpdate") or request.name.endswith("get"):
                next(turns, lambda _: None)(staff)

        emulator().between(work)

    return let


def requests_of(state):
    """Return requests that Google refuses, with what it says, on a desk with `state`."""
    log = state.grids["Log"]
    return {
        "exceeds grid limits|beyond the last": [
            update_rows(log.sheet_id, log.height + 9, TEXT, "*")
        ],
        "No grid with id": [update_rows(77, 1, TEXT, "*")],
        "No sheet with id": [delete_tab(77)],
        "already exists": [add_tab(78, "Log", {"rowCount": 1, "columnCount": 1})],
        "limit of 10000000 cells": [add_tab(78, "New", {"rowCount": 500_000, "columnCount": 26})],
    }


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("rows", [0, 3])
def test_what_nobody_changed_is_refused_with_the_words_of_google(connection, meanwhile, at, rows):
    """Also where staff have lengthened a tab meanwhile, which no request minds; nothing is written."""
    state = read_state(connection.ask)
    words, requests = [*requests_of(state).items()][at]
    if rows:
        meanwhile(lambda staff: staff.insert_rows("Tickets", 2, rows))

    with pytest.raises(APIError, match=words):
        VersionedWriter(connection, state).send(requests)

    assert 0 == read_state(connection.ask).versions.newest


@pytest.mark.parametrize(
    "change",
    [
        lambda staff: staff.delete_tab("Log"),
        lambda staff: staff.rename_tab("Log", "Old"),
        lambda staff: staff.delete_rows("Log", 5, 20),
    ],
    ids=["deleted", "renamed", "shortened"],
)
def test_a_tab_that_somebody_changed_is_a_change(connection, meanwhile, change):
    """The run reads again."""
    state = read_state(connection.ask)
    log = state.grids["Log"]
    meanwhile(change)

    with pytest.raises(BookChangedError):
        VersionedWriter(connection, state).send([update_rows(log.sheet_id, log.height, TEXT, "*")])


def test_a_change_that_was_undone_is_none(connection, staff, meanwhile):
    """What was refused for it is sent once more, and applied."""
    state = read_state(connection.ask)
    log = state.grids["Log"]
    last = staff.entered("Log")[-1]
    meanwhile(
        lambda staff: staff.delete_rows("Log", log.height, log.height),
        lambda staff: staff.insert_rows("Log", log.height - 1, 1),
    )

    VersionedWriter(connection, state).send([update_rows(log.sheet_id, log.height - 1, TEXT, "*")])

    assert [last, ["x"]] == [row for row in staff.entered("Log") if any(row)]
    assert 1 == read_state(connection.ask).versions.newest


def test_a_protected_tab_is_one_also_while_staff_add_rows(book, staff, meanwhile):
    """The sentence names the protection, not a change."""
    protection = {"range": {"sheetId": staff.sheet("Log").id}, "editors": {"users": []}}
    staff.edit({"addProtectedRange": {"protectedRange": protection}})
    read = book.read()
    meanwhile(lambda staff: staff.insert_rows("Tickets", 2, 3))

    with pytest.raises(BookUnavailableError, match="protected"):
        book.write(logged(read, 1), once=1)


def test_a_sync_that_meets_a_close_reads_again():
    """Two different runs from one reading: the later one sees what the other wrote, and adds to it."""
    key = copied(emulator(), before("sync"))
    before_next("batchUpdate", lambda: jobs.close(run_on(key), MAY))

    jobs.sync(run_on(key))

    log = state_of(emulator(), key)["Log"]
    assert [[1, "init"], [2, "close"]] == [[row[0], row[3]] for row in log[1:]], (
        "close had done the work of sync as well"
    )


def test_a_reading_of_yesterday_is_not_written_from(book, monkeypatch):
    """A computer that slept between reading and writing reads again."""
    read = book.read()
    monkeypatch.setattr("time.time", lambda: read.read_at + 86_400)

    with pytest.raises(BookChangedError, match="in the meantime"):
        book.write(Changes(read=read), once=99)
