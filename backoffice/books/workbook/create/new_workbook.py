"""A new workbook for a desk."""

from __future__ import annotations

import io
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from backoffice.atomic_files import flush_folder, move_to_new, written_beside
from backoffice.books.new_desks import NewDesk, TabContents
from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.books.workbook.create.tabs import fill_desk_tab, fill_own_tab, fill_start
from backoffice.books.workbook.journal import journal_path
from backoffice.books.workbook.kept_versions import versions_folder
from backoffice.books.workbook.package.named_areas import printed_area, with_first_print_area
from backoffice.books.workbook.package.workbook_package import WorkbookPackage
from backoffice.messages.errors import (
    AlreadySetUpError,
    BookUnavailableError,
    next_step,
    system_reason,
)
from backoffice.sheet.columns import TICKET
from backoffice.sheet.design.colours import FONT, TAB_COLOURS
from backoffice.sheet.headings import Tab

# fixed, so that the same contents give the same bytes on every day
_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)

_FIXED_HEIGHT = re.compile(rb'(<row r="(?!1")\d+"[^>]*) customHeight="1">')
"""A row that does not grow with the text in it; that of headings never does."""


def write_workbook(path: Path, desk: NewDesk) -> None:
    """Create a workbook with `desk` at `path`.

    Raises:
        AlreadySetUpError: If `path` exists.
        BookUnavailableError: If it cannot be written, or the earlier states of another book are beside
            it.
    """
    exists = AlreadySetUpError("file.exists", path=path)
    if os.path.lexists(path):  # unlike exists(), without an error for a name that is too long
        raise exists
    data = workbook_bytes(desk)
    try:
        if journal_path(path).exists():
            raise BookUnavailableError("file.other-book", folder=versions_folder(path))
        with written_beside(path, [data]) as beside:
            move_to_new(beside, path)
        flush_folder(path.parent)
    except FileExistsError as error:
        raise exists from error
    except OSError as error:
        raise BookUnavailableError(
            "file.not-made", path=path, reason=system_reason(error), step=next_step(error)
        ) from error


def workbook_bytes(desk: NewDesk) -> bytes:
    """Return a workbook with the tabs of `desk`."""
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
            fill_start(sheet, formats, policy.shop.name)
        else:
            fill_desk_tab(sheet, formats, contents)
    book.close()
    tickets = next((each for each in desk.tabs if each.tab is Tab.TICKETS), None)
    return _finished(file.getvalue(), tickets) if tickets else file.getvalue()


def _finished(data: bytes, tickets: TabContents) -> bytes:
    """Return the file with what XlsxWriter cannot write: a printed area of several parts, rows that grow."""
    book = WorkbookPackage(data)
    part, names = book.sheets[tickets.name], book.read(book.workbook)
    area = printed_area(tickets.name, tickets.rows, tickets.column_index[TICKET.key])
    parts = {
        book.workbook: with_first_print_area(names, tickets.name, area),
        part: _FIXED_HEIGHT.sub(rb"\1>", book.read(part)),
    }
    return b"".join(book.changed(parts))
