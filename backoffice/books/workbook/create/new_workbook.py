"""A new workbook for a desk, laid out so that staff like to work in it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from backoffice.books.workbook.atomic_files import settle_folder, written_beside
from backoffice.books.workbook.create.formats import Looks
from backoffice.books.workbook.create.start_tab import fill_start
from backoffice.books.workbook.create.tabs import fill_own_tab, fill_script_tab, fill_tickets
from backoffice.errors import BookUnavailableError, in_japanese
from backoffice.sheet.design.colours import FONT, TAB_COLOURS
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Cell, Row
from backoffice.sheet.tab_contents import Page, new_pages
from estimator.policy.model import UndatedPolicy

# The same book has the same bytes, on whatever day it is made.
_CREATED = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def make_workbook(
    path: Path,
    *,
    policy: UndatedPolicy,
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
    pages = [
        replace(page, rows=[page.rows[0], *_typed(page, numbers, tickets)])
        if page.tab is Tab.TICKETS
        else page
        for page in new_pages(policy, language, numbers)
    ]
    make_book(path, policy=policy, language=language, pages=pages)


def make_book(path: Path, *, policy: UndatedPolicy, language: str, pages: Sequence[Page]) -> None:
    """Make a new workbook of `pages` at `path`.

    Raises:
        BookUnavailableError: If something is at `path`, or it cannot be written.
    """
    _refuse_existing(path)
    data = _workbook(policy, language, pages)
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


def _typed(
    page: Page, numbers: Sequence[str], tickets: Sequence[Mapping[str, Cell]]
) -> Iterator[Row]:
    """Yield numbered rows, the first of them filled in."""
    known = page.places.keys()
    for at, number in enumerate(numbers):
        cells = {"ticket": number, **(tickets[at] if at < len(tickets) else {})}
        if unknown := cells.keys() - known:
            raise KeyError(f"there are no columns {sorted(unknown)}")
        yield [cells.get(key) for key in page.places]


def _workbook(policy: UndatedPolicy, language: str, pages: Sequence[Page]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": _CREATED, "title": policy.shop.name.in_(language)})
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    looks = Looks(book, language, policy.currency.digits)
    for page in pages:
        sheet = book.add_worksheet(page.name)
        if page.tab is None:
            fill_own_tab(sheet, looks, page)
            continue
        sheet.set_tab_color(TAB_COLOURS[page.tab])
        if page.tab is Tab.START:
            fill_start(sheet, looks, policy.shop.name, language)
        elif page.tab is Tab.TICKETS:
            fill_tickets(sheet, looks, page, language)
        else:
            fill_script_tab(sheet, looks, page, language)
    book.close()
    return file.getvalue()
