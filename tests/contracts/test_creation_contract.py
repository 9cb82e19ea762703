"""A desk is created, exported, repaired and examined in the same way in every back end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from backoffice.books.changes import Changes
from backoffice.books.new_desks import TabContents, new_desk
from backoffice.jobs.copy_contents import differences
from backoffice.jobs.setting_up import check_setup_command
from backoffice.messages.errors import AlreadySetUpError, AlreadyWrittenError, RefusedError
from backoffice.sheet.headings import Tab
from tests.backoffice.books.desks import NUMBERS, POLICY, TYPED, log_row, logged
from tests.contracts.back_ends import EMPTY

NEW = new_desk(POLICY, "en", NUMBERS, TYPED)
NOTES = TabContents(
    tab=None,
    name="My notes",
    rows=[
        ["a", 1, True, "=1+1"],
        [date(2026, 6, 1), datetime.fromisoformat("2026-06-01T09:30:00"), 0.5],
    ],
)


@pytest.fixture(params=EMPTY)
def book(request, tmp_path):
    """A book without a desk."""
    return request.param(tmp_path)


def with_log(desk, *rows):
    """Return `desk` with rows in Log."""
    tabs = [
        replace(contents, rows=[*contents.rows, *rows]) if contents.tab is Tab.LOG else contents
        for contents in desk.tabs
    ]
    return replace(desk, tabs=tabs)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_desk_is_created_as_given(book, language):
    """All tabs are there in their order, and every cell has the value that was given."""
    desk = new_desk(POLICY, language, NUMBERS, TYPED)

    book.create(desk)

    assert book.exists()
    assert [contents.name for contents in desk.tabs] == list(book.read().sheets)
    assert [] == [*differences(desk.tabs, book.export().snapshot)]


def test_progress_ends_with_all_requests_done(book):
    """Where progress is reported, the last report says that everything is done."""
    reports = [(1, 1)]

    book.create(NEW, progress=lambda *report: reports.append(report))

    done, of = reports[-1]
    assert of == done


def test_a_desk_is_created_once(book):
    """A second creation is refused with `AlreadySetUpError`, and the book stays the same."""
    book.create(NEW)
    before = book.read()

    with pytest.raises(AlreadySetUpError):
        book.create(NEW)

    assert before == book.read()


def test_a_created_desk_can_be_written(book):
    """The first run on it makes another version."""
    book.create(NEW)
    before = book.read()

    book.write(Changes(read=before, tabs={Tab.TODAY: [["a", 1, "b"]]}), once=1)

    assert before.version != book.read().version
    assert ["a", 1, "b"] == list(book.read().sheets["Today"].rows[1])[:3]


def test_a_closed_month_stays_closed_in_a_created_desk(book):
    """The mark of a month that Log shows as closed cannot be used again until it is freed."""
    book.create(replace(with_log(NEW, log_row(202605)), closed_months=[202605]))

    with pytest.raises(AlreadyWrittenError):
        book.write(logged(book.read(), 202605), once=202605)
    book.write(logged(book.read(), 7, frees=202605), once=7)
    book.write(logged(book.read(), 202605), once=202605)


def test_an_export_has_the_cells_of_staffs_own_tabs(book):
    """Text, numbers, truth values and dates of other tabs come back with their types."""
    desk = replace(NEW, tabs=[*NEW.tabs, NOTES])

    book.create(desk)

    export = book.export()
    assert [] == [*differences(desk.tabs, export.snapshot)]
    assert [] == list(export.uncopied)
    assert "My notes" in book.read().sheets


def test_the_longest_text_is_kept(book):
    """A text of as many characters as the limits say comes back unchanged."""
    text = "長" * book.limits.text

    book.create(replace(NEW, tabs=[*NEW.tabs, replace(NOTES, rows=[[text]])]))

    assert text == book.export().snapshot.sheets["My notes"].rows[0][0]


def test_a_created_desk_needs_no_repair(book):
    """Settings and protections are right from the beginning."""
    book.create(NEW)

    assert [] == list(book.repair(POLICY, "en"))


def test_a_created_desk_passes_every_check(book):
    """All checks of the back end are in order once it was probed, and each has a name of its own."""
    book.create(NEW)
    book.probe(now=datetime.fromisoformat("2026-06-10T09:30:00"), version="1")

    diagnosis = book.diagnose(POLICY)
    checks = [
        *diagnosis.before_reading(), *diagnosis.after_reading(), *diagnosis.at_the_end()
    ]  # fmt: skip

    assert checks
    assert [] == [check for check in checks if not check.ok or check.stops]
    assert len(checks) == len({check.subject for check in checks})


def test_nothing_prevents_writing_a_created_desk(book):
    """No other program and no protection is in the way."""
    book.create(NEW)

    assert book.write_blocker() is None


def test_files_about_a_book_go_into_a_folder_that_exists(book):
    """Papers can be written there."""
    assert book.folder.is_dir()


def test_the_other_command_is_refused_with_the_right_one(book):
    """A book that ``connect`` sets up is refused by ``init``, and the other way round."""
    other = {"init": "connect", "connect": "init"}[book.setup_command]

    check_setup_command(book.setup_command, book)
    with pytest.raises(
        RefusedError, match=f"backoffice {book.setup_command} .*{re.escape(book.where)}"
    ):
        check_setup_command(other, book)
