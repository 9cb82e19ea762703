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
from tests.backoffice.books.desks import desk_in, new_workbook, repacked, replacing
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


counts_from_1904 = replacing(WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" ')

ARRIVED = {"X": "<v>46162</v>", "Z": "<v>46164</v>"}
APPROVED = {**ARRIVED, "AA": "<v>2500</v>", "AC": "<is><t>approved</t></is>"}


@pytest.mark.parametrize(
    ("cells", "facts"),
    [
        ({}, {}),
        ({"AA": '<c r="AA2" t="str"><f>IF(1,"")</f><v></v></c>'}, {}),
        ({"AA": '<c r="AA2" t="str"><f>IF(1,"")</f><v/></c>'}, {}),
        ({"Y": '<c r="Y2" s="1"/>'}, {}),
        ({"Y": '<c r="Y2" t="s"></c>'}, {}),
        ({**ARRIVED, "AA": "<f>2000+500</f><v>2500</v>"}, {"price": 2500}),
        ({"N": '<c r="N2" t="b"><v>1</v></c>'}, {"service:refinish": 1}),
        ({"O": '<c r="O2" t="b"><v>0</v></c>'}, {"service:clean": 0}),
    ],
)
def test_what_is_no_problem(tmp_path, cells, facts):
    """The entries that other tests begin with; an empty result; a format alone; a result; boxes as counts."""
    desk = desk_with(tmp_path, row_of(**cells))

    assert [] == problems_of(desk)
    assert facts == {key: fact(desk, key)[0] for key in facts}


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


ERRORS = ["#REF!", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!",
          "#EXTERNAL!", "#PYTHON!", "#TIMEOUT!", "#GETTING_DATA", "Err:502"]  # fmt: skip


NAMELESS = ["/>", "></c>", "><v>75</v></c>", "><v>#NEWLY-INVENTED!</v></c>"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        *((f"><v>{error}</v></c>", error) for error in ERRORS),
        *((each, "#ERROR!") for each in NAMELESS),
    ],
)
def test_every_error_is_reported_with_its_cell(tmp_path, cell, shown):
    """An error of any program is a problem of its cell, which does not show the value of the next one."""
    desk = desk_with(tmp_path, row_of(AA=f'<c r="AA2" t="e"{cell}', AC=APPROVED["AC"]))

    assert ("error", "AA2", shown) in [
        (*found, problem.typed)
        for found, problem in zip(problems_of(desk), desk.problems, strict=True)
    ]


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
    row = f"<row>{content}</row></sheetData>"
    edit = replacing("xl/worksheets/sheet1.xml", "</sheetData>", row)
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
        f'<rv s="{index}">{"".join(f"<v>{text}</v>" if text else "<v/>" for text in fields.values())}</rv>'
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
        for index, (name, (kind, xml)) in enumerate(kinds.items()):
            parts[f"xl/{name}.xml"] = xml.encode()
            relation = f'Id="rich{index}" Type="http://schemas.{kind}" Target="{name}.xml"'
            end = "</Relationships>"
            replacing("xl/_rels/workbook.xml.rels", end, f"<Relationship {relation}/>{end}")(parts)

    return edit


PLACED = ("_localImage", {"_rvRel:LocalImageIdentifier": "0", "CalcOrigin": "5"})
DESCRIBED = (
    "_localImage",
    {"_rvRel:LocalImageIdentifier": "0", "CalcOrigin": "5", "Text": "傷 &amp; 欠け"},
)
UNNAMED = ("_localImage", {"CalcOrigin": "5", "Text": ""})
IMAGE = ("_webimage", {"WebImageIdentifier": "0", "CalcOrigin": "1", "ComputedImage": "1"})
SPILL = ("_error", {"colOffset": "1", "errorType": "8", "rwOffset": "0", "subType": "1"})
STOCK = ("_linkedentity2", {"%EntityServiceId": "268435456", "_DisplayString": "Silver"})


def rich_cell(column, formula="", number=1):
    return f'<c r="{column}2" t="e" vm="{number}">{formula}<v>#VALUE!</v></c>'


@pytest.mark.parametrize(
    ("values", "formula", "shown"),
    [
        ([PLACED], "", "🖼"),
        ([UNNAMED], "", "🖼"),
        ([IMAGE], "<f>_xlfn.IMAGE(A9)</f>", "🖼"),
        ([PLACED, DESCRIBED], "", "傷 & 欠け"),
    ],
)
def test_a_picture_in_the_cell_is_a_photo(tmp_path, values, formula, shown):
    """Nothing is missing and nothing to fix; it is known by its description, if it has one."""
    cell = rich_cell("J", formula, number=len(values))

    desk = desk_with(tmp_path, row_of(I="", J=cell), with_rich_values(*values))

    assert ([], [shown]) == (problems_of(desk), fact(desk, "photo"))


@pytest.mark.parametrize("column", [*"BCEFHILMNVWXYZ", "AA", "AC"])
def test_a_picture_in_another_column_is_reported(tmp_path, column):
    """Nothing can be read of a picture outside Photo, which its cell's problem says."""
    row = row_of(**{**APPROVED, column: rich_cell(column)})

    desk = desk_with(tmp_path, row, with_rich_values(PLACED))

    assert ("picture", f"{column}2") in problems_of(desk)


def test_a_linked_data_type_is_what_it_shows(tmp_path):
    """A cell with a linked data type is read as the text that people see in it."""
    desk = desk_with(tmp_path, row_of(L=rich_cell("L")), with_rich_values(STOCK))

    assert ["silver"] == fact(desk, "material")
    assert [] == problems_of(desk)


@pytest.mark.parametrize(
    ("number", "values"), [(1, [SPILL]), (0, [PLACED]), (2, [PLACED]), (99, [PLACED]), (1, [])]
)
def test_a_rich_value_that_shows_nothing_is_an_error(tmp_path, number, values):
    """A formula that cannot spill, and a reference to no rich value, are what the cell holds."""
    edit = with_rich_values(*values) if values else lambda _: None

    desk = desk_with(tmp_path, row_of(J=rich_cell("J", number=number)), edit)

    assert ("error", "J2") in problems_of(desk)


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


@pytest.mark.parametrize("number", ["nan", "-inf", "1e999"])
def test_a_number_that_is_none_is_the_text_that_it_is(tmp_path, number):
    """It is reported with its cell, and a copy has it as a text."""
    desk = desk_with(tmp_path, row_of(U=f"<v>{number}</v>"))
    target = tmp_path / "target.xlsx"
    copy(desk.run, replace(desk.run, book=Workbook(target)))

    assert [("count", "U2")] == problems_of(desk)
    assert number == Workbook(target).read().sheets["Tickets"].rows[1][20]
