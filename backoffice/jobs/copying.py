"""Moving a desk from one home to another: everything that stands in it, as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from backoffice.books.book import Book
from backoffice.books.google.sheet_urls import is_google
from backoffice.books.uncopied import Uncopied, UncopiedKind
from backoffice.errors import BackofficeError, LayoutError, RefusedError
from backoffice.intake.run_log import month_of
from backoffice.jobs.copy_contents import (
    adapted,
    differences,
    obstacles,
    start_was_changed,
    tabs_to_copy,
)
from backoffice.jobs.desk import Desk, Run, understand
from backoffice.jobs.script_changes import names_of, script_tabs
from backoffice.sheet.headings import Tab, find_tab
from backoffice.sheet.layout import find_layout
from backoffice.sheet.marks import marks_in_use
from backoffice.sheet.seals import plain
from backoffice.sheet.snapshot import Snapshot
from backoffice.sheet.tab_contents import TabContents
from estimator.policy.model import Label

MOST_NAMED = 10
"""Things named in one message; beyond that only their number helps."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What copying did.

    Attributes:
        desk: The new book as it stands.
        tabs: How many tabs went along.
        again: Whether all of it stood there already, so that nothing was written.
        uncopied: What the old book holds beside its cells; it stays there.
        as_text: Addresses of days that became text, because a workbook knows none before 1900.
        renewed: Names of the tabs that the next sync will renew.
    """

    desk: Desk
    tabs: int
    again: bool
    uncopied: Sequence[Uncopied]
    as_text: Sequence[str]
    renewed: Sequence[str]


def copy(source: Run, target: Run) -> Copied:
    """Copy the desk of `source` to the home of `target`; the source stays as it is.

    Raises:
        RefusedError: If the target holds tickets already, or cannot hold what is in the source.
        LayoutError: If the source is no desk, or somebody renamed a tab or heading.
        BackofficeError: If either cannot be reached.  The target then holds no desk yet; running it
            again begins anew.
    """
    if source.book.where == target.book.where:
        raise _refused(Label(en="they are the same book", ja="同じブックです"), target)
    source.step("read")
    snapshot, uncopied = _whole(source.book)
    layout = find_layout(snapshot, source.policy.undated)
    home = "sheet" if is_google(target.book.where) else "workbook"
    tabs = tabs_to_copy(snapshot, layout)
    if wrong := obstacles(tabs, home):
        raise _listed(wrong, target)
    fitting = [adapted(contents, home) for contents in tabs]
    tabs = [contents for contents, _ in fitting]
    if start_was_changed(layout, source.policy.undated.shop.name):
        uncopied = [*uncopied, Uncopied(layout.sheets[Tab.START].name, UncopiedKind.START.name)]
    again = _stands(tabs, target)
    if not again:
        target.step("write")
        marks = (int(mark) for mark in marks_in_use(snapshot) if isinstance(mark, int | float))
        months = sorted(mark for mark in marks if month_of(mark))
        write = _into_sheet if home == "sheet" else _into_workbook
        write(target, tabs, layout.language, months)
    return _proven(target, tabs, again, uncopied, [each for _, texts in fitting for each in texts])


def _whole(book: Book) -> tuple[Snapshot, Sequence[Uncopied]]:
    """Return every tab of a book with its cells, and what it holds beside."""
    if is_google(book.where):
        from backoffice.books.google.google_sheet import GoogleSheet
        from backoffice.books.google.read_all import read_whole

        assert isinstance(book, GoogleSheet)
        found = read_whole(book)
        return found.snapshot, found.uncopied
    from backoffice.books.workbook.beyond_cells import uncopied_in

    snapshot = book.read()
    return snapshot, uncopied_in(Path(book.where))


def _stands(tabs: Sequence[TabContents], target: Run) -> bool:
    """Return whether the target holds just this desk already.

    Raises:
        RefusedError: If it holds another one with tickets.
    """
    home = target.book.where
    if not is_google(home) and not Path(home).exists():
        return False
    snapshot, _ = _whole(target.book)
    if not any(find_tab(Tab.TICKETS, [name]) for name in snapshot.sheets):
        return False
    if not any(differences(tabs, snapshot)):
        return True
    if count := _tickets_in(snapshot, target):
        raise _refused(
            Label(
                en=f"it holds {count} tickets already, and nothing is ever overwritten; choose an empty "
                "one",
                ja=f"すでに受付が {count} 件あり、上書きすることはありません。空のものを指定してください",
            ),
            target,
        )
    return False


def _tickets_in(snapshot: Snapshot, target: Run) -> int:
    """Return how many rows of Tickets hold anything beside a number; 1 if nobody can tell."""
    try:
        desk = understand(target, snapshot)
    except LayoutError:
        rows = snapshot.sheets[find_tab(Tab.TICKETS, list(snapshot.sheets)) or ""].rows[1:]
        return int(any(cell not in (None, "") for row in rows for cell in row[1:]))
    blank, place = set(desk.rows.blank), desk.layout.places["ticket"]
    filled = (row for row in desk.layout.tickets.rows[1:] if any(c not in (None, "") for c in row))
    used = [row for row in filled if plain(row[place]) not in blank]
    return len(used) or len(desk.ledger.pieces)


def _into_workbook(target: Run, tabs: Sequence[TabContents], language: str, months: object) -> None:
    from backoffice.books.workbook.create.new_workbook import write_workbook

    del months  # Log tells them
    path = Path(target.book.where)
    write_workbook(path, policy=target.policy.undated, language=language, tabs=tabs)


def _into_sheet(
    target: Run, tabs: Sequence[TabContents], language: str, months: Sequence[int]
) -> None:
    from backoffice.books.google.copy_in import Arrival
    from backoffice.books.google.create.new_desk import NewDesk, check_names, room_for
    from backoffice.books.google.google_sheet import GoogleSheet

    assert isinstance(target.book, GoogleSheet)
    desk = NewDesk(target.policy.undated, language, tabs)
    seen, room = room_for(target.book)
    check_names(target.book, seen, room, tabs)
    arrival = Arrival(target.book, desk, seen, room, months)
    arrival.bring(lambda done, of: target.step(f"write:{done}/{of}"))


def _proven(
    target: Run,
    tabs: Sequence[TabContents],
    again: bool,
    uncopied: Sequence[Uncopied],
    as_text: Sequence[str],
) -> Copied:
    """Read the new book back and hold it against what was to be copied.

    Raises:
        BackofficeError: If any cell is not as it was.
    """
    snapshot, _ = _whole(target.book)
    wrong = [*islice(differences(tabs, snapshot), MOST_NAMED)]
    if wrong:
        where, cells = target.book.where, ", ".join(wrong)
        raise BackofficeError(
            f"{where}: these cells are not as they were: {cells}. The old book is unchanged; go on "
            "working there, delete the copy, and run this again.",
            f"{where}:次のセルが元と一致しません:{cells}。元のブックはそのままです。そちらを使い続け、"
            "コピーを削除してから、もう一度実行してください。",
        )
    desk = understand(target, target.book.read())
    outdated, _ = script_tabs(desk)
    renewed = [name for name in names_of(desk, outdated) if outdated][: len(outdated)]
    return Copied(desk, len(tabs), again, uncopied, as_text, renewed)


def _refused(why: Label, target: Run) -> RefusedError:
    return RefusedError(
        f"Nothing is copied to {target.book.where}: {why.en}.",
        f"{target.book.where} にはコピーしません:{why.ja}。",
    )


def _listed(wrong: Sequence[Label], target: Run) -> RefusedError:
    more = len(wrong) - MOST_NAMED
    shown = wrong[:MOST_NAMED]
    rest = (
        Label(en=f"\n… and {more} more", ja=f"\n… ほか {more} 件")
        if more > 0
        else Label(en="", ja="")
    )
    where = target.book.where
    return RefusedError(
        f"Nothing was copied, {where} cannot hold this:\n"
        + "\n".join(each.en for each in shown)
        + rest.en,
        f"コピーしていません。{where} には次のものが入りません:\n"
        + "\n".join(each.ja for each in shown)
        + rest.ja,
    )
