"""Tabs that a run makes again, and the run is killed on the way: the next run ends in the same state."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest

from backoffice import jobs
from backoffice.sheet.headings import DERIVED_TABS, Tab
from tests.contracts import test_earlier_books as earlier
from tests.contracts.edited_desks import InFile, OnGoogle, run_on
from tests.selection import THOROUGH

STEP = 1 if THOROUGH else 7


def without_tabs(kind, folder):
    """Return a desk of which all tabs were deleted that a run makes again."""
    desk = kind(folder, "en")
    jobs.start(run_on(desk))
    for tab in DERIVED_TABS:
        desk.delete(tab.value.en)
    return desk


def of_earlier_version(kind, folder):
    """Return a desk of an earlier version: tabs with other names and columns are taken over."""
    desk = object.__new__(kind)
    if kind is InFile:
        desk.path = folder / "desk.xlsx"
        earlier.in_workbook(folder, "en")
    else:
        desk.key = earlier.on_google(folder, "en").connection.key
    return desk


def rows(desk):
    """Return the rows of all tabs of the desk, by name."""
    return {name: [[*row] for row in sheet.rows] for name, sheet in desk.book.read().sheets.items()}


@pytest.mark.parametrize("make", [without_tabs, of_earlier_version])
@pytest.mark.parametrize("kind", [InFile, OnGoogle])
def test_killed_at_any_step_and_run_again_the_end_is_the_same(kind, make, tmp_path):
    """Before each call of the system, before and after each request: Tickets stay, nothing is there twice."""
    (tmp_path / "first").mkdir()
    first = make(kind, tmp_path / "first")
    tickets = rows(first)[Tab.TICKETS.value.en]
    undisturbed = first.copied(tmp_path / "undisturbed")
    jobs.sync(run_on(undisturbed))
    end = rows(undisturbed)
    states = []
    for at in range(1, 1000, STEP):
        desk = first.copied(tmp_path / f"killed at {at}")
        is_killed = desk.is_killed(partial(jobs.sync, run_on(desk)), at)
        states.append(rows(desk))
        assert tickets == states[-1][Tab.TICKETS.value.en], at
        jobs.sync(run_on(desk))

        assert end == rows(desk), at
        if not is_killed:
            break

    assert not jobs.sync(run_on(desk)).wrote
    writes = [state for before, state in pairwise(states) if state != before]
    assert end == states[-1], "the last run was not killed"
    assert WRITES[make] == len(writes), "nothing is half-written"


WRITES = {without_tabs: 2, of_earlier_version: 1}
"""Where rows of Quotes are lost, Log says so first."""
