"""An older copy that was saved over the book is noticed before anything is written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook import journal as journals
from backoffice.books.workbook.journal import journal_path, read_journal
from backoffice.books.workbook.kept_versions import versions_folder, versions_of
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.headings import Tab
from tests.backoffice.books.desks import NUMBERS, POLICY
from tests.backoffice.closing_processes import make_desk, run_on
from tests.backoffice.desks import MAY


@pytest.fixture
def path(tmp_path):
    """A desk that was synced once and has pieces to send."""
    make_desk(tmp_path / "desk.xlsx")
    return tmp_path / "desk.xlsx"


def refusal(path, job, *arguments):
    """Run a job on an older copy; return what is said, and prove that nothing was written."""
    before = path.read_bytes()
    with pytest.raises(BookUnavailableError) as refused:
        job(run_on(path), *arguments)
    assert before == path.read_bytes()
    return refused.value


def closed_then_older(path):
    """Close May, then save over it what was there before; return the bytes of the closed book."""
    older = path.read_bytes()
    jobs.close(run_on(path), MAY)
    newest = path.read_bytes()
    path.write_bytes(older)
    return newest


def test_a_month_is_not_closed_twice(path):
    """The missing month is named with its run, and the copy that has it.

    The older copy can be read; the check-up says what it lacks, as what keeps it from being written.
    """
    closed_then_older(path)

    error = refusal(path, jobs.close, MAY)

    assert "the closing of 2026-05 (run 2) is missing" in str(error)
    assert "2026-05 の締め（処理 2）がない" in error.in_("ja")
    for text in (str(error), error.in_("ja")):
        assert str(versions_folder(path) / "newest.xlsx") in text
        assert "backoffice restore newest" in text
    book = run_on(path).book
    assert Tab.TICKETS.value.en in book.read().sheets
    assert "2026-05" in book.write_blocker().en


@pytest.mark.parametrize(
    ("job", "is_closed"), [("close", False), ("reopen", True), ("sync", False)]
)
def test_no_command_writes_without_the_newest_run(path, job, is_closed):
    """An older copy that lacks no month is named by its run and time; also if nothing would be written."""
    states = [path.read_bytes()]
    jobs.close(run_on(path), MAY)
    states.append(path.read_bytes())
    jobs.reopen(run_on(path), MAY)
    path.write_bytes(states[is_closed])

    error = refusal(path, getattr(jobs, job), *[MAY] * (job != "sync"))

    assert "run 3 of 2026-06-10 09:30:00 is missing" in str(error)


def test_put_back_as_it_says(path):
    """The named copy is what the newest run wrote: with it as the book, the month is closed and a sync succeeds."""
    newest = closed_then_older(path)
    refusal(path, jobs.close, MAY)

    path.write_bytes((versions_folder(path) / "newest.xlsx").read_bytes())

    assert newest == path.read_bytes()
    assert jobs.close(run_on(path), MAY).again
    jobs.reopen(run_on(path), MAY)


def test_another_run_of_the_same_number(path, tmp_path):
    """A copy on which another machine ran meanwhile has the number but not the run."""
    older = path.read_bytes()
    jobs.close(run_on(path), MAY)
    other = tmp_path / "elsewhere" / "desk.xlsx"
    other.parent.mkdir()
    other.write_bytes(older)
    run = run_on(other)
    jobs.close(replace(run, now=run.now.replace(hour=20)), MAY)
    jobs.reopen(run_on(other), MAY)
    path.write_bytes(other.read_bytes())

    assert "the closing of 2026-05 (run 2) is missing" in str(refusal(path, jobs.close, MAY))


def test_staff_who_save_the_book_are_no_older_copy(path, monkeypatch):
    """What people type after a run changes nothing about it."""
    jobs.close(run_on(path), MAY)
    monkeypatch.setattr(journals, "version_of", lambda _: "another program packs the file anew")

    assert run_on(path).book.write_blocker() is None
    jobs.reopen(run_on(path), MAY)


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"run": 1}', "half"])
def test_without_a_journal_nothing_is_compared(path, content):
    """Somebody went back on purpose, or it cannot be read; the next run keeps one again."""
    closed_then_older(path)
    journal_path(path).unlink()
    if content is not None:
        journal_path(path).write_text(content)

    assert not jobs.close(run_on(path), MAY).again
    assert {"2026-05": "2"} == read_journal(path).closed


def test_without_its_copy_the_newest_state_is_named(path):
    """Where the copy was changed, the newest kept state that has everything is named; else none."""
    jobs.close(run_on(path), MAY)
    jobs.reopen(run_on(path), MAY)
    jobs.close(run_on(path), MAY)
    older = versions_of(path)[1].read_bytes()
    (versions_folder(path) / "newest.xlsx").write_bytes(b"opened and saved")
    state = versions_of(path)[-1]
    state.write_bytes(path.read_bytes())
    path.write_bytes(older)

    assert f'backoffice restore "{state.name}"' in str(refusal(path, jobs.close, MAY))
    state.unlink()
    error = refusal(path, jobs.close, MAY)
    assert f"No state in {versions_folder(path)} has it" in str(error)
    assert "バックアップ" in error.in_("ja")


def test_a_copy_that_somebody_changed_stays(path):
    """The script replaces its own copy of the newest state only while it is as written."""
    mine = versions_folder(path) / "newest.xlsx"
    mine.write_bytes(b"mine")

    jobs.close(run_on(path), MAY)

    assert b"mine" == mine.read_bytes()
    assert "newest-2.xlsx" == read_journal(path).copy
    assert path.read_bytes() == (versions_folder(path) / "newest-2.xlsx").read_bytes()


def test_a_disk_that_takes_no_journal(path, monkeypatch):
    """The month is closed all the same."""

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journals, "written_beside", full)

    assert jobs.close(run_on(path), MAY).wrote
    assert jobs.close(run_on(path), MAY).again


def test_a_new_book_beside_the_states_of_another(path):
    """A new book does not begin with the journal of one that was moved away."""
    path.rename(path.with_name("2026.xlsx"))

    with pytest.raises(BookUnavailableError, match="the earlier states of another book"):
        open_book(path).create(new_desk(POLICY, "en", NUMBERS))

    assert not path.exists()


def test_the_journal_is_readable(path):
    """It is small JSON with the run, the closed months and the hash of the file."""
    jobs.close(run_on(path), MAY)

    noted = json.loads(journal_path(path).read_text(encoding="utf-8"))
    assert ("2", {"2026-05": "2"}) == (noted["run"], noted["closed"])
    assert noted["digest"] == run_on(path).book.read().version
