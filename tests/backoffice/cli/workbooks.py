"""Workbooks to run commands on, and what is in their folder afterwards."""

from __future__ import annotations

import json
import re
import warnings
from datetime import date
from functools import cache

import openpyxl

from backoffice.sheet.columns import ticket_columns
from tests.backoffice.books.desks import workbook_made
from tests.backoffice.desks import APPROVED, ARRIVED, POLICY, QUOTED, workbook_at

TODAY = "2026-05-31"
TICKETS = (
    APPROVED,
    APPROVED
    | {"piece": "ブローチ", "service:refinish": None, "service:clean": "✓", "price": "３００円"},
    QUOTED,
    ARRIVED | {"arrived": "令和8年5月30日"},
    ARRIVED | {"arrived": date(2026, 6, 2)},
    ARRIVED | {"material": "K81"},
)
SOUND = TICKETS[:4]
EXCEL_LOCK = b"\x0cHanako Yamad" + b" " * 42 + b"\x05\x00" + "山田 花子".encode("utf-16-le")


@cache
def _workbook(tickets, language, rows):
    typed = [*map(dict, tickets)]
    return workbook_made(lambda path: workbook_at(path, *typed, language=language, rows=rows))


def workbook(tickets=TICKETS, language="en", rows=120):
    """Return the bytes of a workbook that staff have typed into, before its first sync."""
    return _workbook(tuple(tuple(each.items()) for each in tickets), language, rows)


def json_of(run, *arguments, **how):
    """Return status and JSON of a command; the JSON is all that it prints."""
    status, out, err = run(*arguments, "--json", **how)
    assert (err, out.count("\n")) == ("", 1)
    return status, json.loads(out)


def write_cell(path, **cells):
    """Type into a cell, ``tab_address=value``, and save with another program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        tab, _, address = name.rpartition("_")
        book[tab.replace("_", " ")][address] = value
    book.save(path)


def letters_of(key):
    """Return the letters of a column of Tickets."""
    keys = [column.key for column in ticket_columns(POLICY.undated)]
    return openpyxl.utils.get_column_letter(keys.index(key) + 1)


def state(folder):
    """Return every file below `folder` with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def sheets(path):
    """Return the rows of each tab."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True)
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    book.close()
    return rows


def english(text, folder):
    """Return what reads like an English sentence: three words, and no command or path."""
    text = text.replace(str(folder), "")
    text = re.sub(r"backoffice( [\w.-]+| --\w+| /\S+)*|\S+\.(xlsx|toml|html)\b", "", text)
    for typed in (
        "Ring with three stones",
        "Refinish to new",
        "Ultrasonic cleaning and de-dulling",
    ):
        text = text.replace(typed, "")
    return re.findall(r"[A-Za-z’']+(?: [a-z’']+){2,}", text)
