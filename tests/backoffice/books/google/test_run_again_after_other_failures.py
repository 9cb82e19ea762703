"""Every failure at every request of a command, whatever Google does about numbers and names in use.

Run again the end is the same, and nothing is there twice.  sync, close and reopen are in
`test_failures` and `test_two_locks`; here are the commands that make tabs, mend, copy and try out.
Each command meets each kind of failure once (those that take long every third), the other circumstances
take turns; THOROUGH=1 plays all.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from itertools import product

import pytest

from backoffice import jobs
from backoffice.jobs.connecting import connect
from backoffice.jobs.copying import copy
from backoffice.jobs.mending import mend
from backoffice.jobs.probing import probe
from backoffice.messages.errors import BackofficeError
from backoffice.sheet.headings import DERIVED_TABS
from tests.backoffice.books.google.job_desks import NUMBERS, TICKETS, run_on
from tests.backoffice.books.google_desks import HANG, Clock, copied, emulator, new_desk, state_of
from tests.backoffice.desks import MAY, POLICY
from tests.emulator.behaviour import InUse
from tests.emulator.failures import KINDS
from tests.selection import THOROUGH

HOWS = [
    {},
    *({"ids": how} for how in InUse if how is not InUse.INVALID),
    *({"titles": how} for how in InUse if how not in (InUse.INVALID, InUse.REPLACED)),
]
"""What Google may do about a number or a name in use."""

FAILURES = [*product(HOWS, ("before", "after"), KINDS)]


def synced():
    """Return the key of a desk that was set up, synced and tried out."""
    key = new_desk(emulator(), policy=POLICY.undated, numbers=NUMBERS, tickets=TICKETS)
    jobs.start(run_on(key))
    probe(run_on(key))
    return key


def without_close():
    """Return the key of a desk that lost a close of which there are papers."""
    key = synced()
    jobs.papers(jobs.close(run_on(key), MAY).desk, MAY, None)
    for tab in ("Batches", "Log"):
        emulator().staff(key).clear(tab, "A2:Z400")
    return key


def without_tabs():
    """Return the key of a desk of which three tabs were deleted."""
    key = synced()
    for tab in DERIVED_TABS:
        emulator().staff(key).delete_tab(tab.value.en)
    return key


def empty():
    """Return the key of a sheet as its owner makes and shares it."""
    return emulator().new_spreadsheet("Desk")


COMMANDS = {
    "mend": (without_close, lambda run: mend(run, MAY)),
    "sync that makes tabs again": (without_tabs, jobs.sync),
    "copy": (empty, lambda run: copy(run_on(before("source")), run)),
    "connect": (empty, lambda run: connect(run, language="en", rows=100)),
    "doctor --probe": (synced, probe),
    "source": (synced, None),
}


SLOW = ("copy", "connect")
"""Commands that write all cells of a desk."""


@cache
def before(command):
    """Return the key of a sheet on which a command has something to do; it is never written."""
    return COMMANDS[command][0]()


def done(command, key, clock=None):
    """Run a command on a sheet; return what people and runs see of it afterwards."""
    COMMANDS[command][1](run_on(key, clock))
    return seen(key)


def seen(key):
    """Return the state of a sheet as far as people and runs see it."""
    return {name: part for name, part in state_of(emulator(), key).items() if name != "version"}


@cache
def expected(command):
    """Return what is seen after a command without any failure, and the number of its requests."""
    key = copied(emulator(), before(command))
    emulator().requests.clear()
    state = done(command, key)
    return state, len(emulator().requests)


@pytest.fixture(autouse=True)
def papers_elsewhere(tmp_path, monkeypatch):
    """Papers of a Google desk are in the current folder."""
    monkeypatch.chdir(tmp_path)
    yield
    emulator().mend()


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "source"])
def test_run_again_the_end_is_the_same(command):
    """Whatever fails, before or after Google did it, at whichever request."""
    end, requests = expected(command)
    for how, when, kind, at in cases(requests, 3 if command in SLOW else 1):
        key = copied(emulator(), before(command))
        emulator().behave(key, **how)
        emulator().fail(kind, at=at, when=when, times=3 if kind == "401" else 1)
        with suppress(BackofficeError):
            done(command, key, Clock(silence=HANG) if kind == "hang" else None)
        emulator().mend()

        assert end == done(command, key), (how, when, kind, at)


def cases(requests, step):
    """Yield failures with the request that fails: all, or every `step` kind once and all else in turns."""
    if THOROUGH:
        for (how, when, kind), at in product(FAILURES, range(1, requests + 1)):
            yield how, when, kind, at
        return
    for turn, kind in list(enumerate(KINDS))[::step]:
        at = 1 + (turn * requests) // len(KINDS)
        yield HOWS[turn % len(HOWS)], ("after", "before")[turn % 2], kind, at
