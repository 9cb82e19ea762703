"""A run that others overtook, or that slept, reads again before it writes."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.books.changes import Changes
from backoffice.messages.errors import BackofficeError
from tests.backoffice.books.google.job_desks import before, run_on
from tests.backoffice.books.google_desks import copied, emulator, state_of
from tests.backoffice.desks import MAY


def test_a_sync_that_meets_a_close_reads_again():
    """Two different runs from one reading: the later one sees what the other wrote, and adds to it."""
    key = copied(emulator(), before("sync"))

    def meanwhile(request):
        if request.name.endswith("batchUpdate"):
            emulator().between(None)
            jobs.close(run_on(key), MAY)

    emulator().between(meanwhile)
    jobs.sync(run_on(key))

    log = state_of(emulator(), key)["Log"]
    assert ["init", "close"] == [row[3] for row in log[1:]], (
        "close had done the work of sync as well"
    )
    assert [1, 2] == [row[0] for row in log[1:]]


def test_a_reading_of_yesterday_is_not_written_from(monkeypatch):
    """A computer that slept between reading and writing reads again."""
    key = copied(emulator(), before("sync"))
    run = run_on(key)
    read = run.book.read()
    monkeypatch.setattr("time.time", lambda: read.read_at + 86_400)

    with pytest.raises(BackofficeError, match="in the meantime"):
        run.book.write(Changes(read=read), once=99)
