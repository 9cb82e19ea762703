"""Closing a month, interrupted at any moment: the old state or the new one, and once only."""

from __future__ import annotations

import errno
import io
import shutil
import time
from multiprocessing import get_context
from operator import sub

import openpyxl
import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.sheet.marks import mark_of
from tests.backoffice import closing_processes
from tests.backoffice.desks import MAY
from tests.backoffice.faulty_system import Faults
from tests.selection import THOROUGH

WHILE_READING, WHILE_WRITING = (30, 170) if THOROUGH else (6, 48)


@pytest.fixture(scope="module")
def processes():
    """Processes that begin with everything imported, so a kill costs little."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.backoffice.preloaded_close"])
    return context


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """The workbook before the close."""
    path = tmp_path_factory.mktemp("before") / "desk.xlsx"
    closing_processes.make_desk(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def closed(tmp_path_factory, before):
    """The workbook after a close that nobody disturbed."""
    path = tmp_path_factory.mktemp("closed") / "desk.xlsx"
    path.write_bytes(before)
    assert 3 == len(jobs.close(closing_processes.run_on(path), MAY).plan.pieces)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path, before):
    """A workbook to close, alone in its folder."""
    return fresh(tmp_path / "desk" / "desk.xlsx", before)


def fresh(path, before):
    """Put the book back as it was before the first close, with nothing beside it."""
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    path.write_bytes(before)
    return path


def test_the_closed_workbook_holds_one_batch(closed, tmp_path):
    """What the tests below compare with is what a close should be."""
    (tmp_path / "desk.xlsx").write_bytes(closed)
    sheets = open_book(tmp_path / "desk.xlsx").read().sheets

    batch = [row[:2] for row in sheets["Batches"].rows[1:]]
    assert [["2026-05", f"R-0010{n}"] for n in (1, 2, 3)] == batch
    assert ["init", "close"] == [row[3] for row in sheets["Log"].rows[1:]]


def check_state(path, before, closed, close=None):
    """Check that the book is the old or the new one; run again; return whether it was the new one."""
    left = path.read_bytes()
    assert left in (before, closed), "between the old state and the new one"
    in_sight = {entry.name for entry in path.parent.glob("[!.]*")}
    assert {"desk.xlsx", "desk.versions"} >= in_sight, "something half-written is in sight"

    if close:
        close()
    else:
        assert (left == closed) == jobs.close(closing_processes.run_on(path), MAY).again

    assert closed == path.read_bytes()
    assert {"desk.xlsx", "desk.versions", ".desk.xlsx.lock"} >= {
        entry.name for entry in path.parent.iterdir()
    }
    return left == closed


def test_a_close_killed_while_reading_changes_nothing(processes, path, before, closed):
    """Killed before it writes, a close leaves the folder as it was, to the byte."""
    for at in range(WHILE_READING + 1):
        steps, sender = processes.Pipe(duplex=False)
        child = processes.Process(target=closing_processes.close, args=(path, sender))
        child.start()
        sender.close()
        begun = [steps.recv()]
        if at == 0:  # measure
            child.join()
            begun += [steps.recv() for _ in range(3)]
            took = begun[-1][1] - begun[0][1]
            fresh(path, before)
            continue
        while time.monotonic() < begun[0][1] + 0.9 * took * at / WHILE_READING:
            pass
        child.kill()
        child.join()

        if steps.poll() and path.read_bytes() == closed:  # the machine was faster this time
            fresh(path, before)
        assert before == path.read_bytes()

    assert closed != path.read_bytes()


def test_a_close_killed_while_writing_happens_once(processes, path, before, closed):
    """Killed many times between the first touch and the last, and run again: one batch, the same.

    Run again is a close from its beginning every fourth time and wherever the book has changed; else
    it is one that had read the same bytes before, which saves a tenth of a second.
    """
    ours, theirs = processes.Pipe()
    child = processes.Process(target=closing_processes.close_often, args=(path, theirs))
    child.start()

    def finish():
        ours.send(None)
        _, was_killed = ours.recv()
        assert not was_killed

    try:
        hits = []
        for order in moments(ours, path, before):
            ours.send(order)
            _, was_killed = ours.recv()
            same = len(hits) % 4 and path.read_bytes() == before
            again = check_state(path, before, closed, finish if same else None)
            hits.append((was_killed, again))
            if len(hits) % 20 == 0:
                openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
            fresh(path, before)
    finally:
        child.kill()
        child.join()

    assert WHILE_WRITING == len(hits)
    assert hits.count((True, False)) >= WHILE_WRITING // 6, (
        "too few kills before the new book was in place"
    )
    assert hits.count((True, True)) >= WHILE_WRITING // 20, (
        "too few kills after the new book was in place"
    )


def moments(ours, path, before):
    """Return moments of one write: some in each gap between two calls of the system."""
    measured = []
    for _ in range(3):
        ours.send(None)
        calls, was_killed = ours.recv()
        assert not was_killed
        fresh(path, before)
        measured.append([0.0, *calls, calls[-1] + 0.001])
    gaps = [
        min(gap) for gap in zip(*(map(sub, times[1:], times) for times in measured), strict=True)
    ]
    per_gap = WHILE_WRITING / len(gaps)
    return [
        (int(at / per_gap), gaps[int(at / per_gap)] * 1.2 * (at % per_gap) / per_gap)
        for at in range(WHILE_WRITING)
    ]


def write(path, changes, faults):
    """Write what closing May writes; return what stopped it."""
    return faults.during(lambda: open_book(path).write(changes, once=mark_of(MAY)))


def changes_of(path, before):
    """Return what closing May writes into the book at `path`."""
    run = closing_processes.run_on(path)
    seen = []
    real = type(run.book).write

    def write(book, changes, *, once):
        seen.append(changes)
        real(book, changes, once=once)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(run.book), "write", write)
        jobs.close(run, MAY)
    fresh(path, before)
    return seen[0]


@pytest.mark.parametrize("turn", [0, 1] if THOROUGH else [0])
def test_a_close_that_fails_at_any_step_happens_once(path, before, closed, turn):
    """A full disk or Ctrl-C, in turns, at any call of the system leaves the old state or the new one."""
    errors = [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]
    changes = changes_of(path, before)
    with pytest.MonkeyPatch.context() as patch:
        faults = Faults(patch)
        write(path, changes, faults)
        calls = faults.calls
    assert closed == path.read_bytes()
    assert {"open", "fsync", "replace", "unlink"} <= set(calls)

    stopped, states = [], []
    for number in range(1, len(calls) + 1):
        fresh(path, before)
        with pytest.MonkeyPatch.context() as patch:
            error = errors[(number + turn) % 2]
            stopped.append(write(path, changes, Faults(patch, error, number)))
        if calls[number - 1] != "unlink":
            assert [] == [*path.parent.rglob(".*.tmp")], "a temporary file stays"
        states.append(check_state(path, before, closed))

    halted = [state for state, reason in zip(states, stopped, strict=True) if reason]
    assert halted == sorted(halted), "once in place, the new book stays"
    assert False in halted
    assert all(state for state, reason in zip(states, stopped, strict=True) if not reason)
