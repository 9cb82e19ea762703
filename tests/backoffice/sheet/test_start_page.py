"""The page Start says what is true of the book that it is in."""

from __future__ import annotations

import pytest

from backoffice.sheet.design.start_page import page_rows
from tests.backoffice.books.desks import POLICY


@pytest.mark.parametrize(("language", "save"), [("en", "Save, close"), ("ja", "保存して閉じ")])
def test_nobody_saves_and_closes_a_google_sheet(language, save):
    """There everybody may go on typing; all other lines but that of the doctor are the same."""
    book, sheet = (
        [cell.text for row in page_rows(POLICY.shop.name, language, on_google=on) for cell in row.cells]
        for on in (False, True)
    )  # fmt: skip

    assert ([True], []) == ([save in t for t in book if save in t], [t for t in sheet if save in t])
    assert 4 == sum(one != other for one, other in zip(book, sheet, strict=True))
