"""The workshop order as a workbook, ready to print on A4."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from backoffice.outputs.papers.order import (
    BACK,
    CLOSED,
    DISPATCH,
    PIECES,
    TITLE,
    Order,
    both,
)
from backoffice.sheet.amounts import amount_cell
from estimator.answers.wording import day as day_words

WIDTHS = (6, 11, 30, 16, 46, 11, 7, 7, 26)
_INK, _LINE, _SHADE = "#1F2933", "#C9D1D9", "#EEF1F4"


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
    sheet.write_string(0, 0, f"{both(TITLE, order.language)}  {order.month}  ·  {name}", title)
    facts = (
        (PIECES, str(len(order.pieces))),
        (DISPATCH, day_words(order.dispatch, order.language)),
        (BACK, day_words(order.back, order.language)),
        (CLOSED, f"{order.closed:%Y-%m-%d %H:%M}"),
    )
    text = "     ".join(f"{label.in_(order.language)}: {value}" for label, value in facts)
    sheet.write_string(1, 0, text, fact)


def _pieces(workbook: xlsxwriter.Workbook, sheet: Worksheet, order: Order) -> None:
    line = {"border": 1, "border_color": _LINE, "valign": "vcenter", "font_color": _INK}
    currency = order.policy.currency
    digits = currency.digits
    money = "#,##0" + ("." + "0" * digits if digits else "")
    heading = workbook.add_format(
        {**line, "bold": True, "bg_color": _SHADE, "text_wrap": True, "indent": 1}
    )
    text = workbook.add_format({**line, "text_wrap": True, "indent": 1})
    number = workbook.add_format({**line, "align": "center"})
    strong = workbook.add_format({**line, "bold": True, "indent": 1})
    centre = workbook.add_format({**line, "align": "center", "font_size": 14})
    amount = workbook.add_format({**line, "num_format": money})
    total = workbook.add_format({**line, "num_format": money, "bold": True})
    sheet.set_row(3, 32)
    for column, label in enumerate(order.columns):
        sheet.write_string(3, column, both(label, order.language).replace(" ", "\n", 1), heading)
    pieces = zip(order.pieces, order.amounts, strict=True)
    for position, (piece, net) in enumerate(pieces, 1):
        row = position + 3
        sheet.set_row(row, 32)
        sheet.write_number(row, 0, position, number)
        sheet.write_string(row, 1, piece.ticket, strong)
        for column, words in ((2, piece.piece), (3, piece.material), (4, piece.work)):
            sheet.write_string(row, column, words, text)
        sheet.write_number(row, 5, amount_cell(net, currency), amount)
        sheet.write_string(row, 6, "☐", centre)
        sheet.write_string(row, 7, "☐", centre)
        if piece.note:
            sheet.write_string(row, 8, piece.note, text)
        else:
            sheet.write_blank(row, 8, None, text)
    last = len(order.pieces) + 4
    sheet.set_row(last, 24)
    sheet.write_string(last, 4, both(order.total, order.language), strong)
    sheet.write_number(last, 5, amount_cell(order.net, currency), total)
