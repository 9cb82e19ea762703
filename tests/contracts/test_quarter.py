"""A quarter at the desk, replayed in a workbook and on Google: Today and To fix of chosen days, written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain, islice, zip_longest

import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.jobs.desk import Run
from backoffice.rules.months import parse_month
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import TO_FIX, TODAY
from backoffice.sheet.seals import cell_text
from backoffice.sheet.snapshot import Sheet
from estimator.rules import codes
from estimator.rules.requests import read_request
from tests.backoffice.books import google_desks
from tests.backoffice.desks import POLICY
from tests.tools.casebook import table_of

NUMBERS = [f"R-{number:05}" for number in range(101, 221)]
COLUMNS = ticket_columns(POLICY.undated)
QUARTER = table_of("quarter.toml")
FIRST_DAYS = 5
"""Days of the first month and the first of the next, with what Today says."""

SHOWN = ("ticket", "name", "stage", "total", "waiting", "days", "step")


def in_workbook(folder):
    """Return an empty desk in a file."""
    book = open_book(folder / "desk.xlsx")
    book.create(new_desk(POLICY.undated, "en", NUMBERS))
    return book


def on_google(folder):
    """Return an empty desk on the emulator."""
    emulator = google_desks.emulator()
    return google_desks.on(emulator, google_desks.new_desk(emulator, numbers=NUMBERS, tickets=()))


def estimate_code():
    silver = {"material": "silver", "replating": "not-sure", "services": {"refinish": 1}}
    request = {"asked": "2026-06-01", "arrives": "2026-06-10", "items": [silver]}
    return codes.encode(read_request(request, POLICY), POLICY.undated)


def typed_by(day):
    """Return the rows of Tickets as they are on `day`."""
    rows = []
    for number, ticket in zip(NUMBERS, [*QUARTER["tickets"], *[{}] * len(NUMBERS)], strict=False):
        cells = {"ticket": number}
        for step in ticket.get("steps", ()):
            if step["on"] <= day:
                cells |= {key: cell for key, cell in step.items() if key != "on"}
        if cells.get("code") == "@":
            cells["code"] = estimate_code()
        rows.append([cells.get(column.key) for column in COLUMNS])
    return rows


def replaying(book):
    """Let `book` read Tickets with the rows that the function returned was last called with."""
    read, typed = book.read, []

    def read_then():
        snapshot = read()
        tickets = snapshot.sheets["Tickets"]
        rows = [tickets.rows[0], *typed[-1]]
        return replace(snapshot, sheets={**snapshot.sheets, "Tickets": Sheet("Tickets", rows)})

    book.read = read_then
    return typed.append


def rows_of(book, tab, columns, keys):
    """Return the filled rows of a script tab below its heading, the cells of `keys` in one text."""
    places = [[column.key for column in columns].index(key) for key in keys]
    rows = [[*row, *[""] * len(columns)] for row in book.read().sheets[tab.value.en].rows[1:]]
    return [" | ".join(cell_text(row[at]) for at in places) for row in rows if any(row)]


def cell_by_cell(before, after):
    """Yield the rows after each entry that two people type, cell by cell from left to right, in turns.

    One has every second row of those that change; a name is there before its piece, a day of inspection
    before the price.
    """
    changed = [
        (row, at)
        for row, cells in enumerate(after)
        for at, cell in enumerate(cells)
        if cell != before[row][at]
    ]
    numbers = sorted({row for row, _ in changed})
    hers = [entry for entry in changed if numbers.index(entry[0]) % 2]
    his = [entry for entry in changed if entry not in hers]
    rows = [list(row) for row in before]
    for row, at in filter(None, chain.from_iterable(zip_longest(hers, his))):
        rows[row][at] = after[row][at]
        yield [list(each) for each in rows]


def end_of_day(book, day):
    """Close and sync as on that day, and compare Today and To fix with what is written for it."""
    run = run_on(book, day)
    if closes := day.get("closes"):
        jobs.close(run, parse_month(closes))
    jobs.sync(run)
    if "today" in day:
        today = [row for row in rows_of(book, Tab.TODAY, TODAY, SHOWN) if row.startswith("R-")]
        fix = rows_of(book, Tab.TO_FIX, TO_FIX, ("ticket", "level", "cell"))
        assert (day["today"], day["fix"]) == (today, fix), day["on"]


def run_on(book, day):
    return Run(book=book, policy=POLICY, now=datetime.combine(day["on"], time(18)), who="Sato")


@pytest.mark.parametrize("make", [in_workbook, on_google])
def test_a_quarter_at_the_desk(make, tmp_path):
    """On each chosen day Today names who is next and what to do, and To fix what is wrong."""
    book = make(tmp_path)
    type_in = replaying(book)
    for day in QUARTER["days"]:
        type_in(typed_by(day["on"]))
        end_of_day(book, day)


RUN_AFTER = 2
"""Entries between two runs of the replay cell by cell: a run sees most rows half-typed."""


@pytest.mark.parametrize("make", [in_workbook, on_google])
def test_two_people_type_cell_by_cell(make, tmp_path):
    """However half-typed the rows were that runs have seen, the end of each day is the same."""
    book = make(tmp_path)
    type_in, before = replaying(book), typed_by(date(2026, 1, 1))
    for day in QUARTER["days"][:FIRST_DAYS]:
        after = typed_by(day["on"])
        for rows in islice(cell_by_cell(before, after), 0, None, RUN_AFTER):
            type_in(rows)
            jobs.sync(run_on(book, day))
        type_in(before := after)
        end_of_day(book, day)
