"""The tab Start of a new workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.sheet.design.cell_formats import base_format
from backoffice.sheet.design.start_page import WIDTHS, start_page
from estimator.policy.model import Label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def fill_start(sheet: Worksheet, formats: WorkbookFormats, shop: Label, language: str) -> None:
    """Write the page Start."""
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width, formats.get(base_format()))
    sheet.hide_gridlines(2)
    for row, line in enumerate(start_page(shop, language)):
        if line.height is not None:
            sheet.set_row(row, line.height)
        for word in line.words:
            cell = formats.get(word.cell_format)
            if word.tab:
                sheet.write_url(row, word.place, f"internal:'{word.text}'!A1", cell, word.text)
            elif word.text:
                sheet.write_string(row, word.place, word.text, cell)
            else:
                sheet.write_blank(row, word.place, None, cell)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_first_sheet()
    sheet.activate()
    sheet.protect("", {"format_columns": True, "format_rows": True})
