"""What the desk relies on at Google is tried out on a scratch tab: every result, no trace (failures: `test_every_failure`)."""

from __future__ import annotations

import os
import signal
import time
from itertools import chain

import pytest

from backoffice import jobs
from backoffice.books.google.probes.scratch_tab import SCRATCH
from backoffice.books.google.probes.trials import OUTCOMES, RECORD_KEY, Lock, Trial
from backoffice.jobs.runs import probe
from backoffice.messages.catalogue import groups_of
from backoffice.messages.errors import BookUnavailableError
from tests.backoffice.books.google.job_desks import NUMBERS, TICKETS, run_on
from tests.backoffice.books.google_desks import Clock, asked, at_once, copied, emulator, new_desk
from tests.backoffice.desks import MAY, POLICY
from tests.backoffice.sheets import full_state
from tests.emulator.behaviour import InUse
from tests.selection import in_turns

MOST_REQUESTS = 16
REQUESTS = range(1, MOST_REQUESTS + 1)
BOTH = frozenset(Lock)
NOTE, TAB = frozenset({Lock.NOTE}), frozenset({Lock.TAB})
NEITHER = frozenset()


@pytest.fixture(scope="module")
def untried():
    """The key of a desk on which nothing was tried out; it is never written."""
    key = new_desk(emulator(), policy=POLICY.undated, numbers=NUMBERS, tickets=TICKETS)
    jobs.start(run_on(key))
    return key


@pytest.fixture
def key(untried):
    """The key of a desk of the test's own."""
    return copied(emulator(), untried)


class PassingClock(Clock):
    """A clock on which waiting takes a twentieth of the time, so that others get on meanwhile."""

    def sleep(self, seconds):
        """Let `seconds` pass."""
        super().sleep(seconds)
        time.sleep(seconds / 20)


def tried(key):
    """Return the results that the sheet keeps."""
    return run_on(key).book.read().state.tried


def without_record(key):
    """Return all that a sheet is, but for the results that it keeps."""
    *others, notes = full_state(key)
    return [*others, [note for note in notes if note["metadataKey"] != RECORD_KEY]]


def test_it_finds_google_as_assumed_and_leaves_only_its_results(key):
    """Every trial ends as expected; what, when and by which version are kept; the rest is as before."""
    before, checks = without_record(key), []

    assert MOST_REQUESTS >= len(asked(lambda: checks.extend(probe(run_on(key)))))
    assert {True} == {check.ok for check in checks}
    assert [*Trial, None] == [trial for trial, _ in zip([*Trial, None], checks, strict=True)]
    results = tried(key)
    assert {trial: outcomes[0] for trial, outcomes in OUTCOMES.items()} == results.outcomes
    assert ({400}, "2026-06-10 09:30") == (set(results.statuses.values()), results.when)
    assert before == without_record(key)


DIFFERENT = [
    ({"ids": InUse.CONFLICT}, {}, BOTH, True),
    ({"ids": InUse.INTERNAL}, {}, BOTH, True),
    ({"ids": InUse.PARTLY}, {"note-again": "partly", "note-race": "both"}, TAB, True),
    ({"ids": InUse.ACCEPTED}, {"note-again": "accepted", "note-race": "both"}, TAB, True),
    ({"ids": InUse.RENUMBERED}, {"note-again": "renumbered", "note-race": "both"}, TAB, True),
    ({"ids": InUse.REPLACED}, {"note-again": "replaced", "note-race": "both"}, TAB, True),
    ({"titles": InUse.CONFLICT}, {}, BOTH, True),
    ({"titles": InUse.INTERNAL}, {}, BOTH, True),
    ({"titles": InUse.PARTLY}, {"tab-again": "partly", "tab-race": "both"}, NOTE, True),
    ({"titles": InUse.ACCEPTED}, {"tab-again": "accepted", "tab-race": "both"}, NOTE, True),
    ({"titles": InUse.RENUMBERED}, {"tab-again": "renamed", "tab-race": "both"}, NOTE, True),
    (
        {"ids": InUse.ACCEPTED, "titles": InUse.ACCEPTED},
        {
            "note-again": "accepted",
            "note-race": "both",
            "tab-again": "accepted",
            "tab-race": "both",
        },
        NEITHER,
        False,
    ),
    ({"missing_metadata": 400}, {"missing-note": "refused"}, BOTH, True),
    ({"append_over_checkboxes": True}, {"append": "on-checkboxes"}, BOTH, True),
    ({"shows_ranges": False}, {"headings": "hidden"}, BOTH, True),
    ({"chips": "nothing"}, {"people-chip": "blank"}, BOTH, True),
    ({"pictures": "address"}, {"picture": "text"}, BOTH, True),
    ({"days_later": 1}, {"days": "shifted"}, BOTH, False),
]


@pytest.mark.parametrize(
    ("how", "differing", "locks", "may_close"),
    DIFFERENT,
    ids=["-".join(map(str, chain(*how.items()))) for how, *_ in DIFFERENT],
)
def test_each_result_that_differs_is_a_sentence_and_has_its_consequence(
    key, how, differing, locks, may_close
):
    """The desk then relies on the other lock, reads once more, or closes no month."""
    before = without_record(key)
    emulator().behave(key, **how)

    checks = probe(run_on(key))

    results = tried(key)
    assert (differing, locks, may_close) == (results.differing, results.locks, results.may_close)
    assert len(differing) + (not may_close) == sum(not check.ok for check in checks)
    assert before == without_record(key)
    if may_close:
        assert jobs.close(run_on(key), MAY).wrote
        assert 4 == len(emulator().staff(key).entered("Batches"))
        return
    with pytest.raises(BookUnavailableError, match="no month is closed here") as refused:
        jobs.close(run_on(key), MAY)
    assert "Nothing was written" in str(refused.value)
    assert "何も書き込んでいません" in refused.value.in_("ja")
    assert before == without_record(key)


def test_where_the_script_may_not_write_its_own_tabs_no_month_is_closed(key):
    """It cannot even delete the scratch tab, and says that the owner has to."""
    emulator().behave(key, lets_editors_in=False)

    probe(run_on(key))

    assert "refused" == tried(key).outcomes[Trial.PROTECTED]
    with pytest.raises(BookUnavailableError, match="owner has to delete the hidden tab"):
        jobs.close(run_on(key), MAY)


def test_every_result_has_its_sentence():
    """And there is none for another."""
    said = groups_of("books/google/probes/messages.toml")

    assert [*map(str, Trial), "locks"] == list(said["probe-name"])
    expected = [f"{trial}-{outcome}" for trial, each in OUTCOMES.items() for outcome in each]
    assert expected == list(said["probe-result"])


def test_the_first_close_tries_it_out_and_later_ones_do_not(key):
    """What was tried is part of the result; a second run finds it in the sheet."""
    done = jobs.close(run_on(key), MAY)

    assert len(Trial) + 1 == len(done.probed)
    assert done.wrote
    jobs.reopen(run_on(key), MAY)
    assert () == jobs.close(run_on(key), MAY).probed


def test_a_record_that_somebody_damaged_does_not_count(key):
    """It is as if nothing had been tried."""
    probe(run_on(key))
    [note] = [
        one for one in emulator().staff(key).book.metadata if one["metadataKey"] == RECORD_KEY
    ]
    for value in ("", "{", "[]", '{"edition":1}', note["metadataValue"].replace('"by"', '"By"')):
        note["metadataValue"] = value
        assert tried(key) is None
        assert not run_on(key).book.may_close(run_on(key).book.read())


def leaves_no_trace(key, before):
    """Return whether a sheet is as it was, but for results as expected."""
    results = tried(key)
    assert results is None or not results.differing
    return before == without_record(key)


@pytest.mark.parametrize(("when", "first"), [("before", 0), ("after", 1)])
def test_killed_at_any_request_the_next_one_cleans_up(untried, when, first):
    """Nothing of a process that died reaches Google any more; another one finds its scratch tab."""
    for at in in_turns(REQUESTS, 2, first):
        key = copied(emulator(), untried)
        before = without_record(key)
        emulator().fail("drop", at=at, when=when, times=1000)
        with pytest.raises(BookUnavailableError):
            probe(run_on(key))
        emulator().mend()

        probe(run_on(key))

        assert tried(key)
        assert leaves_no_trace(key, before), f"at request {at}"


@pytest.mark.parametrize(("stop", "first"), [(signal.SIGINT, 0), (signal.SIGTERM, 1)])
def test_interrupted_at_any_request_it_cleans_up(untried, stop, first):
    """Ctrl-C and a request to end leave no scratch tab."""
    for at in in_turns(REQUESTS, 2, first):
        key = copied(emulator(), untried)
        before = without_record(key)
        count = iter(range(1, 1000))

        def interrupt(request, count=count, at=at):
            if next(count) == at:
                emulator().between(None)
                os.kill(os.getpid(), stop)

        emulator().between(interrupt)
        try:
            probe(run_on(key))
        except (KeyboardInterrupt, SystemExit) as error:
            assert isinstance(error, KeyboardInterrupt) == (stop == signal.SIGINT)
        emulator().between(None)

        assert leaves_no_trace(key, before), f"at request {at}"


def test_several_at_once_have_the_same_results(key):
    """One tries it out, the others wait for its results; a copy of what it made is never left."""
    before = without_record(key)
    ends = []

    def race():
        ends.append(probe(run_on(key, PassingClock())))

    at_once(race, 3)

    assert 3 == len(ends)
    assert {True} == {check.ok for checks in ends for check in checks}
    assert leaves_no_trace(key, before)


def test_a_scratch_tab_that_somebody_deletes_is_made_again(key):
    """Staff found it among the hidden tabs; if they do it each time, a sentence says so."""
    before = without_record(key)
    staff = emulator().staff(key)

    def delete(request):
        if SCRATCH in staff.tabs:
            emulator().between(None)
            staff.delete_tab(SCRATCH)

    emulator().between(delete)
    probe(run_on(key))
    assert leaves_no_trace(key, before)

    emulator().between(lambda request: SCRATCH in staff.tabs and staff.delete_tab(SCRATCH))
    with pytest.raises(BookUnavailableError, match="somebody deleted the hidden tab"):
        probe(run_on(key))
    emulator().between(None)
    assert before == without_record(key) or tried(key)


def test_a_sheet_shared_for_reading_is_not_probed(key):
    """The sentence names the address that has to be an Editor."""
    emulator().share(key, emulator().email, "reader")

    with pytest.raises(
        BookUnavailableError, match=r"may read this sheet but not write.* an Editor"
    ):
        probe(run_on(key))


def test_a_refusal_for_another_reason_is_no_result(key, monkeypatch):
    """Only Google's words about protected cells are taken for one of a protected tab."""
    wrong = [{"addSheet": {"properties": {"title": "Log"}}}]
    monkeypatch.setattr(
        "backoffice.books.google.probes.trial_requests.Scratch.appended", lambda scratch: wrong
    )

    with pytest.raises(BookUnavailableError, match="already exists"):
        probe(run_on(key))

    assert SCRATCH not in emulator().staff(key).tabs
