"""Cells of Tickets as programs write them, read and parsed: known, or reported with their cell."""

from __future__ import annotations

import re
from datetime import date

import pytest

from backoffice.books.workbook.reader import snapshot_of
from backoffice.jobs.copy_contents import tabs_to_copy
from backoffice.jobs.desk import Run, read_desk
from backoffice.sheet.layout import find_layout
from tests.backoffice.books.desks import desk_in, new_workbook, repacked
from tests.backoffice.desks import NOW, POLICY, codes_of, fact, told

TICKETS = "xl/worksheets/sheet2.xml"
WORKBOOK = "xl/workbook.xml"
ENTRIES = {
    "A": "<is><t>R-00101</t></is>",
    "C": "<v>46144</v>",
    "D": "<is><t>山田 花子</t></is>",
    "E": "<is><t>h@example.com</t></is>",
    "G": "<is><t>00123</t></is>",
    "H": "<is><t>photo</t></is>",
    "I": "<is><t>Ring</t></is>",
    "J": "<is><t>Silver</t></is>",
    "L": "<v>1</v>",
}
"""Row 2 of Tickets: an enquiry with all that it needs."""


def row_of(**cells):
    """Return row 2 with the ENTRIES and `cells`, by column: the element, or what is in a number."""
    found = []
    for column, content in sorted({**ENTRIES, **cells}.items()):
        kind = ' t="inlineStr"' if content.startswith("<is>") else ""
        element = f'<c r="{column}2"{kind}>{content}</c>'
        found.append(content if content.startswith("<c") else element if content else "")
    return f'<row r="2">{"".join(found)}</row>'


def workbook_with(row, edit=lambda parts: None):
    """Return a workbook whose only ticket is `row`, an element; `edit` may change other parts."""

    def change(parts):
        rows = re.sub(rb"<row r=\"[23]\".*?</row>", b"", parts[TICKETS])
        parts[TICKETS] = rows.replace(b'<row r="4"', row.encode() + b'<row r="4"')
        edit(parts)

    return repacked(new_workbook(), change)


def desk_with(tmp_path, row, edit=lambda parts: None):
    """Return the desk whose only ticket is `row`."""
    book = desk_in(tmp_path, workbook_with(row, edit))
    return read_desk(Run(book=book, policy=POLICY, now=NOW, who="Sato"))


def counts_from_1904(parts):
    parts[WORKBOOK] = parts[WORKBOOK].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')


def test_the_row_to_change_has_no_problem(tmp_path):
    """The entries that the other tests begin with have no problem."""
    assert [] == told(desk_with(tmp_path, row_of()))


@pytest.mark.parametrize("serial", ["44682", "44682.5"])
@pytest.mark.parametrize("style", ["", ' s="27"'])
def test_days_in_a_workbook_that_counts_from_1904(tmp_path, serial, style):
    """Numbers in a column of days are counted as the workbook counts its days, formatted or not."""
    cell = f'<c r="C2"{style}><v>{serial}</v></c>'

    desk = desk_with(tmp_path, row_of(C=cell), counts_from_1904)

    assert [date(2026, 5, 2)] == [day.date() for day in fact(desk, "enquired")]
    assert [] == told(desk)


def test_days_counted_from_1904_are_days_in_a_copy(tmp_path):
    """A plain number in a column of days is copied as the day, since the copy counts otherwise."""
    snapshot = snapshot_of(workbook_with(row_of(C="<v>44682</v>"), counts_from_1904))

    tabs = tabs_to_copy(snapshot, find_layout(snapshot, POLICY.undated))

    assert date(2026, 5, 2) == next(tab for tab in tabs if tab.name == "Tickets").rows[1][2]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-06-30T15:30:00Z", date(2026, 7, 1)),
        ("2026-06-30T15:30:00+09:00", date(2026, 6, 30)),
        ("2026-06-30T23:30:00", date(2026, 6, 30)),
        ("2026-06-30", date(2026, 6, 30)),
    ],
)
def test_a_moment_in_a_cell_of_dates_is_the_day_in_the_shop(tmp_path, value, expected):
    """An ISO date cell with an offset is the day in the shop's time zone."""
    desk = desk_with(tmp_path, row_of(V=f'<c r="V2" t="d"><v>{value}</v></c>'))

    assert [expected] == [day.date() for day in fact(desk, "arrived")]
    assert ["future"] == codes_of(desk)
