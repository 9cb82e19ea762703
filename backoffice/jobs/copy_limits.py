"""What a book cannot hold of a desk that is to be copied there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from backoffice.books.book import Limits
from backoffice.jobs.copy_contents import filled_cells
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.tab_contents import TabContents
from estimator.policy.model import Label

_SPARE_ROWS = 300
"""Rows that a new tab may have beyond those that are filled."""


def obstacles(tabs: Sequence[TabContents], limits: Limits) -> list[Label]:
    """Return what somebody has to change before `tabs` can be copied."""
    return [
        *(label for contents in tabs for label in _long_texts(contents, limits)),
        *(label for contents in tabs for label in _bad_name(contents, limits)),
        *_too_many_cells(tabs, limits),
    ]


def _long_texts(contents: TabContents, limits: Limits) -> Iterator[Label]:
    for address, cell in filled_cells(contents):
        if isinstance(cell, str) and len(cell) > limits.text:
            yield Label(
                en=f"{contents.name}, {address}: {len(cell):,} letters, a cell there holds "
                f"{limits.text:,}. Shorten the text, or split it over two cells.",
                ja=f"{contents.name} {address}:{len(cell):,} 文字あります(1セルの上限は "
                f"{limits.text:,} 文字)。短くするか、2つのセルに分けてください。",
            )


def _bad_name(contents: TabContents, limits: Limits) -> Iterator[Label]:
    name, rows, columns = contents.name, len(contents.rows), contents.width
    if limits.bad_tab_name and limits.bad_tab_name.search(name):
        yield Label(
            en=f"the tab “{name}”: in a workbook a name has at most 31 letters and none of "
            "[ ] : * ? / \\. Give it another name.",
            ja=f"「{name}」タブ:ブックのタブ名は31文字以内で、[ ] : * ? / \\ は使えません。"
            "名前を変えてください。",
        )
    if limits.rows and limits.columns and (rows > limits.rows or columns > limits.columns):
        yield Label(
            en=f"the tab “{name}” has {rows:,} rows and {columns:,} columns, in a "
            f"workbook there are {limits.rows:,} and {limits.columns:,}. Split it.",
            ja=f"「{name}」タブは {rows:,} 行 {columns:,} 列あります(ブックの上限は "
            f"{limits.rows:,} 行 {limits.columns:,} 列)。分割してください。",
        )


def _too_many_cells(tabs: Sequence[TabContents], limits: Limits) -> Iterator[Label]:
    cells = sum((len(contents.rows) + _SPARE_ROWS) * contents.width for contents in tabs)
    if limits.cells and cells > limits.cells:
        yield Label(
            en=f"{cells:,} cells, a Google Sheet holds {limits.cells:,}. Delete tabs or columns that "
            "nobody needs, or leave the desk in the workbook.",
            ja=f"セル数が {cells:,} あります(Google スプレッドシートの上限は {limits.cells:,})。"
            "不要なタブや列を削除するか、ブックのままお使いください。",
        )


def adapted(tabs: Sequence[TabContents], limits: Limits) -> tuple[list[TabContents], list[str]]:
    """Return `tabs` with dates as text where they are too early, and the addresses of these."""
    if limits.first_day is None:
        return list(tabs), []
    changed: list[str] = []
    copied = []
    for contents in tabs:
        rows = [list(row) for row in contents.rows]
        for number, row in enumerate(rows, start=1):
            for index, cell in enumerate(row):
                if isinstance(cell, date) and _day(cell) < limits.first_day:
                    row[index] = str(cell)
                    changed.append(f"{contents.name} {column_letters(index + 1)}{number}")
        copied.append(replace(contents, rows=rows))
    return copied, changed


def _day(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell
