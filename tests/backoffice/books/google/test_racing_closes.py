"""A month is closed once, whatever Google does about a number or a name in use: two locks keep it."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.books.changes import Changes
from backoffice.jobs.runs import probe
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab
from tests.backoffice.books.desks import logged
from tests.backoffice.books.google.job_desks import JOBS, after, before, run_on
from tests.backoffice.books.google_desks import (
    HANG,
    Clock,
    at_once,
    before_next,
    copied,
    emulator,
    state_of,
)
from tests.backoffice.desks import MAY
from tests.emulator.behaviour import InUse
from tests.emulator.failures import KINDS
from tests.selection import THOROUGH, in_turns

WRITE, RACERS = 3, 4 if THOROUGH else 2
OTHER_IDS = [{"ids": how} for how in InUse if how is not InUse.INVALID]
OTHER_NAMES = [{"titles": how} for how in InUse if how not in (InUse.INVALID, InUse.REPLACED)]
CLOSED = "2026-05 closing"


def named(how):
    """Return a behaviour as a name of a test."""
    return "-".join(f"{key}-{value}" for key, value in how.items()) or "as-assumed"


@pytest.fixture
def desk_for(request):
    """Return a function that makes a desk for a job, on which that was tried out, or came since."""
    google, begun = request.param

    def make(job):
        key = copied(emulator(), before(job))
        emulator().behave(key, **google)
        if begun == "always":
            probe(run_on(key))
        return key

    return make


def desks(turn):
    """Parametrize with what Google does about numbers and names in use, since or always.

    The four tests that take turns have each of these once together; with THOROUGH=1 each test has all.
    """
    every = [
        (google, begun)
        for google in ({}, *OTHER_IDS, *OTHER_NAMES)
        for begun in ("since", "always")
    ]
    chosen = in_turns(every, 4, turn)
    ids = [f"{begun}-{named(google)}" for google, begun in chosen]
    return pytest.mark.parametrize("desk_for", chosen, indirect=True, ids=ids)


@desks(turn=0)
def test_a_close_that_meets_another_writes_one_batch(desk_for):
    """The second close begins and ends just before the first one writes."""
    key = desk_for("close")
    before_next("batchUpdate", lambda: jobs.close(run_on(key), MAY))

    done = jobs.close(run_on(key), MAY)

    assert done.again
    assert after("close") == state_of(emulator(), key)


@desks(turn=1)
def test_closes_that_race_write_one_batch(desk_for):
    """Several people press the button at the same moment."""
    key = desk_for("close")
    ends = []

    def race():
        ends.append(jobs.close(run_on(key), MAY).again)

    at_once(race, RACERS)

    assert [False, *[True] * (RACERS - 1)] == sorted(ends)
    assert after("close") == state_of(emulator(), key)


@desks(turn=2)
@pytest.mark.parametrize("job", JOBS)
def test_a_lost_answer_to_a_write_is_found_by_reading(request, desk_for, job):
    """Google did it and said anything else, or nothing: it is not done twice.

    The kinds of failure take turns; with THOROUGH=1 each case goes through all of them.
    """
    at = request.node.callspec.indices
    turn = at["desk_for"] * len(JOBS) + at["job"]
    for kind in KINDS if THOROUGH else [KINDS[turn % len(KINDS)]]:
        key = desk_for(job)
        emulator().fail(kind, at=WRITE, when="after", times=3 if kind == "401" else 1)
        clock = Clock(silence=HANG) if kind == "hang" else None
        if kind == "401":
            with pytest.raises(BookUnavailableError, match="does not accept the key"):
                JOBS[job](run_on(key, clock))
        else:
            JOBS[job](run_on(key, clock))
        emulator().mend()

        assert after(job) == state_of(emulator(), key), kind


@desks(turn=3)
def test_an_answer_that_is_lost_is_known_for_our_own_behind_later_runs(desk_for):
    """Google closed the month and could not say so; a later run has written since."""
    key = desk_for("close")

    def meanwhile():
        emulator().staff(key).type("Tickets", "D9", "Emma")
        jobs.sync(run_on(key))

    after_write(meanwhile)
    emulator().fail("503", at=WRITE, when="after")

    done = jobs.close(run_on(key), MAY)

    assert not done.again
    state = state_of(emulator(), key)
    assert ["init", "close", "sync"] == [row[3] for row in state["Log"][1:]]
    assert after("close")["Batches"] == state["Batches"]


@pytest.mark.parametrize("how", OTHER_IDS, ids=named)
def test_a_close_from_an_old_reading_is_refused_also_without_numbers(how):
    """Another closed the month and a sync came after it; then our close, computed before both, arrives."""
    key = copied(emulator(), before("close"))
    emulator().behave(key, **how)
    probe(run_on(key))

    def meanwhile():
        jobs.close(run_on(key), MAY)
        jobs.sync(run_on(key))

    before_next("batchUpdate", meanwhile)
    done = jobs.close(run_on(key), MAY)

    assert done.again
    assert after("close")["Batches"] == state_of(emulator(), key)["Batches"]


@pytest.mark.parametrize("kind", ["403", "404"])
def test_nothing_is_said_of_what_cannot_be_seen(kind):
    """Google did it, refused in words, and then showed nothing: whether it was written is not said."""
    key = copied(emulator(), before("close"))
    emulator().fail(kind, at=WRITE, when="after", times=2)

    with pytest.raises(BookUnavailableError, match="written is not known") as stopped:
        jobs.close(run_on(key), MAY)

    assert "Nothing was written" not in str(stopped.value)
    assert "書き込まれたかどうかは分かりません" in stopped.value.in_("ja")
    assert jobs.close(run_on(key), MAY).again


def after_write(work):
    """Let `work` be done before the request that follows the next write."""
    before_next("batchUpdate", lambda: before_next("", work))


def tabs(key):
    """Return the names of the tabs that closes left."""
    return [name for name in emulator().staff(key).tabs if name.endswith("closing")]


def test_the_tab_of_a_close_is_hidden_says_what_it_is_and_goes_with_the_next_run():
    """Also where that run finds nothing else to write; it takes one request for that, once."""
    key = copied(emulator(), before("close"))
    jobs.close(run_on(key), MAY)
    staff = emulator().staff(key)

    assert [CLOSED] == tabs(key)
    assert staff.sheet(CLOSED).properties["hidden"]
    assert "from being closed twice" in staff.entered(CLOSED)[0][0]

    log = staff.entered("Log")
    jobs.sync(run_on(key))
    assert [] == tabs(key)
    assert log == staff.entered("Log")
    emulator().requests.clear()
    jobs.sync(run_on(key))
    assert 2 == len(emulator().requests)


def test_where_numbers_do_not_lock_the_tab_stays_until_the_month_is_opened_again():
    """It is then the only thing that keeps a close from an old reading out."""
    key = copied(emulator(), before("close"))
    emulator().behave(key, ids=InUse.ACCEPTED)
    probe(run_on(key))
    jobs.close(run_on(key), MAY)
    jobs.sync(run_on(key))
    assert [CLOSED] == tabs(key)

    jobs.reopen(run_on(key), MAY)

    assert [] == tabs(key)
    jobs.close(run_on(key), MAY)
    assert [CLOSED] == tabs(key)


def test_a_reopened_month_leaves_no_tab_and_closes_again():
    """Reopening frees both locks."""
    key = copied(emulator(), before("close"))
    jobs.close(run_on(key), MAY)

    jobs.reopen(run_on(key), MAY)
    assert [] == tabs(key)

    assert not jobs.close(run_on(key), MAY).again
    assert [CLOSED] == tabs(key)


def test_numbers_that_google_changes_are_noticed_and_tried_out_again():
    """The answer to a write shows another number than the one asked for: the next close probes first."""
    key = copied(emulator(), before("close"))
    emulator().behave(key, ids=InUse.RENUMBERED)

    def meanwhile():
        emulator().staff(key).type("Tickets", "D40", "Ken")
        jobs.sync(run_on(key))

    emulator().staff(key).type("Tickets", "D39", "Emma")
    before_next("batchUpdate", meanwhile)
    jobs.sync(run_on(key))

    done = jobs.close(run_on(key), MAY)
    assert "the lock by tab holds and is enough" in str(done.probed[-1].outcome)


def test_rows_that_are_not_those_of_the_close_are_reported():
    """After a close the rows of the month are counted; if others came in between, no papers are made."""
    key = copied(emulator(), before("close"))
    after_write(lambda: emulator().staff(key).copy_rows("Batches", 2, 2, 9))

    with pytest.raises(BookUnavailableError, match="shows 4 rows of it where 3 were written"):
        jobs.close(run_on(key), MAY)

    jobs.sync(run_on(key))
    assert jobs.close(run_on(key), MAY).again
    assert after("close")["Batches"] == state_of(emulator(), key)["Batches"]


def test_a_reading_lists_the_months_that_notes_and_tabs_say_are_closed(book, staff):
    """Both are known from one reading, also those of months that Log does not show."""
    book.write(logged(book.read(), 202605), once=202605)
    staff.add_tab("2026-04 closing")
    staff.add_tab("2026-03 closing notes of ours")

    read = book.read()

    assert {202605} == read.month_notes
    assert {202604, 202605} == read.closing_tabs


def test_what_log_has_lost_stays(book, staff):
    """Somebody cleared Log: the next runs take neither the note nor the tab for one that is spent."""
    book.write(logged(book.read(), 202605), once=202605)
    staff.clear("Log", "A2:N99")

    book.write(Changes(read=book.read(), tabs={Tab.TODAY: [["a", 1, "b"]]}), once=9)
    book.take_away(book.read())

    assert ({202605}, {202605}) == (book.read().month_notes, book.read().closing_tabs)


def test_the_tab_of_a_close_is_not_copied(book):
    """It is neither the desk's nor staff's."""
    book.write(logged(book.read(), 202605), once=202605)

    assert CLOSED not in book.export().snapshot.sheets
