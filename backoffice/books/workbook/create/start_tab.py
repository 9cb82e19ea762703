"""The tab Start of a new workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.books.workbook.create.formats import WorkbookFormats
from backoffice.sheet.design.cell_formats import base_format
from backoffice.sheet.design.start_page import WIDTHS, page_rows
from estimator.policy.label import Label

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def fill_start(sheet: Worksheet, formats: WorkbookFormats, shop: Label) -> None:
    """Write the page Start."""
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width, formats.get(base_format()))
    sheet.hide_gridlines(2)
    for index, row in enumerate(page_rows(shop, formats.language, on_google=False)):
        if row.height is not None:
            sheet.set_row(index, row.height)
        for cell in row.cells:
            cell_format = formats.get(cell.cell_format)
            if cell.tab:
                sheet.write_url(
                    index, cell.column, f"internal:'{cell.text}'!A1", cell_format, cell.text
                )
            elif cell.text:
                sheet.write_string(index, cell.column, cell.text, cell_format)
            else:
                sheet.write_blank(index, cell.column, None, cell_format)
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_first_sheet()
    sheet.activate()
    sheet.protect("", {"format_columns": True, "format_rows": True})
