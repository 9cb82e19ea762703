"""A new workbook for a desk, laid out so that staff like to work in it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from backoffice.books.book import Cell
from backoffice.books.columns import ticket_columns
from backoffice.books.design.colours import FONT, TAB_COLOURS
from backoffice.books.headings import Tab
from backoffice.books.making.looks import Looks
from backoffice.books.making.start import fill_start
from backoffice.books.making.tabs import fill_script_tab, fill_tickets
from backoffice.books.replacing import settle_folder, written_beside
from backoffice.errors import BookUnavailableError, in_japanese
from estimator.policy import Policy

# The same book has the same bytes, on whatever day it is made.
_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def make_workbook(
    path: Path,
    *,
    policy: Policy,
    language: str,
    numbers: Sequence[str],
    tickets: Sequence[Mapping[str, Cell]] = (),
) -> None:
    """Make a new workbook at `path`.

    Args:
        path: Where; nothing may be there yet.
        policy: Its services and materials become columns and dropdowns.
        language: Of the sheet, ``en`` or ``ja``; headings show the other one below.
        numbers: Ticket numbers of the docket pad.
        tickets: What stands in the first numbered rows, by column key; not more than `numbers`.

    Raises:
        BookUnavailableError: If something is at `path`, or it cannot be written.
    """
    _refuse_existing(path)
    data = _workbook(policy, language, numbers, tickets)
    try:
        with written_beside(path, [data]) as beside:
            _refuse_existing(path)
            beside.replace(path)
        settle_folder(path.parent)
    except OSError as error:
        raise BookUnavailableError(
            f"{path} cannot be made: {error.strerror or error}. Check that its folder exists, may "
            "be written and has free space.",
            f"{path} を作れません({in_japanese(error)})。フォルダがあるか、書き込みの権限と"
            "空き容量があるかを確認してください。",
        ) from error


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise BookUnavailableError(
            f"{path} is already there, and a new book never overwrites one. Choose another name.",
            f"{path} はすでにあります。新しいブックで上書きすることはありません。"
            "別の名前を指定してください。",
        )


def _workbook(
    policy: Policy, language: str, numbers: Sequence[str], tickets: Sequence[Mapping[str, Cell]]
) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED, "title": policy.shop.name.in_(language)})
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    looks = Looks(book, language, policy.currency.digits)
    for tab in Tab:
        sheet = book.add_worksheet(tab.value.in_(language))
        sheet.set_tab_color(TAB_COLOURS[tab])
        if tab is Tab.START:
            fill_start(sheet, looks, policy.shop.name, language)
        elif tab is Tab.TICKETS:
            columns = ticket_columns(policy)
            fill_tickets(sheet, looks, columns, language, numbers, tickets)
        else:
            fill_script_tab(sheet, looks, tab, language)
    book.close()
    return file.getvalue()
