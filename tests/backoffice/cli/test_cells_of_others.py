"""Tabs, columns and memos that are not the desk's never stop a command, nor fill the memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from backoffice.books.workbook.workbook import Workbook
from tests.backoffice.cli.workbooks import SOUND, TODAY, workbook

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
ERRORS = ["#SPILL!", "#CALC!", "#FIELD!", "#BUSY!"]
COMMANDS = [
    ["check", "--book", "desk.xlsx"],
    ["sync", "--book", "desk.xlsx"],
    ["close", "2026-05", "--yes", "--book", "desk.xlsx"],
    ["copy", "desk.xlsx", "copy.xlsx"],
]
CHILD = """
import json, re, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
from backoffice.cli.program import main
done = []
for command in json.loads(sys.argv[1]):
    status = main(command)
    # of this program only: what getrusage says begins with the memory of the process that started it
    peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
    done.append([status, int(peak[1]) >> 10])
print(json.dumps(done))
"""


def with_cells_of_others():
    """Return a desk whose docket pad is short, with all that staff may keep beside it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(SOUND, rows=60)))
    tickets = book["Tickets"]
    own = tickets.max_column + 1
    tickets.cell(1, own).value = "Supplier"
    for row, error in enumerate(ERRORS, start=2):
        set_error(tickets.cell(row, own), error)
    tickets.cell(62, own).value = "a memo right below"
    tickets.cell(LAST_ROW, own).value = "a memo far below"
    tickets.cell(3, LAST_COLUMN).value = "a memo far to the right"
    year = book.create_sheet("Year")
    for column in range(1, 367):
        year.cell(1, column).value = column
    year.cell(LAST_ROW, 366).value = "a memo in the corner"
    shifts = book.create_sheet("Shifts")
    for column in range(1, 732):
        shifts.cell(1, column).value = column
        set_error(shifts.cell(2, column), ERRORS[column % 4])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def set_error(cell, error):
    cell.value = error
    cell.data_type = "e"


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Return the folder in which the commands ran, and status and peak of memory (MB) after each."""
    folder = tmp_path_factory.mktemp("others")
    (folder / "desk.xlsx").write_bytes(with_cells_of_others())
    commands = [[*command, "--today", TODAY] for command in COMMANDS]
    child = subprocess.run(
        [sys.executable, "-c", CHILD, json.dumps(commands)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "" == child.stderr
    return folder, json.loads(child.stdout.splitlines()[-1])


def test_every_command_runs_in_bounded_memory(ran):
    """Reading takes little more than the program itself; a copy of millions of rows, a few hundred MB."""
    _, [check, sync, close, copy] = ran

    assert [0, 0, 0, 0] == [status for status, _ in (check, sync, close, copy)]
    assert max(check[1], sync[1], close[1]) < 250
    assert copy[1] < 600


def test_new_numbers_are_right_below_the_last(ran):
    """The docket pad goes on where it ended: a memo takes its row, one far below changes nothing."""
    folder, _ = ran

    rows = Workbook(folder / "desk.xlsx").read().sheets["Tickets"].rows

    numbers = [(at, row[0]) for at, row in enumerate(rows, 1) if row and row[0]]
    assert [(61, "R-00160"), (63, "R-00161"), (64, "R-00162")] == numbers[60:63]
    assert (156, "R-00254") == numbers[-1]


@pytest.mark.parametrize("name", ["desk.xlsx", "copy.xlsx"])
def test_what_others_keep_stays(ran, name):
    """Every cell is there after the runs, and in the copy."""
    folder, _ = ran

    sheets = Workbook(folder / name).export().snapshot.sheets

    tickets, year, shifts = (sheets[tab].rows for tab in ("Tickets", "Year", "Shifts"))
    own = tickets[0].index("Supplier")
    assert ERRORS == [row[own] for row in tickets[1:5]]
    assert "a memo right below" == tickets[61][own]
    assert (LAST_ROW, "a memo far below") == (len(tickets), tickets[-1][own])
    assert "a memo far to the right" == tickets[2][LAST_COLUMN - 1]
    assert (LAST_ROW, "a memo in the corner") == (len(year), year[-1][365])
    assert [ERRORS[column % 4] for column in range(1, 732)] == list(shifts[1])


def test_the_copy_has_its_checks_and_no_range_below_the_last_row(ran):
    """A memo in the last row costs no dropdown list and makes no range that Excel would repair."""
    folder, _ = ran
    with zipfile.ZipFile(folder / "copy.xlsx") as file:
        tickets = file.read("xl/worksheets/sheet2.xml")

    assert b"<dataValidation " in tickets
    assert b"<autoFilter " in tickets
    assert b"1049576" not in tickets
