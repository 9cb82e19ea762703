"""A write is applied in full or not at all, whatever happens on the machine."""

from __future__ import annotations

import errno
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from backoffice import atomic_files as replacing
from backoffice.books import open_book
from backoffice.books.changes import Changes
from backoffice.books.workbook import kept_versions as versions
from backoffice.books.workbook.workbook import Workbook
from backoffice.messages.errors import (
    AlreadyWrittenError,
    BookChangedError,
    BookUnavailableError,
    LayoutError,
)
from backoffice.sheet.headings import Tab
from tests.backoffice.books.desks import desk_in, logged, new_workbook, repacked

EXCEL_LOCK = b"\x0cHanako Yamad" + b" " * 42 + b"\x05\x00" + "山田 花子".encode("utf-16-le") * 1


@pytest.fixture
def book(tmp_path):
    return desk_in(tmp_path)


@pytest.fixture
def path(book, tmp_path):
    return tmp_path / "desk.xlsx"


def leftovers(folder):
    return [p.name for p in folder.rglob(".*.tmp")]


def test_excel_has_it_open(book, path):
    """The person is named, in Japanese too, and nothing is written; the book can be read."""
    (path.parent / "~$desk.xlsx").write_bytes(EXCEL_LOCK)
    before = path.read_bytes()

    with pytest.raises(BookUnavailableError, match=r"山田 花子 has desk.xlsx open in Excel"):
        book.write(logged(book.read(), 1), once=1)

    assert before == path.read_bytes()


def test_an_old_excel_lock_has_only_the_narrow_name(book, path):
    """Without the name in UTF-16, the one in the old code page is reported."""
    (path.parent / "~$desk.xlsx").write_bytes(b"\x06Hanako" + b" " * 48 + bytes(110))

    assert book.write_blocker().en.startswith("Hanako has desk.xlsx open in Excel.")


@pytest.mark.parametrize(
    ("lock", "name"),
    [
        ("山田 花子,hanako,mac.local,01.06.2026 10:00,file:///home/x;", "山田 花子"),
        (",hanako,mac.local,01.06.2026 10:00,file:///home/x;", "hanako"),
        (r"Yamada\, Hanako,hanako,mac.local,01.06.2026 10:00,;", "Yamada, Hanako"),
        ("", "Somebody"),
    ],
)
def test_libreoffice_has_it_open(book, path, lock, name):
    """The person is named from the first or second field."""
    (path.parent / ".~lock.desk.xlsx#").write_text(lock, encoding="utf-8")

    with pytest.raises(BookUnavailableError, match=f"^{name} has desk.xlsx open in LibreOffice"):
        book.write(logged(book.read(), 1), once=1)


def test_an_earlier_state_is_kept(book, path):
    """What was there before a write is in the versions folder, byte for byte."""
    before = path.read_bytes()

    book.write(logged(book.read(), 1), once=1)

    assert [before] == [p.read_bytes() for p in versions.versions_of(path)]
    assert versions.versions_of(path)[0].parent.name == "desk.versions"


def test_thirty_earlier_states_are_kept(book, path):
    """The newest stay, the oldest goes."""
    for run in range(1, 34):
        book.write(logged(book.read(), run), once=run)
    kept = versions.versions_of(path)
    book.write(logged(book.read(), 34), once=34)

    assert versions.KEPT == len(kept) == len(versions.versions_of(path))
    assert kept[1:] == versions.versions_of(path)[:-1]
    assert kept[-1] == versions.versions_of(path)[-2]


def test_permissions_stay(book, path):
    """Permissions of the file are kept."""
    path.chmod(0o640)

    book.write(logged(book.read(), 1), once=1)

    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(versions.versions_of(path)[0].stat().st_mode) == 0o640


def test_a_link_stays_a_link(path, book, tmp_path):
    """The file it leads to is replaced, and locks beside either are seen."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "link.xlsx"
    link.symlink_to(path)
    linked = Workbook(link)

    linked.write(logged(linked.read(), 1), once=1)

    assert link.is_symlink()
    assert linked.read() == book.read()
    (folder / ".~lock.link.xlsx#").write_text("Emma,e,h,d,f;")
    assert "Emma" in linked.write_blocker().en


def half_written(path):
    """Leave what a run leaves that is killed while it writes `path`."""
    with replacing.written_beside(path, [b"half"]) as beside:
        left = beside.rename(beside.with_name("kept for a moment"))
    return left.rename(beside)


def test_leftovers_of_a_killed_run_go(book, path):
    """A temporary file of this book is removed; those of other books and of other programs are not."""
    half_written(path)
    others = {
        half_written(path.with_name("other.xlsx")).name,
        ".desk.xlsx.abc.tmp",
        ".~desk.xlsx.tmp",
    }
    for name in others:
        (path.parent / name).write_bytes(b"half")

    book.write(logged(book.read(), 1), once=1)

    assert others == set(leftovers(path.parent))


def test_leftovers_among_earlier_states_go(book, path):
    """A run killed while it kept the earlier state leaves no file; those of other programs stay."""
    folder = path.with_name("desk.versions")
    folder.mkdir()
    half_written(folder / "desk old.xlsx")
    (folder / ".desk old.xlsx.abc.tmp").write_bytes(b"mine")

    book.write(logged(book.read(), 1), once=1)

    assert [".desk old.xlsx.abc.tmp"] == leftovers(folder)


def test_copies_that_people_put_among_the_earlier_states_stay(book, path):
    """Only a state that the script kept is removed, and only while its contents are as kept."""
    folder = path.with_name("desk.versions")
    folder.mkdir()
    mine = folder / "before Golden Week.xlsx"
    mine.write_bytes(b"mine")
    book.write(logged(book.read(), 1), once=1)
    [oldest] = [state for state in versions.versions_of(path) if state != mine]
    oldest.write_bytes(b"opened and saved")

    for run in range(2, 36):
        book.write(logged(book.read(), run), once=run)

    assert [b"mine", b"opened and saved"] == [mine.read_bytes(), oldest.read_bytes()]
    assert versions.KEPT + 1 == len(versions.versions_of(path))


def test_a_file_marked_read_only_is_left_alone(book, path):
    """The mark is respected, in words, even for an administrator."""
    path.chmod(0o444)

    with pytest.raises(BookUnavailableError, match="read-only"):
        book.write(logged(book.read(), 1), once=1)


def failing(monkeypatch, where, name, error, at):
    """Make the call number `at` of a function fail, counted from 1."""
    real, calls = getattr(where, name), []

    def call(*args, **more):
        calls.append(args)
        if len(calls) == at:
            raise error
        return real(*args, **more)

    monkeypatch.setattr(where, name, call)
    return calls


STEPS = [
    (replacing, "mkstemp", 1),
    (replacing, "mkstemp", 2),
    (os, "fdopen", 1),
    (os, "fsync", 1),
    (os, "fsync", 2),
    (os, "fsync", 3),
    (os, "replace", 1),
    (os, "replace", 2),
    (replacing.shutil, "copymode", 1),
    (replacing.shutil, "copymode", 2),
    (Path, "read_bytes", 1),
    (Path, "read_bytes", 2),
    (Path, "mkdir", 1),
    (Path, "iterdir", 1),
]
ERRORS = [
    OSError(errno.ENOSPC, "No space left on device"),
    PermissionError(errno.EACCES, "Permission denied"),
    KeyboardInterrupt(),
]


@pytest.mark.parametrize("error", ERRORS, ids=["full", "denied", "ctrl-c"])
@pytest.mark.parametrize(("where", "name", "at"), STEPS)
def test_a_failure_at_any_step_changes_nothing(book, path, monkeypatch, where, name, at, error):
    """Old or new, never half; no temporary file stays; and the next write works."""
    before, changes = path.read_bytes(), logged(book.read(), 1)
    with monkeypatch.context() as patch:
        calls = failing(patch, where, name, error, at)
        # a folder that cannot be flushed, or a drive without permissions, does not fail a write
        settling = isinstance(error, OSError) and (
            (name, at) == ("fsync", 3)
            or (name in ("fsync", "copymode") and isinstance(error, PermissionError))
        )
        expected = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else None
        if settling:
            book.write(changes, once=1)
        else:
            with pytest.raises(expected or BookUnavailableError):
                book.write(changes, once=1)
        assert len(calls) >= at

    assert leftovers(path.parent) == []
    assert settling or before == path.read_bytes()
    if not settling:
        book.write(changes, once=1)
    assert len(book.read().sheets["Log"].rows) == 2


def test_a_save_during_our_write_is_not_lost(book, path, monkeypatch):
    """The file is looked at once more just before it is replaced."""
    theirs = new_workbook("ja")
    real = versions.keep_version

    def saved_meanwhile(*args):
        path.write_bytes(theirs)
        return real(*args)

    monkeypatch.setattr("backoffice.books.workbook.workbook.keep_version", saved_meanwhile)
    with pytest.raises(BookChangedError):
        book.write(logged(book.read(), 1), once=1)

    assert theirs == path.read_bytes()


def _race(path, start, answers):
    book = Workbook(Path(path))
    read = book.read()
    start.wait()
    try:
        book.write(logged(read, 202606), once=202606)
        answers.put("written")
    except (AlreadyWrittenError, BookChangedError) as error:
        answers.put(type(error).__name__)


def test_two_runs_close_one_month_once(path):
    """Of two runs at the same moment one writes, and the other gets `AlreadyWrittenError`."""
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(2), context.Queue()
    runs = [context.Process(target=_race, args=(str(path), start, answers)) for _ in range(2)]
    for run in runs:
        run.start()
    results = sorted(answers.get(timeout=30) for _ in runs)
    for run in runs:
        run.join()

    assert results == ["AlreadyWrittenError", "written"]


def test_another_run_is_waited_for_and_then_named(book, path, monkeypatch):
    """Two runs never write at the same time."""
    monkeypatch.setattr("backoffice.books.workbook.run_lock.TIMEOUT", 0.05)
    from filelock import FileLock

    changes = logged(book.read(), 1)
    with (
        FileLock(path.parent / ".desk.xlsx.lock"),
        pytest.raises(BookUnavailableError, match="Another run is at work"),
    ):
        book.write(changes, once=1)


def as_xlsb(found):
    """Give the parts of a workbook the names that they have in a binary one."""
    rels = found["_rels/.rels"].replace(b"xl/workbook.xml", b"xl/workbook.bin")
    found.update({"_rels/.rels": rels, "xl/workbook.bin": b"\x83\x01\x00"})


def junk(kind):
    workbook = new_workbook()
    return {
        "empty": b"",
        "text": b"ticket,name\n",
        "cut": workbook[: len(workbook) // 2],
        "cut at the end": workbook[:-30],
        "password": bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
        "label": bytes.fromhex("D0CF11E0A1B11AE1")
        + "\x06DataSpaces DRMEncryptedDataSpace EncryptedPackage".encode("utf-16-le"),
        "label on .xls": bytes.fromhex("D0CF11E0A1B11AE1") + "\tDRMContent".encode("utf-16-le"),
        "xls": bytes.fromhex("D0CF11E0A1B11AE1") + b"Workbook",
        "xlsb": repacked(workbook, as_xlsb),
        "ods": repacked(workbook, lambda p: p.update(mimetype=b"application/vnd.oasis")),
        "docx": repacked(workbook, lambda p: p.pop("_rels/.rels")),
        "zip": repacked(workbook, lambda p: p.clear()),
        "garbled": workbook[:3000] + b"garbage!" + workbook[3008:],
        "doctype": repacked(
            workbook,
            lambda p: p.update(
                {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'}
            ),
        ),
    }[kind]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("empty", "is empty"),
        ("text", "is not an Excel workbook"),
        ("cut", "is not a complete workbook"),
        ("cut at the end", "is not a complete workbook"),
        ("password", "is protected with a password"),
        ("label", "is encrypted by a sensitivity label .* Unrestricted Access"),
        ("label on .xls", "is encrypted by a sensitivity label"),
        ("xls", r"old Excel file \(.xls\)"),
        ("xlsb", r"is a binary Excel file \(.xlsb\)"),
        ("ods", "OpenDocument"),
        ("docx", "is not an Excel workbook"),
        ("zip", "is not an Excel workbook"),
        ("garbled", "is not a complete workbook"),
        ("doctype", "DOCTYPE"),
    ],
)
def test_what_cannot_be_read_is_an_error(tmp_path, kind, words):
    """The file is named, what it is, and what to do."""
    book = desk_in(tmp_path, junk(kind))

    with pytest.raises(BookUnavailableError, match=f"desk.xlsx .*{words}"):
        book.read()


def test_a_missing_file_is_an_error(tmp_path):
    """The path is shown with what to do."""
    with pytest.raises(BookUnavailableError, match=r"nowhere\.xlsx is not there"):
        Workbook(tmp_path / "nowhere.xlsx").read()


def test_a_folder_is_no_book(tmp_path):
    """A folder with the name of a book is refused in words."""
    (tmp_path / "desk.xlsx").mkdir()

    with pytest.raises(BookUnavailableError, match=r"desk\.xlsx cannot be read"):
        Workbook(tmp_path / "desk.xlsx").read()


def test_a_missing_tab_stops_the_write(tmp_path):
    """The tab is named; nothing is written."""

    def rename(found):
        workbook = found["xl/workbook.xml"]
        found["xl/workbook.xml"] = workbook.replace(b'name="Quotes"', b'name="Preise"')

    book = desk_in(tmp_path, repacked(new_workbook(), rename))
    state = book.read()

    with pytest.raises(LayoutError, match=r"“Quotes” .見積. is missing"):
        book.write(Changes(read=state, tabs={Tab.QUOTES: []}), once=1)

    assert state == book.read()


@pytest.mark.parametrize("where", ["desk.xlsx", Path("a/b/Desk.XLSX")])
def test_a_path_opens_a_workbook(where):
    """The ending decides, in either case."""
    assert str(where) == open_book(where).where


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (
            "https://docs.google.com/spreadsheets/d/1AbC/edit",
            "is not the address of a Google Sheet",
        ),
        ("desk", "neither the path of an Excel workbook"),
        ("desk.csv", "neither the path of an Excel workbook"),
        ("desk.xlsm", r"^desk\.xlsm is a workbook with macros\. .* Excel Workbook \(\.xlsx\)"),
        ("shop/Desk.XLTM", "is a workbook with macros"),
        ("desk.xls", r"another kind; the desk needs a workbook \(\.xlsx\)\. In Excel choose"),
        ("desk.xlsb", "another kind"),
        ("desk.xltx", "another kind"),
        ("desk.ods", "an OpenDocument file"),
        ("desk.numbers", "Export To, Excel"),
        ("Desk.gsheet", "only a link to a Google Sheet"),
        ("", "An empty name"),
    ],
)
def test_other_addresses_are_refused(where, words):
    """What is neither a workbook nor a Google Sheet is said, with what would be."""
    with pytest.raises(BookUnavailableError, match=words) as refused:
        open_book(where)

    assert str(refused.value) != refused.value.in_("ja")
