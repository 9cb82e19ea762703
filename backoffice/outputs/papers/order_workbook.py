"""The workshop order as a workbook, ready to print on A4."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from backoffice.outputs.papers.order import TITLE, Order
from backoffice.sheet.amounts import amount_cell
from backoffice.sheet.design.cell_formats import column_number_format
from backoffice.sheet.headings import Kind, in_both
from estimator.policy.label import Label

WIDTHS = (6, 11, 30, 16, 46, 11, 7, 7, 26)
_INK, _LINE, _SHADE = "#1F2933", "#C9D1D9", "#EEF1F4"
_CELL = {"border": 1, "border_color": _LINE, "valign": "vcenter", "font_color": _INK}
_BOX = "☐"


def order_sheet(order: Order) -> bytes:
    """Return the order as .xlsx, the same bytes each time: its only date is when it was closed."""
    target = BytesIO()
    workbook = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"title": f"{TITLE.en} {order.month}", "created": order.closed})
    sheet = workbook.add_worksheet(str(order.month))
    _set_up(sheet, order)
    _head(workbook, sheet, order)
    _pieces(workbook, sheet, order)
    workbook.close()
    return target.getvalue()


def _set_up(sheet: Worksheet, order: Order) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.set_footer(f"&L{TITLE.en} {order.month}&R&P / &N")
    sheet.hide_gridlines(2)
    sheet.freeze_panes(4, 2)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)


def _head(workbook: xlsxwriter.Workbook, sheet: Worksheet, order: Order) -> None:
    title = workbook.add_format({"bold": True, "font_size": 18, "font_color": _INK})
    fact = workbook.add_format({"font_size": 11, "font_color": _INK})
    name = order.policy.shop.name.in_(order.language)
    sheet.set_row(0, 30)
    sheet.write(0, 0, f"{_both(TITLE, order)}  {order.month}  ·  {name}", title)
    sheet.write(1, 0, "     ".join(f"{name}: {value}" for name, value in order.facts), fact)


def _pieces(workbook: xlsxwriter.Workbook, sheet: Worksheet, order: Order) -> None:
    currency = order.policy.currency
    money = {"num_format": column_number_format(Kind.YEN, order.language, currency.digits)}
    heading, text, number, strong, centre, amount, total = (
        workbook.add_format(_CELL | look)
        for look in (
            {"bold": True, "bg_color": _SHADE, "text_wrap": True, "indent": 1},
            {"text_wrap": True, "indent": 1},
            {"align": "center"},
            {"bold": True, "indent": 1},
            {"align": "center", "font_size": 14},
            money,
            money | {"bold": True},
        )
    )
    formats = (number, strong, text, text, text, amount, centre, centre, text)
    sheet.set_row(3, 32)
    headings = [_both(each, order).replace(" ", "\n", 1) for each in order.columns]
    sheet.write_row(3, 0, headings, heading)
    pieces = zip(order.pieces, order.amounts, strict=True)
    for position, (piece, net) in enumerate(pieces, 1):
        row = position + 3
        sheet.set_row(row, 32)
        words = (piece.ticket, piece.piece, piece.material, piece.work)
        cells = (position, *words, amount_cell(net, currency), _BOX, _BOX, piece.note or None)
        for column, (cell, look) in enumerate(zip(cells, formats, strict=True)):
            write = sheet.write_string if isinstance(cell, str) else sheet.write
            write(row, column, cell, look)  # `write` leaves an empty text out
    last = len(order.pieces) + 4
    sheet.set_row(last, 24)
    sheet.write(last, 4, _both(order.total, order), strong)
    sheet.write(last, 5, amount_cell(order.net, currency), total)


def _both(label: Label, order: Order) -> str:
    """Return a heading in both languages, the sheet's own first."""
    return " ".join(in_both(label, order.language))
