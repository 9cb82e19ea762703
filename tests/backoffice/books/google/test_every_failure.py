"""Every failure at every request of every command, whatever Google does about numbers and names in use.

Run again the end is the same, and nothing is there twice.  A run takes about a dozen failures of each
command, each kind once; THOROUGH=1 plays all, more than 20,000.  A failure is named as in
``mend/ids-409/3/after/503``; FAILURES=that (with * for any part) plays it alone.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache, partial

import pytest

from backoffice import jobs
from backoffice.books.google.probes.scratch_tab import SCRATCH
from backoffice.books.google.probes.trials import RECORD_KEY, read_record
from backoffice.books.google.versions import VERSION_KEY
from backoffice.jobs import forgetting
from backoffice.jobs.connecting import connect
from backoffice.jobs.copying import copy
from backoffice.jobs.desk import Run
from backoffice.jobs.mending import mend
from backoffice.jobs.runs import probe
from backoffice.messages.errors import BookUnavailableError, RefusedError
from backoffice.sheet.headings import DERIVED_TABS
from tests.backoffice.books.google.failing_at_each_request import FAILURES, EachRequest, gently
from tests.backoffice.books.google.job_desks import NUMBERS, TICKETS, run_on
from tests.backoffice.books.google_desks import (
    FEW_NUMBERS,
    FEW_ROWS,
    copied,
    emulator,
    new_desk,
    state_of,
)
from tests.backoffice.desks import MAY, POLICY
from tests.backoffice.jobs import forgetting_desks
from tests.emulator.behaviour import InUse
from tests.selection import THOROUGH

ONLY = os.environ.get("FAILURES")

GOOGLE = {
    "as-assumed": {},
    **{f"ids-{how}": {"ids": how} for how in InUse if how is not InUse.INVALID},
    **{
        f"titles-{how}": {"titles": how}
        for how in InUse
        if how not in (InUse.INVALID, InUse.REPLACED)
    },
}
"""What Google may do about a number or a name in use."""

PARTS = 20_000
"""Bytes of one request where a desk is created in several."""

REFUSING = ("401", "403", "404")
"""Failures after which a command may stop; all others are worth another try."""


@dataclass(frozen=True)
class Command:
    """A command, and what makes the desk on which it has something to do."""

    desk: Callable[[], str]
    run: Callable[[Run], object]
    tried_out: bool = False  # also played where Google's ways were tried out before it
    is_refused_again: bool = False  # where it was done already
    parts: int | None = None  # bytes of one request


@cache
def untried() -> str:
    """Return the key of a desk that was set up and synced."""
    key = new_desk(emulator(), policy=POLICY.undated, numbers=NUMBERS[:9], tickets=TICKETS)
    jobs.start(run_on(key))
    return key


@cache
def synced() -> str:
    """Return the key of a desk that was set up, synced and tried out; it is never written again."""
    key = copied(emulator(), untried())
    probe(run_on(key))
    return key


def with_new_pieces() -> str:
    """Return the key of a desk in which the next run has quotes to write and the docket pad grows."""
    key = copied(emulator(), synced())
    for row in range(6, 10):
        emulator().staff(key).type("Tickets", f"D{row}", "Emma")
    return key


def closed() -> str:
    """Return the key of a desk of which a month is closed, and has its papers."""
    key = copied(emulator(), synced())
    jobs.papers(jobs.close(run_on(key), MAY).desk, MAY, None)
    return key


def without_close() -> str:
    """Return the key of a desk that lost a close of which there are papers."""
    key = closed()
    for tab in ("Batches", "Log"):
        emulator().staff(key).clear(tab, "A2:Z400")
    return key


def without_tabs() -> str:
    """Return the key of a desk of which three tabs were deleted."""
    key = copied(emulator(), synced())
    for tab in DERIVED_TABS:
        emulator().staff(key).delete_tab(tab.value.en)
    return key


def finished() -> str:
    """Return the key of a desk with pieces that were sent back long ago."""
    return copied(emulator(), forgetting_desks.sheet_desk())


def empty() -> str:
    """Return the key of a sheet as its owner makes and shares it."""
    return emulator().new_spreadsheet("Desk")


def empty_beside_another() -> str:
    """Return the key of an empty sheet, beside a desk to copy there."""
    synced()
    return empty()


def copied_there(run: Run) -> object:
    return copy(run_on(synced()), run)


def connected(run: Run) -> object:
    return connect(run, language="en", rows=9)


def forget(run: Run) -> object:
    """Empty the cells of what is forgotten, by a clock of a later year."""
    later = replace(run, now=forgetting_desks.NOW)
    return forgetting.forget(later, forgetting_desks.BEFORE, language="en", clear=True)


COMMANDS = {
    "sync": Command(with_new_pieces, jobs.sync, tried_out=True),
    "sync-makes-tabs": Command(without_tabs, jobs.sync),
    "close": Command(synced, lambda run: jobs.close(run, MAY), tried_out=True),
    "reopen": Command(
        closed, lambda run: jobs.reopen(run, MAY), tried_out=True, is_refused_again=True
    ),
    "mend": Command(without_close, lambda run: mend(run, MAY), tried_out=True),
    "forget": Command(finished, forget),
    "probe": Command(untried, probe),
    "connect": Command(empty, connected),
    "connect-in-parts": Command(empty, connected, parts=PARTS),
    "copy": Command(empty_beside_another, copied_there),
    "copy-in-parts": Command(empty_beside_another, copied_there, parts=PARTS),
}


@pytest.fixture(autouse=True)
def small_desk(tmp_path, monkeypatch):
    """A desk of few rows, whose papers are in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name, value in {**FEW_ROWS, **FEW_NUMBERS}.items():
        monkeypatch.setattr(name, value)
    yield
    emulator().mend()


@pytest.mark.parametrize("name", COMMANDS)
def test_run_again_the_end_is_the_same(name, monkeypatch):
    """Whatever fails, before or after Google did it, at whichever request; only a refusal stops a command."""
    command = COMMANDS[name]
    if command.parts:
        monkeypatch.setattr("backoffice.books.google.batching.MAX_BYTES", command.parts)
    with gently():
        desk = command.desk()
        requests = undisturbed(command, desk)[1]
    circumstances = circumstances_of(command)
    is_in_sample = sampler(len(circumstances) * requests * len(FAILURES))
    ends, wrong, alike, played, met = [], {}, {}, 0, 0
    for google, is_tried_out in circumstances:
        where = f"{name}/{google}{'-tried-out' * is_tried_out}"
        if ONLY and not fnmatchcase(where, "/".join(ONLY.split("/")[:2])):
            continue
        with gently():
            key = on_google_that(google, desk, is_tried_out)
            end = undisturbed(command, key)[0]
        ends.append(end)
        each = EachRequest(
            key,
            is_chosen=partial(
                is_chosen, where, is_in_sample, {} if is_tried_out else alike, {*GOOGLE[google]}
            ),
            command=partial(first_run, command, key, seen(key), end),
            again=partial(second_run, command, key, end),
        )
        each.play()
        wrong |= {f"{where}/{failure}": report for failure, report in each.wrong.items()}
        played, met = played + each.played, met + each.met
        if google == "as-assumed":
            alike = each.asked
        emulator().delete_for_ever(key)

    print(f"{name}: of {met} failures {played} were played, {len(wrong)} were wrong")
    assert {} == wrong
    assert [visible(ends[0])] * len(ends) == [*map(visible, ends)]
    assert played


def circumstances_of(command):
    """Return what Google does, and whether that was tried out before: all, or some in turns."""
    every = [(google, False) for google in GOOGLE]
    if command.tried_out:
        every += [(google, True) for google in GOOGLE if google != "as-assumed"]
    if THOROUGH or ONLY:
        return every
    return every[[*COMMANDS.values()].index(command) :: len(GOOGLE)]


def sampler(count, wanted=13):
    """Return what says of one failure after the other whether it is played: of `count` about `wanted`."""
    step = max(count // wanted, 1)
    while step % 2 == 0 or step % 11 == 0:  # else some kinds of failure never come
        step += 1
    turns = iter(range(10**9))
    return lambda: THOROUGH or next(turns) % step == 0


def on_google_that(google, desk, is_tried_out):
    """Return the key of a copy of a desk where Google does otherwise, and that was tried out or not."""
    key = copied(emulator(), desk)
    emulator().behave(key, **GOOGLE[google])
    if is_tried_out:
        probe(run_on(key))
    return key


def is_chosen(where, is_in_sample, alike, google, failure):
    """Return whether a failure is played.

    A run that asked nothing (`alike`) about what Google does otherwise here (`google`) is not played again.
    """
    if ONLY:
        return fnmatchcase(f"{where}/{failure}", ONLY)
    return is_in_sample() and google <= alike.get(failure, google)


def undisturbed(command, desk):
    """Return what is seen after a command without any failure, and the number of its requests."""
    key = copied(emulator(), desk)
    emulator().requests.clear()
    command.run(run_on(key))
    requests = len(emulator().requests)
    end = seen(key)
    emulator().delete_for_ever(key)
    return end, requests


def first_run(command, key, before, end, failure):
    """Run a command that may meet a failure; return what is wrong with how it ends."""
    try:
        command.run(run_on(key))
    except BookUnavailableError as error:
        if failure() is None or failure().kind not in REFUSING:
            return f"stopped: {error}"
    has_key = failure() is None or failure().kind != "401"
    if has_key and SCRATCH in emulator().staff(key).tabs:
        return "a scratch tab is left"
    now = seen(key)[TRIED]
    if now not in (None, before[TRIED], end[TRIED]):
        return f"taken for something that Google does: {now}"
    return ""


def second_run(command, key, end):
    """Run a command again, without a failure; return what is wrong with how it ends."""
    try:
        command.run(run_on(key))
    except RefusedError:
        if not command.is_refused_again:
            raise
    again = seen(key)
    return "".join(
        f"{part}: {end.get(part)} expected, {again.get(part)} found"
        for part in sorted(end.keys() | again.keys())
        if end.get(part) != again.get(part)
    )


NOTES, TRIED = "notes", "tried out"


def seen(key):
    """Return the state of a sheet as far as people and runs see it, and what was found out about Google."""
    metadata = emulator().staff(key).book.metadata
    tried, notes = read_record(metadata), Counter(note["metadataKey"] for note in metadata)
    return state_of(emulator(), key) | {
        TRIED: tried and (tried.differing, tried.locks, tried.may_close),
        NOTES: notes - Counter({VERSION_KEY: notes[VERSION_KEY], RECORD_KEY: 1}),
    }


def visible(end):
    """Return the part of an end that is the same whatever Google does."""
    return {name: part for name, part in end.items() if name not in (TRIED, NOTES)}
