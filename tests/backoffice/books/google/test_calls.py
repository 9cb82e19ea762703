"""How often Google is asked, and how much is sent, whatever the number of tickets."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.books.google.batching import MAX_BYTES
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.runs import probe
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.layout import find_layout
from tests.backoffice.books.google.job_desks import run_on
from tests.backoffice.books.google_desks import asked, copied, emulator, new_desk
from tests.backoffice.desks import APPROVED, ASKED, MAY, POLICY
from tests.selection import THOROUGH, in_turns

FEW_BYTES = 20_000


def desk_of(tickets):
    """Return the key of a desk with `tickets`, and a docket pad that need not grow."""
    numbers = [ticket_number(101 + at) for at in range(len(tickets) + 150)]
    return new_desk(emulator(), policy=POLICY.undated, numbers=numbers, tickets=tickets)


def with_sizes(work):
    """Do `work`; return the requests it took, by name, and the bytes of each body."""
    return asked(work), [len(request.body) for request in emulator().requests]


@pytest.fixture
def small_batches(monkeypatch):
    """Batches of requests are full soon."""
    monkeypatch.setattr("backoffice.books.google.batching.MAX_BYTES", FEW_BYTES)


@pytest.mark.parametrize("count", [100, 10_000 if THOROUGH else 500])
def test_a_run_asks_three_times_whatever_the_number_of_tickets(count):
    """Two requests read and one writes, or none if nothing changed; only a first fill takes more."""
    key = desk_of([APPROVED] * 20 + [ASKED] * (count - 20))
    run = run_on(key)
    names, sizes = with_sizes(lambda: jobs.start(run))
    assert ["get", "batchGet"] == names[:2]
    assert {"batchUpdate"} == set(names[2:])
    assert (len(names) == 3) == (sum(sizes) <= MAX_BYTES), "a large first fill takes several"
    assert max(sizes) <= MAX_BYTES

    assert (["get", "batchGet"], [0, 0]) == with_sizes(lambda: jobs.sync(run))

    staff = emulator().staff(key)
    layout = find_layout(run.book.read(), POLICY.undated)
    for row in range(30, 68):  # the first twenty tickets are agreed
        staff.type("Tickets", layout.address(row, "price"), "1200")
    names, sizes = with_sizes(lambda: jobs.sync(run))
    assert ["get", "batchGet", "batchUpdate"] == names
    assert max(sizes) < 100_000, "rows of Today that only move are not written"

    probe(run)
    names, sizes = with_sizes(lambda: jobs.close(run, MAY))
    assert ["get", "batchGet", "batchUpdate", "batchGet"] == names, "the month is counted once more"
    assert max(sizes) < 100_000, "rows of Today that only move are not written"

    names = asked(lambda: jobs.sync(run))
    assert ["get", "batchGet", "batchUpdate"] == names, "the tab of the close is deleted"

    assert not jobs.sync(run).wrote, "all of it is there"


def test_a_first_fill_that_is_cut_off_is_completed(small_batches):
    """After a run that died between two chunks Log has no row of it, and the next run writes the rest."""
    key = desk_of([APPROVED] * 20 + [ASKED] * 80)
    run = run_on(key)
    emulator().fail("403", at=4, path="batchUpdate")
    with pytest.raises(Exception, match="not write"):
        jobs.start(run)
    emulator().mend()
    assert 1 == len(emulator().staff(key).entered("Log"))
    assert 1 < len(emulator().staff(key).entered("Quotes")) < 101

    jobs.start(run)

    assert not jobs.sync(run).wrote
    assert 101 == len(emulator().staff(key).entered("Quotes"))
    assert 2 == len(emulator().staff(key).entered("Log"))


@pytest.fixture
def large_month(small_batches):
    """The key of a desk with a month that is too large for one batch of requests."""
    key = desk_of([APPROVED] * 60)
    jobs.start(run_on(key))
    probe(run_on(key))
    return key


def test_a_large_close_is_sent_in_parts_of_the_size_that_google_advises(large_month):
    """All of it is there after the last."""
    run = run_on(large_month)
    names, sizes = with_sizes(lambda: jobs.close(run, MAY))

    assert 4 < len(names)
    assert {"batchUpdate"} == set(names[2:-1])
    assert max(sizes) <= FEW_BYTES
    assert not jobs.sync(run).wrote
    assert 60 == len(jobs.plan(run, MAY).desk.ledger.sent_in(MAY))
    assert {202605} == run.book.read().month_notes


@pytest.mark.parametrize(
    ("then", "months", "first"),
    [(jobs.sync, [], 0), (lambda run: jobs.close(run, MAY), ["2026-05"] * 60, 1)],
    ids=["sync", "close"],
)
def test_a_large_close_happens_in_full_or_not_at_all(large_month, then, months, first):
    """Cut off before any of its parts it has sent nothing; the next run removes what is there, or completes it."""
    complete = copied(emulator(), large_month)
    names = asked(lambda: jobs.close(run_on(complete), MAY))
    for part in in_turns(range(1, names.count("batchUpdate") + 1), 4, first):
        key = copied(emulator(), large_month)
        emulator().fail("403", at=part, path="batchUpdate")
        with pytest.raises(BookUnavailableError):
            jobs.close(run_on(key), MAY)
        emulator().mend()
        assert not jobs.plan(run_on(key), MAY).desk.ledger.closed

        then(run_on(key))

        left = emulator().staff(key).entered("Batches")[1:]
        assert months == [row[0] for row in left], f"before part {part}"
        assert not jobs.sync(run_on(key)).wrote


def test_many_problems_are_written_in_parts(small_batches):
    """To fix may go ahead of Log, since the next sync computes it again."""
    key = desk_of([ASKED | {"arrived": "some day", "email": "?"}] * 60)

    _, sizes = with_sizes(lambda: jobs.start(run_on(key)))

    assert max(sizes) <= FEW_BYTES
    assert 60 < len(emulator().staff(key).entered("To fix"))
    assert not jobs.sync(run_on(key)).wrote
