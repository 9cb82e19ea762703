"""Areas of Tickets: what is printed, until staff choose something else, and what its filter covers."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from backoffice.books.changes import Changes
from backoffice.sheet.columns import OPTIONAL, ticket_columns
from backoffice.sheet.headings import Tab
from backoffice.sheet.reach_of_tickets import LEAST_ROWS, filter_width, pages_of_columns
from tests.backoffice.books.desks import POLICY, desk_in, new_workbook, parts, repacked, saved_again

HEADINGS = [column.heading("en") for column in ticket_columns(POLICY)]
AREA = re.compile(rb'(?P<start><definedName name="_xlnm.Print_Area"[^>]*>)(?P<area>[^<]*)')


def typed_in(cells: dict[str, object]) -> bytes:
    """Return a workbook with cells of Tickets as staff fill them, saved by another program."""

    def fill(book):
        for address, value in cells.items():
            book["Tickets"][address] = value

    return saved_again(new_workbook(), fill)


def printed(path) -> str | None:
    """Return what is printed of Tickets; None if everything is."""
    found = AREA.search(parts(path)["xl/workbook.xml"])
    return found["area"].decode() if found else None


def written(folder, data: bytes) -> Path:
    """Return the workbook after a run has written to it."""
    book = desk_in(folder, data)
    book.write(Changes(read=book.read(), tabs={Tab.QUOTES: [["R-00101"]]}), once=1)
    return folder / "desk.xlsx"


def synced(folder, data: bytes) -> str | None:
    """Return what is printed after a run has written to the workbook."""
    return printed(written(folder, data))


def last_rows(area: str) -> set[str]:
    return set(re.findall(r":\$[A-Z]+\$(\d+)", area))


def test_pages_are_groups_of_columns():
    """Who asks, what is to be done, what was agreed, how it came back; no links, codes and addresses."""
    pages = [HEADINGS[first : last + 1] for first, last in pages_of_columns(HEADINGS)]

    assert ["Ticket", "Material", "Go ahead up to (with tax)", "Back from workshop"] == [
        page[0].split("\n")[0] for page in pages
    ]
    assert {"Photo", "Return address", "Estimate code", "Workshop note"} == {
        heading.split("\n")[0] for heading in HEADINGS
    } - {heading.split("\n")[0] for page in pages for heading in page}


def test_a_column_of_staffs_own_is_printed_where_it_is():
    """Nobody's column is left out, and columns may be in any order."""
    assert [(0, 4)] == pages_of_columns(["Ticket", "Name", "Piece", "Shelf", "Notes"])
    assert [(0, 2), (4, 4)] == pages_of_columns(["Notes", "Ticket", "Name", "Photo", "Shelf"])


def test_a_run_prints_to_the_last_filled_row(tmp_path):
    """Numbered blank rows are not printed, but for the first ones of a desk without tickets."""
    data = typed_in({"B60": "Hana", "A70": "R-00999", "AM61": False})

    desk_in(tmp_path)
    assert {str(LEAST_ROWS)} == last_rows(printed(tmp_path / "desk.xlsx"))
    assert {"60"} == last_rows(synced(tmp_path, data))


def test_columns_that_staff_insert_are_printed(tmp_path):
    """Spreadsheet programs move both names; the next run adds the new column."""
    data = typed_in({"AN1": "Shelf", "AN2": "3"})

    assert synced(tmp_path, data).endswith(f"$AN${LEAST_ROWS}")


OWN = "Tickets!$A$1:$D$9"


@pytest.mark.parametrize(
    ("pattern", "instead", "expected"),
    [
        (AREA.pattern, rb"\g<start>" + OWN.encode(), OWN),
        (AREA.pattern + b"</definedName>", b"", None),
        (rb'<definedName name="[^"]*Print_Area"[^>]*>[^<]*</definedName>', b"", None),
    ],
    ids=["another", "none", "none, and no name of ours: a book of an earlier version"],
)
def test_what_staff_chose_to_print_stays(tmp_path, pattern, instead, expected):
    """Another area, and one that somebody cleared, are theirs."""

    def edit(found):
        found["xl/workbook.xml"] = re.sub(pattern, instead, found["xl/workbook.xml"])

    assert expected == synced(tmp_path, repacked(typed_in({"B60": "Hana"}), edit))


def test_rows_grow_with_a_long_note(tmp_path):
    """Only the row of headings has a height that programs may not change; long notes wrap."""
    (tmp_path / "desk.xlsx").write_bytes(new_workbook())
    xml = parts(tmp_path / "desk.xlsx")["xl/worksheets/sheet2.xml"]

    assert [b"1"] == re.findall(rb'<row r="(\d+)"[^>]* customHeight="1"', xml)
    notes = openpyxl.load_workbook(tmp_path / "desk.xlsx")["Tickets"].column_dimensions["AM"]
    assert notes.alignment.wrap_text


# ------------------------------------------------------------------- the filter

PHONE, NOTES = OPTIONAL[0].label.en, "Notes"


def older(*added: str, filtered: str) -> bytes:
    """Return a workbook in which Phone and what is behind Notes were added by hand."""

    def add(book):
        sheet = book["Tickets"]
        sheet.delete_cols(next(c.column for c in sheet[1] if str(c.value).startswith(PHONE)))
        for index, heading in enumerate(added):
            sheet.cell(1, 39 + index).value = heading
        sheet.auto_filter.ref = filtered
        sheet.auto_filter.add_filter_column(2, ["Ring"])

    return saved_again(new_workbook(), add)


def filtered_after_a_run(folder, data: bytes) -> tuple[str, str]:
    """Return the area of the filter, and the same by its name, after a run has written."""
    path = written(folder, data)
    sheet = openpyxl.load_workbook(path)["Tickets"]
    assert ["Ring"] == sheet.auto_filter.filterColumn[0].filters.filter
    names = parts(path)["xl/workbook.xml"].decode()
    named = re.search(r"[^>]*Tickets'?!([^<]*)\$20000</definedName>", names)
    return sheet.auto_filter.ref, named[1]


def test_the_filter_takes_in_an_offered_column(tmp_path):
    """What it hides stays, and both places that hold its area agree."""
    data = older(PHONE, "Shelf", filtered="A1:AL20000")

    assert ("A1:AN20000", "$A$1:$AN") == filtered_after_a_run(tmp_path, data)


def test_a_filter_that_staff_made_stays(tmp_path):
    """One that leaves out columns that the desk began with is narrow on purpose."""
    data = older(PHONE, filtered="A1:C20000")

    assert "A1:C20000" == filtered_after_a_run(tmp_path, data)[0]


def test_which_columns_belong_to_the_filter():
    """Only an offered column makes it wider, with staff's own beside it, and none behind a gap."""
    cases = [["Shelf"], [PHONE], [PHONE, "Shelf"], [None, PHONE], [PHONE, NOTES], []]

    assert [2, 3, 4, 2, 2, 2] == [filter_width(["Ticket", "Name", *case], 2) for case in cases]
