"""Tabs that somebody deleted are made again by the next run where that is possible; nothing else changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from backoffice import jobs
from backoffice.messages.errors import (
    BackofficeError,
    BookUnavailableError,
    LayoutError,
    RefusedError,
)
from backoffice.sheet.headings import DERIVED_TABS, Tab
from tests.backoffice.desks import MAY, codes_of
from tests.contracts.edited_desks import InFile, InMemory, OnGoogle, run_on


@pytest.fixture
def language():
    return "en"


@pytest.fixture(params=[InFile, OnGoogle, InMemory])
def desk(request, tmp_path, language):
    """A desk that was synced, with a tab of staff's own."""
    return synced(request.param, language).copied(tmp_path / "copy")


@cache
def synced(kind, language):
    """Return a desk of which tests take copies."""
    desk = kind(Path(mkdtemp()), language)
    jobs.start(run_on(desk))
    desk.add("Ours")
    return desk


def rows(desk, tab, language):
    return [list(row) for row in desk.book.read().sheets[tab.value.in_(language)].rows]


def own_order(desk):
    """Return the desk's tabs in their order."""
    return [name for name in desk.tabs() if name != "Ours"]


@pytest.mark.parametrize(
    ("language", "deleted"),
    [("en", [Tab.TO_FIX]), ("en", [Tab.QUOTES]), ("ja", DERIVED_TABS)],
    ids=["one", "quotes", "all"],
)
def test_a_deleted_tab_is_made_again_where_it_was(desk, language, deleted):
    """With its headings and rows, in the order of the tabs; Tickets and staff's own stay."""
    before, order = {tab: rows(desk, tab, language) for tab in Tab}, own_order(desk)
    for tab in deleted:
        desk.delete(tab.value.in_(language))

    done = jobs.sync(run_on(desk))

    assert {tab.value.in_(language) for tab in deleted} <= set(done.wrote)
    same = (Tab.TICKETS, Tab.BATCHES, *(() if Tab.QUOTES in deleted else (Tab.QUOTES,)))
    assert [before[tab] for tab in same] == [rows(desk, tab, language) for tab in same]
    for tab in deleted:
        assert before[tab][0] == rows(desk, tab, language)[0]
    if Tab.QUOTES in deleted:
        kept = [row[:16] for row in before[Tab.QUOTES]]
        assert kept == [row[:16] for row in rows(desk, Tab.QUOTES, language)]
    assert order == own_order(desk)
    assert not jobs.sync(run_on(desk)).wrote


def test_what_quotes_alone_knew_is_said_until_people_have_compared(desk, language):
    """Also by the runs after the one that made it again; nothing is closed before."""
    desk.delete(Tab.QUOTES.value.in_(language))
    assert "quotes-deleted" in codes_of(jobs.read_desk(run_on(desk)))

    jobs.sync(run_on(desk))
    jobs.sync(run_on(desk))

    assert ["quotes-lost"] == codes_of(jobs.read_desk(run_on(desk)))
    assert 2 == len(jobs.plan(run_on(desk), MAY).plan.pieces)
    with pytest.raises(RefusedError, match="--compared"):
        jobs.close(run_on(desk), MAY)
    assert jobs.close(run_on(desk), MAY, compared=True).wrote
    assert [] == codes_of(jobs.read_desk(run_on(desk)))


@pytest.mark.parametrize("desk", [InFile, OnGoogle], indirect=True)
def test_quotes_and_log_emptied_before_the_first_close_are_noticed(desk, language):
    """Notes of the sheet say that a run wrote it, and so does the journal beside a file; nothing is closed."""
    desk.empty(Tab.QUOTES.value.en)
    desk.empty(Tab.LOG.value.en)

    if isinstance(desk, InFile):
        with pytest.raises(BookUnavailableError, match="an older copy"):
            jobs.sync(run_on(desk))
    else:
        jobs.sync(run_on(desk))
        assert ["quotes-lost"] == codes_of(jobs.read_desk(run_on(desk)))
    with pytest.raises(BackofficeError):
        jobs.close(run_on(desk), MAY)


def test_a_renamed_tab_is_not_made_twice(desk, language):
    """Its headings give it away; nothing is written."""
    name = Tab.QUOTES.value.in_(language)
    desk.rename(name, "Old")
    before = desk.book.read()

    for job in (jobs.sync, lambda run: jobs.plan(run, MAY)):
        with pytest.raises(LayoutError, match="“Old” has its headings"):
            job(run_on(desk))

    assert before == desk.book.read()


@pytest.mark.parametrize("tab", [Tab.TICKETS, Tab.BATCHES, Tab.LOG])
def test_a_tab_that_nothing_knows_is_brought_back_by_people(desk, language, tab):
    """The sentence says how; nothing is written."""
    desk.delete(tab.value.in_(language))
    before = desk.book.read()

    with pytest.raises(LayoutError, match="Version history"):
        jobs.sync(run_on(desk))

    assert before == desk.book.read()
