"""A command waits for Google as long as the manual promises, whichever of its requests is not answered."""

from __future__ import annotations

import threading

import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.deadline import PATIENCE, PROMISED, Patience, within
from backoffice.books.google import http_client
from backoffice.books.google.connection import ENDPOINT
from backoffice.cli.options import Options
from backoffice.messages.errors import BookUnavailableError
from tests.backoffice.books.google.job_desks import after, before, run_on
from tests.backoffice.books.google_desks import (
    HANG,
    Clock,
    copied,
    emulator,
    key_file,
    on,
    state_of,
)

PASSING = ["408", "429", "500", "502", "503", "drop", "hang"]
"""Failures that say nothing about key or sheet."""


@pytest.fixture
def silence(monkeypatch):
    """Return what makes Google silent, after some answers, for whole seconds of a clock."""

    def begin(clock, answers):
        attempts = []

        def answered(seconds, work):
            attempts.append(seconds)
            if len(attempts) <= answers:
                return within(seconds, work)
            clock.now += seconds
            raise TimeoutError

        monkeypatch.setattr(http_client, "within", answered)
        return attempts

    return begin


@pytest.mark.parametrize(("answers", "unanswered"), [(0, 2), (1, 2), (2, 1 + 2)])
def test_a_command_that_nobody_answers_ends_in_time(key, silence, answers, unanswered):
    """A reading is sent twice, a write once and then looked for by reading; the command ends as promised."""
    clock = Clock()
    run = run_on(key, clock)
    attempts = silence(clock, answers)

    with pytest.raises(BookUnavailableError, match="did not answer"):
        jobs.sync(run)

    assert answers + unanswered == len(attempts)
    assert clock.now <= PROMISED


def test_the_first_attempt_leaves_time_for_another(key, silence):
    """Half of the patience is left for sending the request once more."""
    clock = Clock()
    book = on(emulator(), key, clock)
    book.read()
    attempts = silence(clock, 0)

    with pytest.raises(BookUnavailableError):
        book.read()

    assert [PATIENCE / 2, PATIENCE / 2 - 1] == attempts


def test_two_books_of_one_command_share_its_patience(key):
    """What the first has lost is not there for the second."""
    clock, patience = Clock(), Patience()
    first, second = (on(emulator(), key, clock, patience=patience) for _ in range(2))
    emulator().fail("503", times=5)
    first.read()
    emulator().fail("503", times=100)

    with pytest.raises(BookUnavailableError):
        second.read()

    assert [1, 2, 4, 8, 16] * 2 == clock.waits
    assert clock.now <= PROMISED


def test_the_command_line_opens_its_books_with_one_patience(monkeypatch):
    """That of its options."""
    monkeypatch.setenv(ENDPOINT, emulator().address)
    options = Options(lang="en", credentials=key_file(emulator()))

    books = [options.opened("1" + letter * 43, lambda _: None) for letter in "ab"]

    kept = [book.connection.client._retry_policy.patience for book in books]
    assert [options.patience] * 2 == kept
    assert kept[0] is kept[1]
    assert open_book("1" + "a" * 43).connection._retry_policy.patience is not kept[0]


@pytest.mark.parametrize("kind", PASSING)
def test_a_token_is_asked_for_again(key, kind):
    """A failure of the token endpoint passes like any other."""
    emulator().fail(kind, path="POST /token")

    assert on(emulator(), key, Clock(silence=HANG if kind == "hang" else 60)).read().sheets


@pytest.mark.parametrize("kind", ["502", "drop"])
def test_a_token_endpoint_that_fails_is_no_fault_of_the_key(key, kind):
    """The sentence says that it was the signing in, and never to make a new key."""
    clock = Clock()
    emulator().fail(kind, path="POST /token", times=100)

    with pytest.raises(BookUnavailableError) as stopped:
        on(emulator(), key, clock).read()

    said = str(stopped.value)
    assert "while this program signed in" in said
    assert "make a new key" not in said
    assert "ログイン中" in stopped.value.in_("ja")
    assert [1, 2, 4, 8, 16, 32] == clock.waits


def test_work_without_end_is_left_alone():
    """As a request that gets one byte a minute, which no timeout of a socket ends."""
    never = threading.Event()

    with pytest.raises(TimeoutError):
        within(0.01, never.wait)

    never.set()


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt()])
def test_what_work_raises_is_raised(error):
    """As if it had been done in the same thread."""

    def work():
        raise error

    with pytest.raises(type(error)):
        within(60, work)


@pytest.mark.parametrize("at", [1, 2, 3])
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

    assert after("sync") == state_of(emulator(), key)
    # the write is refused once; its sender then looks whether it was applied, and is refused three times
    assert [*[1, 2, 4, 8] * 2, 1, 1, 2, 4] == clock.waits
