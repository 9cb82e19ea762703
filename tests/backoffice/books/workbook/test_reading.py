"""Cells of Tickets as programs write them, read and parsed: known, or reported with their cell."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from backoffice.books.workbook.reader import snapshot_of
from backoffice.books.workbook.workbook import Workbook
from backoffice.jobs.copy_contents import tabs_to_copy
from backoffice.jobs.copying import copy
from backoffice.jobs.desk import Run, read_desk
from backoffice.sheet.addresses import column_letters
from backoffice.sheet.layout import find_layout
from backoffice.sheet.snapshot import Picture
from tests.backoffice.books.decorated_workbooks import prefixed
from tests.backoffice.books.desks import desk_in, new_workbook, repacked
from tests.backoffice.desks import NOW, POLICY, codes_of, fact, problems_of

TICKETS = "xl/worksheets/sheet2.xml"
WORKBOOK = "xl/workbook.xml"
ENTRIES = {
    "A": "<is><t>R-00101</t></is>",
    "E": "<v>46144</v>",
    "B": "<is><t>山田 花子</t></is>",
    "F": "<is><t>h@example.com</t></is>",
    "I": "<is><t>00123</t></is>",
    "J": "<is><t>photo</t></is>",
    "C": "<is><t>Ring</t></is>",
    "L": "<is><t>Silver</t></is>",
    "N": "<v>1</v>",
}
"""Row 2 of Tickets: an enquiry with all that it needs."""


def _place(cell):
    return len(cell[0]), cell[0]


def row_of(**cells):
    """Return row 2 with the ENTRIES and `cells`, by column: the element, or what is in a number."""
    found = []
    for column, content in sorted({**ENTRIES, **cells}.items(), key=_place):
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
    assert [] == problems_of(desk_with(tmp_path, row_of()))


@pytest.mark.parametrize("serial", ["44682", "44682.5"])
@pytest.mark.parametrize("style", ["", ' s="27"'])
def test_days_in_a_workbook_that_counts_from_1904(tmp_path, serial, style):
    """Numbers in a column of days are counted as the workbook counts its days, formatted or not."""
    cell = f'<c r="E2"{style}><v>{serial}</v></c>'

    desk = desk_with(tmp_path, row_of(E=cell), counts_from_1904)

    assert [date(2026, 5, 2)] == [day.date() for day in fact(desk, "enquired")]
    assert [] == problems_of(desk)


def test_days_counted_from_1904_are_days_in_a_copy(tmp_path):
    """A number in a column of days is copied as the day, since the copy counts otherwise."""
    snapshot = snapshot_of(workbook_with(row_of(E="<v>44682</v>"), counts_from_1904))

    tabs = tabs_to_copy(snapshot, find_layout(snapshot, POLICY.undated))

    assert date(2026, 5, 2) == next(tab for tab in tabs if tab.name == "Tickets").rows[1][4]


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
    desk = desk_with(tmp_path, row_of(X=f'<c r="X2" t="d"><v>{value}</v></c>'))

    assert [expected] == [day.date() for day in fact(desk, "arrived")]
    assert ["future"] == codes_of(desk)


ARRIVED = {"X": "<v>46162</v>", "Z": "<v>46164</v>"}
APPROVED = {**ARRIVED, "AA": "<v>2500</v>", "AC": "<is><t>approved</t></is>"}


@pytest.mark.parametrize(
    "formula",
    [
        "<f>2000+500</f>",
        "<f>2000+500</f><v></v>",
        "<f>2000+500</f><v/>",
        '<f t="shared" si="0"/>',
        '<f t="shared" ref="Y2:Y9" si="0">2000+500</f>\n <v />',
        '<f aca="false">IF(A2&lt;&gt;"",2500,"")</f>',
        "<f>2000+500</f><f>2000+500</f>",
    ],
)
def test_a_price_that_is_a_formula_without_a_result_is_reported(tmp_path, formula):
    """The cell is reported and the piece is on hold, not sent at the list price."""
    desk = desk_with(tmp_path, row_of(**{**APPROVED, "AA": formula}))

    assert ("no-result", "AA2") in problems_of(desk)
    assert ([True], ["problem"]) == (fact(desk, "fix"), fact(desk, "hold"))


@pytest.mark.parametrize("column", [column_letters(number) for number in range(2, 30)])
def test_a_formula_without_a_result_is_reported_in_every_column(tmp_path, column):
    """A cell with a formula and no result is never taken for a blank one."""
    desk = desk_with(tmp_path, row_of(**{**APPROVED, column: f'<c r="{column}2"><f>A9</f></c>'}))

    assert ("no-result", f"{column}2") in problems_of(desk)
    assert [True] == fact(desk, "fix")


def test_the_formula_is_shown(tmp_path):
    """The problem shows the formula as staff see it."""
    desk = desk_with(tmp_path, row_of(AA='<f>IF(A2&lt;&gt;"",2500)</f>'))

    assert ['=IF(A2<>"",2500)'] == [problem.typed for problem in desk.problems]


@pytest.mark.parametrize(
    ("column", "content"),
    [
        ("AA", '<c r="AA2" t="str"><f>IF(1,"")</f><v></v></c>'),
        ("AA", '<c r="AA2" t="str"><f>IF(1,"")</f><v/></c>'),
        ("Y", '<c r="Y2" s="1"/>'),
        ("Y", '<c r="Y2" t="s"></c>'),
    ],
)
def test_an_empty_result_is_blank(tmp_path, column, content):
    """The empty text as a result, and a cell that only has a format, are blank."""
    assert [] == problems_of(desk_with(tmp_path, row_of(**{column: content})))


def test_a_result_that_the_file_holds_is_read(tmp_path):
    """A formula with its result is that result."""
    desk = desk_with(tmp_path, row_of(**ARRIVED, AA="<f>2000+500</f><v>2500</v>"))

    assert [2500] == fact(desk, "price")
    assert [] == problems_of(desk)


ERRORS = ["#REF!", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!",
          "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!", "#GETTING_DATA", "Err:502"]  # fmt: skip


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_is_reported_with_its_cell(tmp_path, error):
    """An error of any program is one problem of its cell, and the rest of the book is read."""
    desk = desk_with(tmp_path, row_of(AA=f'<c r="AA2" t="e"><v>{error}</v></c>'))

    assert [("error", "AA2")] == problems_of(desk)
    assert [error] == [problem.typed for problem in desk.problems]


@pytest.mark.parametrize(
    "cell",
    ['<c r="AA2" t="e"/>', '<c r="AA2" t="e"></c>', '<c r="AA2" t="e"><v>75</v></c>',
     '<c r="AA2" t="e"><v>#NEWLY-INVENTED!</v></c>'],
)  # fmt: skip
def test_an_error_without_its_name_is_reported(tmp_path, cell):
    """A cell that only says that it is an error does not show the value of another cell."""
    desk = desk_with(tmp_path, row_of(AA=cell, AC="<is><t>approved</t></is>"))

    assert ("error", "AA2") in problems_of(desk)
    assert "#ERROR!" in [problem.typed for problem in desk.problems]


@pytest.mark.parametrize(
    "content", ['<c t="e"><v>#REF!</v></c>', "<c><f>1+1</f></c>", '<c t="e"><v>#SPILL!</v></c>']
)
@pytest.mark.parametrize("row", ["<row>", '<row r="2">'])
def test_what_cannot_be_read_in_a_cell_without_address(tmp_path, content, row):
    """Cells may leave out their address: they follow the one before, and so does the problem's."""
    cells = (
        f'<c t="inlineStr">{ENTRIES["A"]}</c><c t="inlineStr">{ENTRIES["B"]}</c>{content}'
        '<c/><c r="E2"><v>46144</v></c><c r="J2"><v>1</v></c>'
    )

    desk = desk_with(tmp_path, f"{row}{cells}</row>")

    assert problems_of(desk)[0] in [("error", "C2"), ("no-result", "C2")]


@pytest.mark.parametrize("content", ['<c t="e"><v>#SPILL!</v></c>', "<c><f>1</f></c>"])
def test_errors_in_other_tabs_stop_nothing(tmp_path, content):
    """An error or an unread formula in a tab of no tickets is no problem."""

    def edit(parts):
        start = "xl/worksheets/sheet1.xml"
        parts[start] = parts[start].replace(
            b"</sheetData>", b"<row>%s</row></sheetData>" % content.encode()
        )

    assert [] == problems_of(desk_with(tmp_path, row_of(), edit))


def test_prefixed_elements_are_read_too(tmp_path):
    """A formula without a result is found where a program writes every element with a prefix."""
    book = desk_in(tmp_path, prefixed(workbook_with(row_of(AA="<f>2000+500</f>"))))

    desk = read_desk(Run(book=book, policy=POLICY, now=NOW, who="Sato"))

    assert [("no-result", "AA2")] == problems_of(desk)


# ------------------------------------------------------------------- pictures and other rich values

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
RICH = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_rich_values(*values):
    """Return an edit that gives the workbook rich values, each (structure, {field: text})."""
    structures = "".join(
        f'<s t="{name}">{"".join(f"""<k n="{field}" t="s"/>""" for field in fields)}</s>'
        for name, fields in values
    )
    rich = "".join(
        f'<rv s="{index}">{"".join(f"<v>{text}</v>" for text in fields.values())}</rv>'
        for index, (_, fields) in enumerate(values)
    )
    blocks = "".join(
        f'<bk><extLst><ext uri="{{3e2802c4}}"><xlrd:rvb i="{index}"/></ext></extLst></bk>'
        for index in range(len(values))
    )
    records = "".join(f'<bk><rc t="2" v="{index}"/></bk>' for index in range(len(values)))
    metadata = (
        f'<metadata xmlns="{MAIN}" xmlns:xlrd="{RICH}"><metadataTypes count="2">'
        '<metadataType name="XLDAPR"/><metadataType name="XLRICHVALUE"/></metadataTypes>'
        '<futureMetadata name="XLDAPR" count="1"><bk><extLst/></bk></futureMetadata>'
        f'<futureMetadata name="XLRICHVALUE">{blocks}</futureMetadata>'
        f'<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>'
        f"<valueMetadata>{records}</valueMetadata></metadata>"
    )
    kinds = {
        "metadata": (
            "openxmlformats.org/officeDocument/2006/relationships/sheetMetadata",
            metadata,
        ),
        "richData/rdrichvalue": (
            "microsoft.com/office/2017/06/relationships/rdRichValue",
            f'<rvData xmlns="{RICH}">{rich}</rvData>',
        ),
        "richData/rdrichvaluestructure": (
            "microsoft.com/office/2017/06/relationships/rdRichValueStructure",
            f'<rvStructures xmlns="{RICH}" count="{len(values)}">{structures}</rvStructures>',
        ),
    }

    def edit(parts):
        relations = ""
        for index, (name, (kind, xml)) in enumerate(kinds.items()):
            parts[f"xl/{name}.xml"] = xml.encode()
            relations += (
                f'<Relationship Id="rich{index}" Type="http://schemas.{kind}" Target="{name}.xml"/>'
            )
        rels = "xl/_rels/workbook.xml.rels"
        parts[rels] = parts[rels].replace(
            b"</Relationships>", f"{relations}</Relationships>".encode()
        )

    return edit


PLACED = ("_localImage", {"_rvRel:LocalImageIdentifier": "0", "CalcOrigin": "5"})
DESCRIBED = (
    "_localImage",
    {"_rvRel:LocalImageIdentifier": "0", "CalcOrigin": "5", "Text": "傷 &amp; 欠け"},
)
IMAGE = ("_webimage", {"WebImageIdentifier": "0", "CalcOrigin": "1", "ComputedImage": "1"})
SPILL = ("_error", {"colOffset": "1", "errorType": "8", "rwOffset": "0", "subType": "1"})
STOCK = ("_linkedentity2", {"%EntityServiceId": "268435456", "_DisplayString": "Silver"})


def rich_cell(column, formula="", number=1):
    return f'<c r="{column}2" t="e" vm="{number}">{formula}<v>#VALUE!</v></c>'


@pytest.mark.parametrize("value", [PLACED, DESCRIBED, IMAGE])
def test_a_picture_in_the_cell_is_a_photo(tmp_path, value):
    """A picture under Photo is a photo: nothing is missing and nothing to fix."""
    cells = {"I": "", "J": rich_cell("J", "<f>_xlfn.IMAGE(A9)</f>" if value is IMAGE else "")}

    desk = desk_with(tmp_path, row_of(**cells), with_rich_values(value))

    assert [] == problems_of(desk)


def test_the_picture_is_known_by_its_description(tmp_path):
    """The second rich value is the one its cell refers to, with the description of the picture."""
    desk = desk_with(
        tmp_path, row_of(J=rich_cell("J", number=2)), with_rich_values(PLACED, DESCRIBED)
    )

    assert ["傷 & 欠け"] == fact(desk, "photo")


def test_a_description_that_is_an_empty_element_is_none(tmp_path):
    """The XML that follows it is not taken for words."""
    described = with_rich_values(("_localImage", {"CalcOrigin": "5", "Text": ""}))

    def edit(parts):
        described(parts)
        values = "xl/richData/rdrichvalue.xml"
        parts[values] = parts[values].replace(b"<v></v>", b"<v/>")

    assert ["🖼"] == fact(desk_with(tmp_path, row_of(J=rich_cell("J")), edit), "photo")


@pytest.mark.parametrize("column", [*"BCEFHILMNVWXYZ", "AA", "AC"])
def test_a_picture_in_another_column_is_reported(tmp_path, column):
    """Nothing can be read of a picture outside Photo, which its cell's problem says."""
    row = row_of(**{**APPROVED, column: rich_cell(column)})

    desk = desk_with(tmp_path, row, with_rich_values(PLACED))

    assert ("picture", f"{column}2") in problems_of(desk)


def test_an_error_that_is_a_rich_value_is_an_error(tmp_path):
    """A formula that cannot spill shows #VALUE! to older programs, and is an error to all."""
    desk = desk_with(tmp_path, row_of(J=rich_cell("J")), with_rich_values(SPILL))

    assert ("error", "J2") in problems_of(desk)


def test_a_linked_data_type_is_what_it_shows(tmp_path):
    """A cell with a linked data type is read as the text that people see in it."""
    desk = desk_with(tmp_path, row_of(L=rich_cell("L")), with_rich_values(STOCK))

    assert ["silver"] == fact(desk, "material")
    assert [] == problems_of(desk)


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_rich_value_that_is_not_there_is_an_error(tmp_path, number):
    """A reference to no rich value is the error that the cell holds."""
    desk = desk_with(tmp_path, row_of(J=rich_cell("J", number=number)), with_rich_values(PLACED))

    assert ("error", "J2") in problems_of(desk)


def test_a_workbook_without_rich_values_has_errors(tmp_path):
    """Where the parts are missing, a cell that refers to one is an error."""
    assert ("error", "J2") in problems_of(desk_with(tmp_path, row_of(J=rich_cell("J"))))


def test_a_picture_that_a_program_embeds_is_found():
    """A picture that XlsxWriter embeds in a cell is a picture in the snapshot."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    book.add_worksheet("Own").embed_image(
        "C3", "x.png", {"image_data": io.BytesIO(PNG), "description": "crack"}
    )
    book.close()

    [sheet] = snapshot_of(made.getvalue()).sheets.values()

    assert Picture("crack") == sheet.rows[2][2]
    assert isinstance(sheet.rows[2][2], Picture)


def test_unticked_boxes_do_not_fill_a_row(tmp_path):
    """FALSE of a checkbox in an otherwise blank row is no entry."""
    cells = "".join(f'<c r="{column}2" t="b"><v>0</v></c>' for column in "NOPQRSTUY")

    desk = desk_with(
        tmp_path, f'<row r="2"><c r="A2" t="inlineStr">{ENTRIES["A"]}</c>{cells}</row>'
    )

    assert ([], []) == (problems_of(desk), fact(desk, "ticket"))


def test_boxes_are_counts(tmp_path):
    """TRUE of a checkbox under a service is once, FALSE is not at all."""
    desk = desk_with(
        tmp_path, row_of(N='<c r="N2" t="b"><v>1</v></c>', O='<c r="O2" t="b"><v>0</v></c>')
    )

    assert [] == problems_of(desk)
    assert ([1], [0]) == (fact(desk, "service:refinish"), fact(desk, "service:clean"))


@pytest.mark.parametrize("number", ["nan", "-inf", "1e999"])
def test_a_number_that_is_none_is_the_text_that_it_is(tmp_path, number):
    """It is reported with its cell, and a copy has it as a text."""
    desk = desk_with(tmp_path, row_of(U=f"<v>{number}</v>"))
    target = tmp_path / "target.xlsx"
    copy(desk.run, replace(desk.run, book=Workbook(target)))

    assert [("count", "U2")] == problems_of(desk)
    assert number == Workbook(target).read().sheets["Tickets"].rows[1][20]
