"""The list of cells to empty, as a page and as CSV."""

from __future__ import annotations

import pytest

from backoffice.outputs.forget_list import NAME_BOX, ForgetList, list_csv, list_page

HEADINGS = {"en": ("Name", "Email"), "ja": ("お名前", "メール")}


def cells(language="en", rows=(2, 3, 5), tab="Tickets"):
    return ForgetList(
        tab=tab,
        tickets={row: f"R-{99 + row:05}" for row in rows},
        places=[(row, column) for row in rows for column in (1, 5)],
        headings=dict(zip((1, 5), HEADINGS[language], strict=True)),
        link=lambda where: f"https://sheet.example/#range={where}&x=<y>",
    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page(golden, language):
    """The page in each language, word for word."""
    day = {"en": "Fri 1 January 2027", "ja": "2027年1月1日（金）"}[language]

    golden(f"forget_list.{language}.html", list_page(cells(language), language, day=day, book="desk.xlsx") + "\n")  # fmt: skip


def test_what_the_page_says_is_escaped():
    """Names of tabs and books, and addresses, are text on the page."""
    page = list_page(cells(tab="<b>&"), "en", day="", book="<script>")

    assert "<script>" not in page and "<b>&" not in page and "&x=<y>" not in page


def test_the_csv():
    """Each cell on a line, with its ticket, heading and link; a mark says that it is UTF-8."""
    lines = list_csv(cells("ja", rows=(2,)), "ja").splitlines()

    assert [
        "\ufeff受付番号,セル,列,リンク",
        "R-00101,B2,お名前,https://sheet.example/#range=B2&x=<y>",
        "R-00101,F2,メール,https://sheet.example/#range=F2&x=<y>",
    ] == lines


def test_selections_fit_the_name_box():
    """A long selection comes in pieces, each short enough; together they are all areas, once."""
    many = cells(rows=range(2, 400, 2))

    assert max(map(len, many.selections)) <= NAME_BOX
    assert many.areas == ",".join(many.selections).split(",")


def test_adjacent_cells_are_one_area():
    """Rows and columns that touch are one rectangle; a gap makes two."""
    assert ["B2:B3", "F2:F3", "B5", "F5"] == cells().areas
