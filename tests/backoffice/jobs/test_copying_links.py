"""A text that leads to a photograph leads there after a copy too, in all four directions."""

from __future__ import annotations

import io

import openpyxl
import pytest

from backoffice.books.uncopied import UncopiedKind
from backoffice.books.workbook.workbook import Workbook
from backoffice.jobs.copying import copy
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import LinkedText
from tests.backoffice.books.desks import new_workbook
from tests.backoffice.books.google_desks import copied, emulator, new_desk, on
from tests.backoffice.desks import POLICY, run_on
from tests.backoffice.sheets import blank

PHOTO = [column.key for column in ticket_columns(POLICY.undated)].index("photo")
ADDRESS = "https://photos.example/album 1?piece=R-00101&size=big#front"
FOLDED = ADDRESS.replace(" ", "%20")
FORMULA = '=HYPERLINK("https://photos.example/2","second")'


def in_a_workbook(folder):
    """Return a workbook in which people linked two photographs, and what each shows and leads to."""
    path = folder / "from.xlsx"
    file = openpyxl.load_workbook(io.BytesIO(new_workbook()))
    cell = file["Tickets"].cell(2, PHOTO + 1, "photo of 花子")
    cell.hyperlink = ADDRESS
    file["Tickets"].cell(
        3, PHOTO + 1, "https://photos.example/2"
    ).hyperlink = "https://photos.example/2"
    file.save(path)
    return Workbook(path), [("photo of 花子", FOLDED), ("https://photos.example/2", "")]


def in_a_sheet(folder):
    """Return a Google Sheet with a linked text, some linked letters, a chip, and several links."""
    del folder
    key = copied(emulator(), new_desk(emulator(), policy=POLICY.undated))
    link = {"link": {"uri": ADDRESS}}
    chip = {"startIndex": 0, "chip": {"richLinkProperties": {"uri": "https://drive.example/d/1"}}}
    cells = [
        text("photo of 花子") | {"userEnteredFormat": {"textFormat": link}},
        text("see photo") | {"textFormatRuns": [{"startIndex": 4, "format": link}]},
        text("@ (front)") | {"chipRuns": [chip]},
        {"userEnteredValue": {"formulaValue": FORMULA}},
        text("both")
        | {
            "textFormatRuns": [
                {"startIndex": 0, "format": link},
                {"startIndex": 2, "format": {"link": {"uri": "https://photos.example/2"}}},
            ]
        },
    ]
    staff = emulator().staff(key)
    sheet = staff.sheet("Tickets").id
    for row, cell in enumerate(cells, start=1):
        start = {"sheetId": sheet, "rowIndex": row, "columnIndex": PHOTO}
        fields = ",".join(cell)
        staff.edit(
            {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}
        )
    return on(emulator(), key), [
        ("photo of 花子", FOLDED),
        ("see photo", FOLDED),
        ("https://drive.example/d/1 (front)", "https://drive.example/d/1"),
        ("second", "https://photos.example/2"),
        ("both", FOLDED),
    ]


def text(words):
    """Return a cell with a text."""
    return {"userEnteredValue": {"stringValue": words}}


def to_a_workbook(folder):
    """Return a workbook that does not exist yet."""
    return Workbook(folder / "to.xlsx")


def to_a_sheet(folder):
    """Return a sheet as its owner makes and shares it."""
    del folder
    return on(emulator(), blank())


def links(book):
    """Return what each filled photo cell shows, and where it leads to."""
    rows = book.export().snapshot.sheets[Tab.TICKETS.value.en].rows[1:]
    cells = [row[PHOTO] for row in rows if row[PHOTO]]
    return [
        (str(cell), cell.address.replace(" ", "%20") if isinstance(cell, LinkedText) else "")
        for cell in cells
    ]


@pytest.mark.parametrize("target", [to_a_workbook, to_a_sheet])
@pytest.mark.parametrize("source", [in_a_workbook, in_a_sheet])
def test_links_survive(tmp_path, source, target):
    """Of several links in one cell the first is copied, and the copy says so."""
    (book, expected), new = source(tmp_path), target(tmp_path)
    assert expected == links(book)

    done = copy(run_on(book), run_on(new))

    assert expected == links(new)
    several = [each.text("en") for each in done.uncopied if each.kind is UncopiedKind.LINKS]
    said = "Tickets: further links of a cell that has several; its first is copied × 1"
    assert ([said] if source is in_a_sheet else []) == several


def test_a_link_too_long_for_a_workbook_is_copied_as_text(tmp_path):
    """Its text stays, and the copy says so."""
    key = new_desk(emulator(), policy=POLICY.undated)
    staff = emulator().staff(key)
    start = {"sheetId": staff.sheet("Tickets").id, "rowIndex": 1, "columnIndex": PHOTO}
    link = {"link": {"uri": "https://photos.example/" + "x" * 2_100}}
    cell = text("photo") | {"userEnteredFormat": {"textFormat": link}}
    rows = [{"values": [cell]}]
    staff.edit({"updateCells": {"start": start, "rows": rows, "fields": ",".join(cell)}})
    new = to_a_workbook(tmp_path)

    done = copy(run_on(on(emulator(), key)), run_on(new))

    assert [("photo", "")] == links(new)
    assert [UncopiedKind.LONG_LINKS] == [
        each.kind for each in done.uncopied if "links" in each.kind
    ]
