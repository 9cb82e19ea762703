"""A new workbook for a desk."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from backoffice.atomic_files import flush_folder, move_to_new, written_beside
from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.books.workbook.create.start_tab import fill_start
from backoffice.books.workbook.create.tabs import fill_own_tab, fill_script_tab, fill_tickets
from backoffice.errors import BookUnavailableError, system_reason
from backoffice.sheet.design.colours import FONT, TAB_COLOURS
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Cell, Row
from backoffice.sheet.tab_contents import TabContents, new_tabs
from estimator.policy.model import UndatedPolicy

# fixed, so that the same contents give the same bytes on every day
_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def make_workbook(
    path: Path,
    *,
    policy: UndatedPolicy,
    language: str,
    numbers: Sequence[str],
    tickets: Sequence[Mapping[str, Cell]] = (),
) -> None:
    """Create a workbook with an empty desk at `path`.

    Args:
        path: A file that does not exist yet.
        policy: Its services and materials become columns and dropdowns.
        language: Of the sheet, ``en`` or ``ja``; headings show the other one below.
        numbers: Ticket numbers of the docket pad.
        tickets: Cells of the first numbered rows by column key; not more than `numbers`.

    Raises:
        BookUnavailableError: If `path` exists or cannot be written.
    """
    tabs = [
        replace(contents, rows=[contents.rows[0], *_typed(contents, numbers, tickets)])
        if contents.tab is Tab.TICKETS
        else contents
        for contents in new_tabs(policy, language, numbers)
    ]
    write_workbook(path, policy=policy, language=language, tabs=tabs)


def write_workbook(
    path: Path, *, policy: UndatedPolicy, language: str, tabs: Sequence[TabContents]
) -> None:
    """Create a workbook of `tabs` at `path`.

    Raises:
        BookUnavailableError: If `path` exists or cannot be written.
    """
    _refuse_existing(path)
    data = _workbook(policy, language, tabs)
    try:
        with written_beside(path, [data]) as beside:
            move_to_new(beside, path)
        flush_folder(path.parent)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise BookUnavailableError(
            f"{path} cannot be made: {error.strerror or error}. Check that its folder exists, may "
            "be written and has free space.",
            f"{path} を作れません({system_reason(error).ja})。フォルダがあるか、書き込みの権限と"
            "空き容量があるかを確認してください。",
        ) from error


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise _exists(path)


def _exists(path: Path) -> BookUnavailableError:
    return BookUnavailableError(
        f"{path} is already there, and a new book never overwrites one. Choose another name.",
        f"{path} はすでにあります。新しいブックで上書きすることはありません。"
        "別の名前を指定してください。",
    )


def _typed(
    contents: TabContents, numbers: Sequence[str], tickets: Sequence[Mapping[str, Cell]]
) -> Iterator[Row]:
    """Yield the numbered rows, the first of them filled in."""
    known = contents.column_index.keys()
    for at, number in enumerate(numbers):
        cells = {"ticket": number, **(tickets[at] if at < len(tickets) else {})}
        if unknown := cells.keys() - known:
            raise KeyError(f"there are no columns {sorted(unknown)}")
        yield [cells.get(key) for key in contents.column_index]


def _workbook(policy: UndatedPolicy, language: str, tabs: Sequence[TabContents]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED, "title": policy.shop.name.in_(language)})
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    formats = WorkbookFormats(book, language, policy.currency.digits)
    for contents in tabs:
        sheet = book.add_worksheet(contents.name)
        if contents.tab is None:
            fill_own_tab(sheet, formats, contents)
            continue
        sheet.set_tab_color(TAB_COLOURS[contents.tab])
        if contents.tab is Tab.START:
            fill_start(sheet, formats, policy.shop.name, language)
        elif contents.tab is Tab.TICKETS:
            fill_tickets(sheet, formats, contents, language)
        else:
            fill_script_tab(sheet, formats, contents, language)
    book.close()
    return file.getvalue()
