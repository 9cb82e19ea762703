"""A sheet that lost a close: nothing is closed until it is back, or mended from the papers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.workbook.journal import journal_path, read_journal
from backoffice.jobs.connecting import connect
from backoffice.jobs.lost_closes import lost_closes, with_lost_closes
from backoffice.jobs.mending import mend, plan_mend
from backoffice.jobs.setting_up import first_numbers
from backoffice.messages.errors import BookUnavailableError, RefusedError
from backoffice.sheet.headings import Tab
from tests.backoffice.books.google_desks import emulator, on, state_of
from tests.backoffice.books.google_desks import new_desk as google_desk
from tests.backoffice.desks import (
    APPROVED,
    JUNE,
    MAY,
    NOW,
    POLICY,
    QUOTED,
    rows_of,
    run_of,
    run_on,
    workbook_at,
)

TICKETS = [APPROVED, APPROVED | {"piece": "Chain", "name": "Emma"}, QUOTED]


@pytest.fixture
def desk(tmp_path):
    """A workbook with pieces to send, as a run on it."""
    run = run_on(workbook_at(tmp_path / "desk.xlsx", *TICKETS))
    jobs.start(run)
    return run


def closed(run, month=MAY):
    """Close a month and make its papers beside the book."""
    jobs.papers(jobs.close(run, month).desk, month, None)
    return run


def close_then_restore(run):
    """Close May, make its papers, and put the workbook of before in its place, without a journal."""
    path = run.book.folder / "desk.xlsx"
    older = path.read_bytes()
    closed(run)
    newer = path.read_bytes()
    path.write_bytes(older)
    journal_path(path).unlink()
    return newer


def contents(run):
    """Return the rows of Batches, and of Log without what tells when."""
    return rows_of(run, Tab.BATCHES), [
        {key: row[key] for key in ("month", "mark", "record")}
        for row in rows_of(run, Tab.LOG)
        if row["mark"] == "202605"
    ]


@pytest.mark.parametrize(
    "job",
    [
        lambda run: jobs.plan(run, MAY),
        lambda run: jobs.close(run, MAY),
        lambda run: jobs.close(run, JUNE),
        jobs.sync,
        lambda run: jobs.reopen(run, MAY),
        lambda run: jobs.papers(jobs.read_desk(run), MAY, None),
    ],
    ids=["rehearse", "close", "close next", "sync", "reopen", "papers"],
)
def test_papers_without_their_close_stop_everything(desk, job):
    """The month is named, what says that it was closed, and both ways out."""
    close_then_restore(desk)
    before = (desk.book.folder / "desk.xlsx").read_bytes()
    late = replace(desk, now=NOW.replace(month=7))

    with pytest.raises(RefusedError) as refused:
        job(late)

    for words in ("2026-05", str(desk.book.folder / "papers" / "2026-05"), "Version history"):
        assert words in str(refused.value)
    assert "backoffice mend 2026-05" in str(refused.value)
    assert "backoffice mend 2026-05" in refused.value.in_("ja")
    assert before == (desk.book.folder / "desk.xlsx").read_bytes()


def test_mending_writes_back_what_was_there(desk):
    """Rows, record and papers are those of the close, to the byte; a rehearsal or a second time writes nothing."""
    newer = close_then_restore(desk)
    order = desk.book.folder / "papers" / "2026-05" / "workshop-order-2026-05.xlsx"
    sent, older = order.read_bytes(), (desk.book.folder / "desk.xlsx").read_bytes()
    planned = plan_mend(desk, MAY)
    assert older == (desk.book.folder / "desk.xlsx").read_bytes()
    done = mend(desk, MAY)
    was = desk.book.folder / "was" / "desk.xlsx"
    was.parent.mkdir()
    was.write_bytes(newer)

    assert contents(replace(desk, book=open_book(was))) == contents(desk)
    assert ["R-00101", "R-00102"] == [piece.ticket for piece in planned.pieces]
    assert planned.pieces == done.pieces
    assert ["Batches", "Log"] == [tab for tab in done.wrote if tab in ("Batches", "Log")]
    made = jobs.papers(jobs.read_desk(desk), MAY, None)
    assert (sent, []) == (order.read_bytes(), list(made.other_papers))
    assert ((), None) == (mend(desk, MAY).wrote, mend(desk, MAY).source)
    assert jobs.close(desk, MAY).again
    assert "mend" == rows_of(desk, Tab.LOG)[-1]["command"]


def test_an_older_workbook_is_mended_though_its_journal_knows_more(desk):
    """Nobody is told to close it again; written back, the desk works again."""
    path = desk.book.folder / "desk.xlsx"
    older = path.read_bytes()
    closed(desk)
    path.write_bytes(older)
    for job in (
        jobs.plan,
        jobs.reopen,
        lambda run, month: jobs.papers(jobs.read_desk(run), month, None),
    ):
        with pytest.raises(RefusedError, match="journal beside the workbook"):
            job(desk, MAY)
    with pytest.raises(BookUnavailableError, match="backoffice restore newest"):
        jobs.close(desk, MAY)
    mend(desk, MAY)

    assert {"2026-05": "2"} == dict(read_journal(path).closed)
    assert jobs.close(desk, MAY).again
    assert (path.with_name("desk.versions") / "newest.xlsx").exists()
    assert "newest-2.xlsx" == read_journal(path).copy


def test_a_damaged_or_missing_record_is_said(desk):
    """Papers of which the page was lost cannot be mended from; the version history is left."""
    close_then_restore(desk)
    (desk.book.folder / "papers" / "2026-05" / "workshop-order-2026-05.html").write_text("<p>")

    with pytest.raises(RefusedError, match="2026-05 cannot be mended"):
        mend(desk, MAY)
    with pytest.raises(RefusedError, match="cannot be mended"):
        jobs.sync(desk)


def test_papers_elsewhere_are_named(desk, tmp_path):
    """`--papers FOLDER` finds a record that is not beside the book."""
    close_then_restore(desk)
    (desk.book.folder / "papers" / "2026-05").rename(tmp_path / "order")

    assert [] == lost_closes(jobs.read_desk(desk))
    assert 2 == len(mend(desk, MAY, tmp_path / "order").pieces)


def test_a_month_that_was_reopened_is_not_lost(desk):
    """Its papers stay in their folder; closed anew and lost then, it is."""
    closed(desk)
    jobs.reopen(desk, MAY)

    assert [] == lost_closes(jobs.read_desk(desk))
    with pytest.raises(RefusedError, match="not missing"):
        mend(desk, MAY)


def test_papers_of_another_desk_are_no_alarm(desk, tmp_path):
    """Two books in one folder share the folder of papers; numbers alone say nothing."""
    closed(desk)
    other = run_of(APPROVED | {"piece": "Brooch", "price": 5000}, APPROVED | {"piece": "Watch"})
    other.book.folder = desk.book.folder

    assert [] == lost_closes(jobs.read_desk(other))
    jobs.close(other, MAY)


def test_cleared_batches_and_log_are_an_alarm_by_the_stages_in_quotes():
    """No papers, no note: pieces at the workshop say that their month was closed."""
    run = run_of(*TICKETS)
    jobs.close(run, MAY)
    for tab in (Tab.BATCHES, Tab.LOG):
        del run.book.grid(tab)[1:]
    run.book.save()

    with pytest.raises(RefusedError, match="Quotes shows pieces"):
        jobs.close(run, MAY)


@pytest.mark.parametrize("tab", [Tab.BATCHES, Tab.LOG])
def test_one_of_both_cleared_is_written_again_from_the_other(tab):
    """`sync` restores it; the month stays closed."""
    run = run_of(*TICKETS)
    jobs.close(run, MAY)
    before = contents(run)
    del run.book.grid(tab)[1:]
    run.book.save()
    jobs.sync(run)

    assert before == contents(run)
    assert jobs.close(run, MAY).again


def test_a_record_that_was_damaged_together_with_its_rows_is_an_alarm(desk):
    """Log says closed, but nobody knows what was sent: the papers do."""
    run = run_of(*TICKETS)
    run.book.folder = desk.book.folder
    closed(run)
    del run.book.grid(Tab.BATCHES)[1:]
    run.book.grid(Tab.LOG)[-1][-1] = "damaged"
    run.book.save()
    with pytest.raises(RefusedError, match="their copy is damaged"):
        jobs.close(replace(run, now=NOW.replace(month=7)), JUNE)
    mend(run, MAY)

    assert ["R-00101", "R-00102"] == [row["ticket"] for row in rows_of(run, Tab.BATCHES)]
    assert [] == lost_closes(jobs.read_desk(run))
    jobs.sync(run)


def test_check_names_it_too(desk):
    """Reading goes on; the first problem is the lost close."""
    close_then_restore(desk)
    problem = with_lost_closes(jobs.read_desk(desk)).problems[0]

    assert ("close-lost", MAY) == (problem.code, problem.month)
    assert "backoffice mend 2026-05" in problem.message("en")


def shared(tmp_path, monkeypatch):
    """Return the key of a synced Google Sheet and a run on it; papers go to a folder of the test."""
    monkeypatch.chdir(tmp_path)
    key = google_desk(
        emulator(), policy=POLICY.undated, numbers=first_numbers(110), tickets=TICKETS
    )
    run = run_on(on(emulator(), key))
    jobs.start(run)
    return key, run


def clear(key):
    """Clear Batches and Log, as the owner may."""
    for tab in ("Batches", "Log"):
        emulator().staff(key).clear(tab, "A2:Z400")


@pytest.mark.parametrize(
    ("restored", "trace"),
    [(None, "invisible note"), (False, "invisible note"), (True, "its papers are in")],
    ids=["cleared", "restored, notes stay", "restored, notes too"],
)
def test_a_google_sheet_is_mended(tmp_path, monkeypatch, restored, trace):
    """Nothing is written before; afterwards month, rows and note are as they were, and it is once."""
    key, run = shared(tmp_path, monkeypatch)
    version = emulator().version(key)
    before = contents(closed(run))
    clear(key) if restored is None else emulator().restore(key, version, notes=restored)
    lost = state_of(emulator(), key)
    for job in (jobs.sync, lambda run: jobs.close(run, MAY), lambda run: connect(run, **NEW)):
        with pytest.raises(RefusedError, match=trace):
            job(run)
    assert lost == state_of(emulator(), key)
    mend(run, MAY)

    assert before == contents(run)
    assert {202605} == run.book.read().month_notes
    assert jobs.close(run, MAY).again
    assert ((), None) == (mend(run, MAY).wrote, mend(run, MAY).source)
    jobs.sync(run)


NEW = {"language": "en", "rows": 100}


def test_two_who_mend_at_once_write_once(tmp_path, monkeypatch):
    """The second one's write is refused; it reads again and finds nothing missing."""
    key, run = shared(tmp_path, monkeypatch)
    closed(run)
    clear(key)
    others = []

    def meanwhile(request):
        if request.name.endswith(".batchUpdate") and not others:
            others.append(True)
            mend(replace(run, book=on(emulator(), key)), MAY)

    emulator().between(meanwhile)
    done = mend(run, MAY)
    emulator().between(None)

    assert () == done.wrote
    assert 1 == sum(row["command"] == "mend" for row in rows_of(run, Tab.LOG))


LOST = {
    "Log deleted": lambda staff: staff.delete_tab("Log"),
    "all but Tickets deleted": lambda staff: [
        staff.delete_tab(name) for name in staff.tabs if name != "Tickets"
    ],
    "Tickets renamed": lambda staff: staff.rename_tab("Tickets", "Repairs"),
    "Tickets renamed, the others deleted": lambda staff: [
        staff.rename_tab("Tickets", "Repairs"),
        *(staff.delete_tab(name) for name in staff.tabs if name != "Repairs"),
    ],
}


@pytest.mark.parametrize("lose", LOST.values(), ids=LOST)
def test_connecting_a_sheet_that_lost_a_tab_keeps_the_sheet(tmp_path, monkeypatch, lose):
    """No new sheet is advised, and none made, while this one holds tickets: the tab is brought back."""
    key, run = shared(tmp_path, monkeypatch)
    lose(emulator().staff(key))
    before = state_of(emulator(), key)
    with pytest.raises(BookUnavailableError, match="Go on in this sheet") as refused:
        connect(run, **NEW)

    assert "lacks" in str(refused.value)
    assert "new" not in str(refused.value)
    assert before == state_of(emulator(), key)
