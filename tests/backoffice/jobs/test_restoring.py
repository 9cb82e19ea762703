"""Bringing a kept version back: what staff typed as it was, closed months as they are, nothing lost."""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from backoffice import jobs
from backoffice.books.workbook import kept_versions as versions
from backoffice.books.workbook.journal import read_journal
from backoffice.books.workbook.kept_versions import versions_folder, versions_of
from backoffice.jobs.mending import mend
from backoffice.jobs.restoring import list_versions, plan_restore, restore
from backoffice.messages.errors import BookUnavailableError, RefusedError
from tests.backoffice.cli.workbooks import write_cell
from tests.backoffice.closing_processes import make_desk, run_on
from tests.backoffice.desks import MAY
from tests.backoffice.faulty_system import Faults


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A desk of four tickets, three of them ready to go, as `init` leaves it."""
    folder = tmp_path_factory.mktemp("made")
    make_desk(folder / "desk.xlsx")
    return folder


@pytest.fixture(scope="module")
def mistyped(tmp_path_factory, made):
    """The same after a sync, and after another that followed an accident in three rows."""
    path = shutil.copytree(made, tmp_path_factory.mktemp("mistyped") / "desk") / "desk.xlsx"
    write_cell(path, Tickets_C5="Brooch")
    jobs.sync(run_on(path))
    write_cell(path, Tickets_C2="oops", Tickets_B6="New customer", Tickets_C3="Bracelet")
    jobs.sync(run_on(path))
    return path.parent


@pytest.fixture
def path(tmp_path, made):
    return shutil.copytree(made, tmp_path / "desk") / "desk.xlsx"


@pytest.fixture
def retyped(tmp_path, mistyped):
    return shutil.copytree(mistyped, tmp_path / "retyped") / "desk.xlsx"


def names(path):
    return [each.name for each in list_versions(run_on(path))]


def pieces(path):
    return [row[2] for row in run_on(path).book.read().sheets["Tickets"].rows[1:6]]


def commands(path):
    return [row[3] for row in run_on(path).book.read().sheets["Log"].rows[1:]]


# ------------------------------------------------------------------ the list


def test_each_version_has_its_run_and_tickets(retyped):
    """The newest first: the copy of what the newest run wrote, then each state that a run replaced."""
    listed = list_versions(run_on(retyped))

    assert [("newest", "sync", 5), ("sync", 5), ("sync", 4), ("init", 4)] == [
        (each.name, each.command, each.tickets) if each.is_newest else (each.command, each.tickets)
        for each in listed
    ]
    assert {"Sato"} == {each.who for each in listed}


def test_times_are_those_of_the_shop(path, monkeypatch):
    """Names of files and of versions show shop time, to the second unless two are of the same."""

    class Clock(datetime):
        times = iter([datetime(2026, 6, 9, 23, 30, 5, 7), datetime(2026, 6, 9, 23, 30, 5, 8)])

        @classmethod
        def now(cls, tz=None):
            return next(cls.times).replace(tzinfo=ZoneInfo("UTC")).astimezone(tz)

    monkeypatch.setattr(versions, "datetime", Clock)
    jobs.close(run_on(path), MAY)

    assert "2026-06-10 08:30:05" == names(path)[-1]
    assert versions_of(path)[0].name.startswith("desk 2026-06-10 08.30.05.000007+0900 ")
    jobs.reopen(run_on(path), MAY)
    assert ["2026-06-10 08:30:05.000008", "2026-06-10 08:30:05.000007"] == names(path)[-2:]


def test_versions_of_an_earlier_release(path):
    """A name in universal time is listed in shop time, in its order."""
    old = versions_of(path)[0]
    old.rename(old.with_name(f"desk 20260601T003005.123456Z {old.name[-13:]}"))

    assert "2026-06-01 09:30:05" == names(path)[-1]


def test_a_version_that_cannot_be_read(retyped):
    """It is listed with the reason, and the others stay usable."""
    versions_of(retyped)[-1].write_bytes(b"")

    bad = list_versions(run_on(retyped))[1]

    assert bad.tickets is None
    assert "is empty" in bad.why.en
    assert plan_restore(run_on(retyped), names(retyped)[2])


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2026-06-09 14:30:05", 2),
        ("2026-06-09 14:30", 2),
        ("2026-06-09T14:30", 2),
        ("２０２６/6/9　14:30", 2),
        ("2026年6月9日 14:30", 2),
        ("14:30", 2),
        ("2026-06-10", 1),
        ("newest", 0),
        ("2026-06-09", "more than one"),
        ("09:00", "no version"),
        ("yesterday", "no version"),
    ],
)
def test_how_a_version_is_asked_for(retyped, asked, expected):
    """Its time, the beginning of it, or `newest`; what means none or several is refused with the names."""
    moments = ["2026-06-09 09.15.00", "2026-06-09 14.30.05", "2026-06-10 08.00.00"]
    for version, moment in zip(versions_of(retyped), moments, strict=True):
        version.rename(version.with_name(f"desk {moment}.000000+0900 {version.name[-13:]}"))

    if isinstance(expected, int):
        assert names(retyped)[expected] == plan_restore(run_on(retyped), asked).version.name
    else:
        with pytest.raises(RefusedError, match=expected) as refused:
            plan_restore(run_on(retyped), asked)
        assert "2026-06-09 14:30:05" in str(refused.value)


# ------------------------------------------------------------------ bringing one back


def test_the_plan_names_what_differs(retyped):
    """Tickets that are not in the version, and those with other entries; nothing is written."""
    before = retyped.read_bytes()

    plan = plan_restore(run_on(retyped), names(retyped)[2])

    differ = plan.missing, plan.back, plan.changed
    assert (["R-00105"], [], ["R-00101", "R-00102"]) == differ
    assert (5, 4, False) == (plan.before, plan.version.tickets, plan.done)
    assert before == retyped.read_bytes()


def test_tickets_are_as_they_were(retyped):
    """The accident is undone; the book as it was is a version, and comes back in the same way; Log goes on."""
    before, typed = retyped.read_bytes(), pieces(retyped)

    done = restore(run_on(retyped), names(retyped)[2])

    assert [*["Ring with three stones"] * 3, "Brooch", ""] == pieces(retyped)
    assert before == done.kept.read_bytes()
    assert not jobs.sync(run_on(retyped)).wrote
    restore(run_on(retyped), names(retyped)[1])
    assert typed == pieces(retyped)
    assert ["init", "sync", "sync", "restore", "restore"] == commands(retyped)


def test_a_version_in_which_a_tab_was_deleted(retyped):
    """The tab is made again with the rest."""
    file = openpyxl.load_workbook(retyped)
    file.remove(file["Quotes"])
    file.save(retyped)
    jobs.sync(run_on(retyped))

    restore(run_on(retyped), names(retyped)[1])

    quotes = [row[0] for row in run_on(retyped).book.read().sheets["Quotes"].rows[1:] if row[0]]
    assert ["R-00101", "R-00102", "R-00103", "R-00104"] == quotes[:4]
    assert not jobs.sync(run_on(retyped)).wrote


def test_a_month_closed_since_stays_closed(path):
    """Its pieces are in Batches with every cell, and nothing goes out a second time."""
    jobs.close(run_on(path), MAY)
    batches = run_on(path).book.read().sheets["Batches"].rows
    opened = names(path)[1]

    restore(run_on(path), opened)

    assert batches == run_on(path).book.read().sheets["Batches"].rows
    assert jobs.close(run_on(path), MAY).again
    assert {"2026-05": "2"} == read_journal(path).closed
    assert run_on(path).book.write_blocker() is None


def test_a_month_reopened_since_stays_open(path):
    """A version in which it was closed does not close it again."""
    jobs.close(run_on(path), MAY)
    jobs.reopen(run_on(path), MAY)

    restore(run_on(path), names(path)[1])

    assert [] == list(jobs.read_desk(run_on(path)).ledger.closed)
    assert jobs.close(run_on(path), MAY).wrote


def test_no_number_is_issued_twice(path):
    """Numbers that the docket pad had reached since are not issued again."""
    first = names(path)[1]
    write_cell(path, **{f"Tickets_B{row}": "Customer" for row in range(6, 30)})
    jobs.sync(run_on(path))
    issued = jobs.read_desk(run_on(path)).ledger.issued

    restore(run_on(path), first)

    desk = jobs.read_desk(run_on(path))
    assert (issued, 210) == (desk.ledger.issued, desk.rows.highest)


def test_an_older_copy_saved_over_the_book(path):
    """`newest` is what the message of the alarm asks for; what the older copy held is kept."""
    older = path.read_bytes()
    jobs.close(run_on(path), MAY)
    path.write_bytes(older)
    assert "backoffice restore newest" in run_on(path).book.write_blocker().en

    done = restore(run_on(path), "newest")

    assert older == done.kept.read_bytes()
    assert jobs.close(run_on(path), MAY).again
    assert run_on(path).book.write_blocker() is None


@pytest.mark.parametrize("damage", [None, b"", b"no workbook"], ids=["deleted", "empty", "damaged"])
def test_a_book_that_cannot_be_read(path, damage):
    """A deleted, empty or damaged book is a reason to go back; closed months are known from the newest copy."""
    jobs.close(run_on(path), MAY)
    opened = names(path)[1]
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)

    done = restore(run_on(path), opened)

    assert (None, damage) == (done.before, done.kept and done.kept.read_bytes())
    assert jobs.close(run_on(path), MAY).again


def test_a_close_that_no_version_knows(path):
    """It stays an alarm: nothing that is computed without it is written, and its papers mend it."""
    older = path.read_bytes()
    jobs.close(run_on(path), MAY)
    jobs.papers(jobs.read_desk(run_on(path)), MAY, None)
    path.write_bytes(older)
    (versions_folder(path) / "newest.xlsx").unlink()

    restore(run_on(path), names(path)[-1])

    assert {"2026-05": "2"} == read_journal(path).closed
    with pytest.raises(BookUnavailableError, match="2026-05"):
        jobs.close(run_on(path), MAY)
    assert mend(run_on(path), MAY).wrote
    assert jobs.close(run_on(path), MAY).again


def test_log_and_batches_cleared(path):
    """Tabs that somebody emptied are taken from the newest copy."""
    jobs.close(run_on(path), MAY)
    cells = [f"{column}{row}" for column in "ABCDEFGHIJKLMN" for row in (2, 3, 4)]
    write_cell(path, **{f"{tab}_{cell}": None for tab in ("Batches", "Log") for cell in cells})

    restore(run_on(path), "newest")

    assert jobs.close(run_on(path), MAY).again


# ------------------------------------------------------------------ what keeps it from being done


def test_an_open_book_is_left_alone(retyped):
    """The person who has it open is named, and nothing is written."""
    (retyped.parent / ".~lock.desk.xlsx#").write_text("Emma,e,h,d,f;")
    before = retyped.read_bytes()

    with pytest.raises(BookUnavailableError, match=r"Emma has desk\.xlsx open"):
        restore(run_on(retyped), names(retyped)[2])

    assert before == retyped.read_bytes()


def test_saved_in_between(retyped, monkeypatch):
    """Somebody who saves meanwhile is read again, and their save is what is kept."""
    run = run_on(retyped)
    asked, real, saves = names(retyped)[2], type(run.book).restore, [True]

    def late(book, *arguments, **options):
        if saves and saves.pop():
            write_cell(retyped, Tickets_B7="Came in late")
        return real(book, *arguments, **options)

    monkeypatch.setattr(type(run.book), "restore", late)
    done = restore(run, asked)

    assert ["R-00105", "R-00106"] == done.missing
    kept = run.book.read_version(replace(done.version.version, path=done.kept))
    assert "Came in late" == kept.sheets["Tickets"].rows[6][1]


def test_no_version_yet(path):
    """A book that no run has written to yet has none, in words."""
    shutil.rmtree(versions_folder(path))

    assert [] == list_versions(run_on(path))
    with pytest.raises(RefusedError, match="No version"):
        plan_restore(run_on(path), "14:30")


def put_back(path, book, beside):
    """Put the book and its versions back as they were."""
    path.write_bytes(book)
    for version in versions_folder(path).iterdir():
        version.unlink()
    for name, content in beside.items():
        (versions_folder(path) / name).write_bytes(content)


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=repr
)
def test_stopped_at_any_step(retyped, monkeypatch, error):
    """A full disk or Ctrl-C at any call of the system leaves the old book or the restored one, and the old one kept."""
    before, asked = retyped.read_bytes(), names(retyped)[2]
    beside = {p.name: p.read_bytes() for p in versions_folder(retyped).iterdir()}
    book, given, real = run_on(retyped).book, [], type(run_on(retyped).book).restore
    with monkeypatch.context() as patch:
        patch.setattr(
            type(book),
            "restore",
            lambda book, *a, **o: (given.append((a, o)), real(book, *a, **o))[1],
        )
        restore(run_on(retyped), asked)
    [(arguments, options)] = given
    restored = retyped.read_bytes()

    def stopped(faults):
        put_back(retyped, before, beside)
        return faults.during(lambda: book.restore(*arguments, **options))

    with monkeypatch.context() as patch:
        faults = Faults(patch)
        assert stopped(faults) is None
    assert {"open", "fsync", "replace", "unlink"} <= set(faults.calls)
    halted = []
    for number in range(1, len(faults.calls) + 1):
        with monkeypatch.context() as patch:
            reason = stopped(Faults(patch, error, number))
        left = retyped.read_bytes()
        halted += [left == restored] if reason else []
        assert left in (before, restored)
        assert before == left or before in [path.read_bytes() for path in versions_of(retyped)]
        assert reason or left == restored
        assert {"desk.xlsx", "desk.versions", ".desk.xlsx.lock"} >= {
            p.name for p in retyped.parent.iterdir()
        }

    assert halted == sorted(halted), "once in place, the restored book stays"
    assert False in halted
