"""A write is applied in full or not at all, whatever happens on the machine."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest

from backoffice.atomic_files import written_beside
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
from tests.backoffice.books.desks import desk_in, logged, new_workbook, repacked, replacing


@pytest.fixture
def book(tmp_path):
    return desk_in(tmp_path)


@pytest.fixture
def path(book, tmp_path):
    return tmp_path / "desk.xlsx"


def test_the_newest_thirty_earlier_states_are_kept(book, path):
    """Byte for byte, in the folder beside the book, in their order; the oldest go."""
    states = []
    for run in range(1, 35):
        states.append(path.read_bytes())
        book.write(logged(book.read(), run), once=run)

    kept = versions.versions_of(path)
    assert states[-versions.KEPT :] == [state.read_bytes() for state in kept]
    assert path.with_name("desk.versions") == kept[0].parent


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
    with written_beside(path, [b"half"]) as beside:
        left = beside.rename(beside.with_name("kept for a moment"))
    return left.rename(beside)


def test_leftovers_of_a_killed_run_go(book, path):
    """Temporary files of this book and of its earlier states go; those of other books and programs do not."""
    folder = path.with_name("desk.versions")
    folder.mkdir()
    half_written(path)
    half_written(folder / "desk old.xlsx")
    others = {
        half_written(path.with_name("other.xlsx")),
        *(path.with_name(name) for name in (".desk.xlsx.abc.tmp", ".~desk.xlsx.tmp")),
        folder / ".desk old.xlsx.abc.tmp",
    }
    for other in others:
        other.write_bytes(b"half")

    book.write(logged(book.read(), 1), once=1)

    assert others == {*path.parent.rglob(".*.tmp")}


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


def test_a_save_during_our_write_is_not_lost(book, path, monkeypatch):
    """The file is looked at once more just before it is replaced."""
    theirs = new_workbook("ja")
    real = versions.keep_version

    def saved_meanwhile(*args):
        path.write_bytes(theirs)
        return real(*args)

    monkeypatch.setattr("backoffice.books.workbook.unchanged_file.keep_version", saved_meanwhile)
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


OLE = bytes.fromhex("D0CF11E0A1B11AE1")
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'
NO_WORKBOOKS = {
    "empty": (lambda book: b"", "is empty"),
    "text": (lambda book: b"ticket,name\n", "is not an Excel workbook"),
    "cut": (lambda book: book[: len(book) // 2], "is not a complete workbook"),
    "cut at the end": (lambda book: book[:-30], "is not a complete workbook"),
    "garbled": (
        lambda book: book[:3000] + b"garbage!" + book[3008:],
        "is not a complete workbook",
    ),
    "password": (lambda book: ole("EncryptedPackage"), "is protected with a password"),
    "label": (
        lambda book: ole("\6DataSpaces DRMEncryptedDataSpace EncryptedPackage"),
        "is encrypted by a sensitivity label .* Unrestricted Access",
    ),
    "label on .xls": (lambda book: ole("\tDRMContent"), "is encrypted by a sensitivity label"),
    "xls": (lambda book: ole("Workbook"), r"old Excel file \(.xls\)"),
    "xlsb": (lambda book: repacked(book, as_xlsb), r"is a binary Excel file \(.xlsb\)"),
    "ods": (lambda book: with_parts(book, {"mimetype": b"application/vnd.oasis"}), "OpenDocument"),
    "docx": (
        lambda book: repacked(book, lambda p: p.pop("_rels/.rels")),
        "is not an Excel workbook",
    ),
    "zip": (lambda book: repacked(book, dict.clear), "is not an Excel workbook"),
    "doctype": (lambda book: with_parts(book, {"xl/workbook.xml": DOCTYPE}), "DOCTYPE"),
}
"""What somebody makes of a workbook, and what is said of it, by a name for it."""


def ole(names):
    """Return a compound file with parts of these names."""
    return OLE + names.encode("utf-16-le")


def with_parts(book, parts):
    return repacked(book, lambda found: found.update(parts))


@pytest.mark.parametrize("kind", NO_WORKBOOKS)
def test_what_cannot_be_read_is_an_error(tmp_path, kind):
    """The file is named, what it is, and what to do."""
    make, words = NO_WORKBOOKS[kind]
    book = desk_in(tmp_path, make(new_workbook()))

    with pytest.raises(BookUnavailableError, match=f"desk.xlsx .*{words}"):
        book.read()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, r"desk\.xlsx is not there"),
        (Path.mkdir, r"desk\.xlsx cannot be read"),
        (lambda path: path.symlink_to(path), "Give the path of the file itself"),
    ],
    ids=["nothing", "a folder", "a link to itself"],
)
def test_what_is_no_file_is_an_error(tmp_path, make, words):
    """The path is shown with what to do; the check-up goes on."""
    make(tmp_path / "desk.xlsx")
    book = Workbook(tmp_path / "desk.xlsx")

    with pytest.raises(BookUnavailableError, match=words):
        book.read()
    assert book.write_blocker() is None


def test_a_missing_tab_stops_the_write(tmp_path):
    """The tab is named; nothing is written."""
    rename = replacing("xl/workbook.xml", 'name="Quotes"', 'name="Preise"')
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
        ("https://docs.google.com/spreadsheets/d/1AbC/edit", "not the address of a Google Sheet"),
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
