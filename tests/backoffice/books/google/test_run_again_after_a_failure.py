"""After any failure of Google at any request, the next run ends in the same state."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.books.changes import Changes
from backoffice.books.patience import PROMISED
from backoffice.messages.errors import BackofficeError, BookUnavailableError
from tests.backoffice.books.google.job_desks import JOBS, after, before, run_on
from tests.backoffice.books.google_desks import HANG, Clock, copied, emulator, state_of
from tests.backoffice.desks import MAY
from tests.emulator.failures import KINDS
from tests.selection import pairwise

READS, WRITE = (1, 2), 3


@pytest.mark.parametrize(
    ("kind", "job", "at", "when"), pairwise(KINDS, JOBS, [*READS, WRITE], ["before", "after"])
)
def test_run_again_the_end_is_the_same(kind, job, at, when):
    """Whatever fails, wherever, before or after Google did it."""
    key = copied(emulator(), before(job))
    emulator().fail(kind, at=at, when=when, times=3 if kind == "401" else 1)
    try:
        JOBS[job](run_on(key, Clock(silence=HANG) if kind == "hang" else None))
    except BookUnavailableError as error:
        assert kind in ("401", "403", "404"), "all else is worth another try"
        assert key in str(error) or "key" in str(error)
    emulator().mend()
    try:
        JOBS[job](run_on(key))
    except BackofficeError:
        assert job == "reopen", "what is open already is refused"

    assert after(job) == state_of(emulator(), key)


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


@pytest.mark.parametrize("at", [*READS, WRITE])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_storm_ends_in_one_sentence_within_what_is_promised(at, when):
    """Google says 429 for hours: the run gives up, and the next one finds nothing doubled."""
    key, clock = copied(emulator(), before("sync")), Clock()
    emulator().fail("429", at=at, when=when, times=1000)

    with pytest.raises(BookUnavailableError) as stopped:
        jobs.sync(run_on(key, clock))

    emulator().mend()
    assert clock.now <= PROMISED
    assert max(clock.waits) <= 32
    assert "too many requests" in str(stopped.value)
    assert "リクエストが多すぎる" in stopped.value.in_("ja")
    assert "\n" not in str(stopped.value)
    jobs.sync(run_on(key))
    assert after("sync") == state_of(emulator(), key)


def test_a_storm_that_passes_costs_nothing_but_time():
    """Four refusals at every request, and the run ends as if there had been none."""
    key, clock = copied(emulator(), before("sync")), Clock()
    for request in range(3):
        emulator().fail("429", at=1 + 5 * request, times=4)

    jobs.sync(run_on(key, clock))

    emulator().mend()
    assert after("sync") == state_of(emulator(), key)
    # the write is refused once; its sender then looks whether it was applied, and is refused three times
    assert [*[1, 2, 4, 8] * 2, 1, 1, 2, 4] == clock.waits


def test_a_reading_of_yesterday_is_not_written_from(monkeypatch):
    """A computer that slept between reading and writing reads again."""
    key = copied(emulator(), before("sync"))
    run = run_on(key)
    read = run.book.read()
    monkeypatch.setattr("time.time", lambda: read.read_at + 86_400)

    with pytest.raises(BackofficeError, match="in the meantime"):
        run.book.write(Changes(read=read), once=99)
