"""Damaged parts of a workbook: a sentence or the right value; never a traceback or a silent blank.

THOROUGH=1 tries five hundred damages of each part instead of a few.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table

from backoffice import jobs
from backoffice.books.workbook.reader import snapshot_of
from backoffice.books.workbook.workbook import Workbook
from backoffice.jobs.copying import copy
from backoffice.jobs.desk import Run
from backoffice.messages.errors import BackofficeError
from backoffice.sheet.snapshot import EPOCH, NoResult, Picture
from tests.backoffice.books.desks import repacked, saved_again
from tests.backoffice.books.workbook.damaging import damages
from tests.backoffice.books.workbook.slow_reading import RICH, UNREAD, UnreadableError, slow_reading
from tests.backoffice.books.workbook.test_reading import (
    ARRIVED,
    PLACED,
    STOCK,
    rich_cell,
    row_of,
    with_rich_values,
    workbook_with,
)
from tests.backoffice.desks import NOW, POLICY
from tests.selection import THOROUGH

EXAMPLES = 500 if THOROUGH else 8


@cache
def made():
    """Return a desk with every kind of cell: numbers, texts, days, an error, a formula, a picture."""
    row = row_of(
        **ARRIVED,
        J=rich_cell("J"),
        L=rich_cell("L", number=2),
        O='<c r="O2" t="b"><v>1</v></c>',
        P='<c r="P2" t="str"><f>"1"</f><v>1</v></c>',
        W="<f>2000+500</f>",
        Y='<c r="Y2" t="e"><v>#N/A</v></c>',
        AA="<f>2000+500</f><v>2500</v>",
    )
    return workbook_with(row, with_rich_values(PLACED, STOCK))


@cache
def with_own_tab():
    """Return the desk as openpyxl saves it, with a tab of staff's own that holds a table."""

    def add(book):
        own = book.create_sheet("Own")
        for row in (["Stone", "Left"], ["Garnet", 3], ["Opal", "=1+1"]):
            own.append(row)
        own.add_table(Table(displayName="Stones", ref="A1:B3"))

    return saved_again(made(), add)


PARTS = {
    "Tickets": (made, "xl/worksheets/sheet2.xml", b"sheetData"),
    "Tickets of openpyxl": (with_own_tab, "xl/worksheets/sheet2.xml", b"sheetData"),
    "a script tab": (made, "xl/worksheets/sheet5.xml", b"worksheet"),
    "a tab of staff's own": (with_own_tab, "xl/worksheets/sheet8.xml", b"sheetData"),
    "a table": (with_own_tab, "xl/tables/table1.xml", b"table"),
    "strings": (made, "xl/sharedStrings.xml", b"sst"),
    "styles": (made, "xl/styles.xml", b"cellXfs"),
    "workbook": (made, "xl/workbook.xml", b"sheets"),
    "relations of the workbook": (made, "xl/_rels/workbook.xml.rels", b"Relationships"),
    "relations of the package": (made, "_rels/.rels", b"Relationships"),
    "content types": (made, "[Content_Types].xml", b"Types"),
    "metadata": (made, "xl/metadata.xml", b"metadata"),
    "rich values": (made, "xl/richData/rdrichvalue.xml", b"rvData"),
    "structures": (made, "xl/richData/rdrichvaluestructure.xml", b"rvStructures"),
}


def readings(data):
    """Return what the slow reading says; None where it gives up."""
    try:
        return slow_reading(data)
    except UnreadableError:
        return None


def is_one_of(cell, values):
    """Return whether a cell has one of the values, or shows that it could not be read."""
    if isinstance(cell, (NoResult, Picture)) or (isinstance(cell, str) and cell.startswith("#")):
        return True
    shown = "" if cell is None else cell
    return any(_is_same(shown, value) for value in values)


def _is_same(cell, value):
    if value == UNREAD:
        return False
    if value == RICH:
        return isinstance(cell, str) and cell != ""
    if isinstance(value, bool) or isinstance(cell, bool):
        return cell is value
    if isinstance(value, float):
        return str(_number(cell)) == str(value) or abs(_number(cell) - value) < 1e-6
    if isinstance(cell, (date, time)):
        return str(cell)[:10] == value[:10]
    return "".join(str(cell).split()) == "".join(str(value).split())


def _number(cell):
    """Return a cell as the number that a workbook stores."""
    if isinstance(cell, datetime):
        return (cell - datetime.combine(EPOCH, time())) / timedelta(days=1)
    if isinstance(cell, date):
        return (cell - EPOCH).days
    if isinstance(cell, time):
        return timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second) / timedelta(1)
    if isinstance(cell, timedelta):
        return cell / timedelta(days=1)
    return float(cell) if isinstance(cell, (int, float)) or cell in ODD_NUMBERS else float("nan")


ODD_NUMBERS = ("1e999", "nan")
"""Numbers that no cell can have; they are shown as they are in the file."""


def wrong_cells(snapshot, expected):
    """Return the cells that the slow reading does not know so."""
    wrong = []
    for name, cells in expected.items():
        sheet = snapshot.sheets.get(name)
        rows = sheet.rows if sheet else []
        filled = {
            (at, index): cell
            for at, row in enumerate(rows, start=1)
            for index, cell in enumerate(row, start=1)
            if cell not in (None, "")
        }
        for at in cells.keys() | filled.keys():
            if not is_one_of(filled.get(at, ""), cells.get(at, {""})):
                wrong.append((name, at, filled.get(at, ""), cells.get(at)))
    return wrong


def is_a_sentence(error):
    return all(text and "{" not in text for text in (str(error), error.in_("ja")))


@pytest.mark.parametrize("part", PARTS)
@settings(
    max_examples=EXAMPLES,
    derandomize=EXAMPLES < 100,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_part_is_a_sentence_or_the_right_value(tmp_path, part, data):
    """What is read is what the slow reading says; what a run writes leaves every cell of staff's."""
    make, name, focus = PARTS[part]

    def damage(parts):
        start, end, new = data.draw(damages(parts[name], focus), label=name)
        parts[name] = parts[name][:start] + new + parts[name][end:]

    book = repacked(make(), damage)
    try:
        snapshot = snapshot_of(book)
    except BackofficeError as error:
        assert is_a_sentence(error)
    else:
        expected = readings(book)
        if expected is None:  # then what is read at all is as it was
            expected = {n: c for n, c in slow_reading(make()).items() if n in snapshot.sheets}
        assert [] == wrong_cells(snapshot, expected)
    then = data.draw(st.sampled_from(["read", "read", "read", "sync", "copy"]), label="then")
    if then == "sync":
        check_sync(Path(mkdtemp(dir=tmp_path)) / "desk.xlsx", book)  # without earlier versions
    elif then == "copy":
        check_copy(tmp_path, book)


def check_sync(path, data):
    """A sync says why it does nothing, or leaves every cell of Tickets as it was."""
    path.write_bytes(data)
    book = Workbook(path)
    try:
        before = book.read().sheets
        jobs.sync(Run(book=book, policy=POLICY, now=NOW, who="Sato"))
    except BackofficeError as error:
        assert is_a_sentence(error)
        assert data == path.read_bytes()
        return
    [name] = [name for name in before if name in ("Tickets", "受付")]
    after = book.read().sheets[name].rows
    for at, row in enumerate(before[name].rows):
        assert [(cell, index) for index, cell in enumerate(row) if cell not in (None, "")] == [
            (after[at][index], index) for index, cell in enumerate(row) if cell not in (None, "")
        ]


def check_copy(folder, data):
    """A copy says why there is none, or has every cell."""
    source, target = folder / "source.xlsx", folder / "target.xlsx"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    runs = [Run(book=Workbook(p), policy=POLICY, now=NOW, who="Sato") for p in (source, target)]
    try:
        copy(*runs)
    except BackofficeError as error:
        assert is_a_sentence(error)
