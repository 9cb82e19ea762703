"""A new workbook for a desk."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from backoffice.atomic_files import flush_folder, written_beside
from backoffice.books.new_desk import NewDesk
from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.books.workbook.create.start_tab import fill_start
from backoffice.books.workbook.create.tabs import fill_own_tab, fill_script_tab, fill_tickets
from backoffice.errors import AlreadySetUpError, BookUnavailableError, in_japanese
from backoffice.sheet.design.colours import FONT, TAB_COLOURS
from backoffice.sheet.headings import Tab

# fixed, so that the same contents give the same bytes on every day
_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_workbook(path: Path, desk: NewDesk) -> None:
    """Create a workbook with `desk` at `path`.

    Raises:
        AlreadySetUpError: If `path` exists.
        BookUnavailableError: If it cannot be written.
    """
    _refuse_existing(path)
    data = _workbook(desk)
    try:
        with written_beside(path, [data]) as beside:
            _refuse_existing(path)
            beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        raise BookUnavailableError(
            f"{path} cannot be made: {error.strerror or error}. Check that its folder exists, may "
            "be written and has free space.",
            f"{path} を作れません({in_japanese(error)})。フォルダがあるか、書き込みの権限と"
            "空き容量があるかを確認してください。",
        ) from error


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise AlreadySetUpError(
            f"{path} is already there, and a new book never overwrites one. Choose another name.",
            f"{path} はすでにあります。新しいブックで上書きすることはありません。"
            "別の名前を指定してください。",
        )


def _workbook(desk: NewDesk) -> bytes:
    policy, language = desk.policy, desk.language
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED, "title": policy.shop.name.in_(language)})
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    formats = WorkbookFormats(book, language, policy.currency.digits)
    for contents in desk.tabs:
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
