"""A new workbook: complete, checked, coloured, and the same bytes every time."""

from __future__ import annotations

import errno
import io
import os
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from backoffice import atomic_files
from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook.create import new_workbook as new_workbook_module
from backoffice.books.workbook.workbook import Workbook
from backoffice.messages.errors import BookUnavailableError
from backoffice.sheet.choices import Stage
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.design.text_width import lines_of, width_of
from backoffice.sheet.headings import Tab, find_column
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from estimator.policy.currency import Currency
from tests.backoffice.books.desks import NUMBERS, POLICY, TYPED, new_workbook


@pytest.fixture(params=["en", "ja"])
def language(request):
    return request.param


@pytest.fixture
def book(language):
    return openpyxl.load_workbook(io.BytesIO(new_workbook(language)))


def test_the_same_book_has_the_same_bytes(tmp_path):
    """Nothing of the moment or the machine goes into it."""
    path = tmp_path / "again.xlsx"

    open_book(path).create(new_desk(POLICY, "en", NUMBERS, TYPED))

    assert new_workbook("en") == path.read_bytes()


def test_each_tab_is_set_up(book, language):
    """Coloured, in the order of `Tab`; headings stay in sight on the screen and on paper.

    Staff type freely in Tickets; elsewhere they may sort and filter.
    """
    assert [tab.value.in_(language) for tab in Tab] == book.sheetnames
    for tab, sheet in zip(Tab, book, strict=True):
        assert sheet.sheet_properties.tabColor
        assert sheet.protection.sheet == (tab is not Tab.TICKETS)
        assert not sheet.protection.password
        if tab is not Tab.START:
            assert tab is Tab.TICKETS or not sheet.protection.autoFilter  # false means allowed
            assert sheet.freeze_panes == ("D2" if tab in (Tab.TICKETS, Tab.TODAY) else "B2")
            assert sheet.auto_filter.ref.endswith("20000")
            assert sheet.print_title_rows == "$1:$1"


def test_every_column_is_found_again_and_has_a_format(book, language):
    """The headings written are the headings looked for; rows added later look like the first ones."""
    for tab, columns in {**SCRIPT_COLUMNS, Tab.TICKETS: ticket_columns(POLICY)}.items():
        sheet = book[tab.value.in_(language)]
        headings = [cell.value for cell in sheet[1]]
        styled = {
            n
            for dimension in sheet.column_dimensions.values()
            for n in range(dimension.min, dimension.max + 1)
            if dimension.has_style
        }
        assert [[n] for n in range(len(columns))] == [find_column(c, headings) for c in columns]
        assert set(range(1, len(columns) + 1)) <= styled


def test_checks_offer_words_and_refuse_nothing(book, language):
    """Messy input is allowed: checks inform, reach 20,000 rows, and show words in the sheet's language."""
    material = next(each for each in ticket_columns(POLICY) if each.key == "material")
    words = ",".join(choice.label.in_(language) for choice in material.choices)

    checks = book[Tab.TICKETS.value.in_(language)].data_validations.dataValidation

    assert all(c.errorStyle == "information" or not c.showErrorMessage for c in checks if c.type)
    assert {"20000"} == {str(r.max_row) for c in checks for r in c.sqref.ranges}
    offered = {str(c.sqref): c.formula1 for c in checks}
    assert f'"{words}"' == offered["L2:L20000"]


def test_every_stage_has_its_colour(book, language):
    """The words coloured in Quotes are the words of the stages."""
    rules = book[Tab.QUOTES.value.in_(language)].conditional_formatting
    formulas = {formula for area in rules for rule in area.rules for formula in rule.formula}

    assert {f'"{stage.value.in_(language)}"' for stage in Stage} <= formulas


def test_start_leads_to_every_tab(book, language):
    """Links inside the book, and both languages on the page."""
    start = book[Tab.START.value.in_(language)]
    targets = [link.location for row in start for cell in row if (link := cell.hyperlink)]
    texts = {cell.value for row in start for cell in row}

    assert [f"'{tab.value.in_(language)}'!A1" for tab in Tab] == targets
    assert {"Every day", "毎日の流れ"} <= texts


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
def test_a_file_saved_while_the_book_is_made_is_never_overwritten(tmp_path, monkeypatch, links):
    """Somebody saves under the name at the last moment: their file stays, and no other is left."""
    path = tmp_path / "desk.xlsx"
    real = atomic_files.move_to_new

    def saved_meanwhile(beside, target):
        target.write_bytes(b"precious")
        real(beside, target)

    def unsupported(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", unsupported)
    monkeypatch.setattr(new_workbook_module, "move_to_new", saved_meanwhile)
    with pytest.raises(BookUnavailableError, match="already there"):
        open_book(path).create(new_desk(POLICY, "en", NUMBERS))

    assert [b"precious"] == [each.read_bytes() for each in tmp_path.iterdir()]


def test_a_missing_folder_is_an_error(tmp_path):
    """The path is shown with what to do."""
    with pytest.raises(BookUnavailableError, match="cannot be made"):
        open_book(tmp_path / "no" / "desk.xlsx").create(new_desk(POLICY, "en", []))


def test_amounts_of_another_currency_show_its_decimals(tmp_path):
    """Money columns hold francs and centimes."""
    policy = replace(POLICY, currency=Currency(code="CHF", digits=2, written=POLICY.shop.name))
    path = tmp_path / "desk.xlsx"

    open_book(path).create(new_desk(policy, "en", ["R-1"], [{"price": 37.4}]))

    columns = [column.key for column in ticket_columns(policy)]
    cell = openpyxl.load_workbook(path)["Tickets"].cell(2, columns.index("price") + 1)
    assert (cell.value, cell.number_format) == (37.4, "#,##0.00")
    assert Workbook(path).read().sheets["Tickets"].rows[1][columns.index("price")] == 37.4


def test_dates_show_the_day_of_the_week(book, language):
    """In the language of the sheet, whatever the computer speaks."""
    cell = book[Tab.TICKETS.value.in_(language)]["E2"]

    assert cell.value.date() == date(2026, 5, 20)
    assert cell.number_format.startswith("[$-409]" if language == "en" else "[$-411]")


def test_room_for_words():
    """Japanese characters count double, words are not broken, dates have room for their weekday."""
    assert [
        lines_of(*case) for case in (("abc", 6), ("to be done", 6), ("工房へ", 5), ("a\nb\nc", 6))
    ] == [1, 2, 2, 3]
    assert width_of(ticket_columns(POLICY)[2]) >= 16
