"""From a sheet as staff left it to tickets and problems."""

from __future__ import annotations

import random
from datetime import date

import pytest

from backoffice import jobs
from backoffice.errors import LayoutError
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import (
    APPROVED,
    ASKED,
    MAY,
    NOW,
    POLICY,
    assessed,
    codes_of,
    edit,
    fact,
    run_of,
    told,
)
from tests.backoffice.desks import at as run_at
from tests.backoffice.memory_book import MemoryBook
from tests.tools.casebook import policy_with

COLUMNS = ticket_columns(POLICY.undated)


def tickets_in(run):
    return fact(jobs.read_desk(run), "ticket")


# ------------------------------------------------------------------------------------- layout


@pytest.mark.parametrize(
    "heading",
    [
        lambda column: column.heading("en"),
        lambda column: column.heading("ja"),
        lambda column: column.label.en,
        lambda column: column.label.ja,
        lambda column: f"  {column.label.en.upper()} ",
        lambda column: f"{column.label.en} / {column.label.ja}",
        lambda column: column.label.en.split(" ", 1)[-1] if column.service else column.label.en,
    ],
    ids=["en-ja", "ja-en", "en", "ja", "shouted", "slash", "without-sign"],
)
def test_headings_in_either_language_are_found(heading):
    """A heading may be English, Japanese or both, in any case, with or without its sign."""
    run = run_of(APPROVED)
    run.book.grid(Tab.TICKETS)[0] = [heading(column) for column in COLUMNS]

    assert [1000] == fact(jobs.read_desk(run), "price")


@pytest.mark.parametrize("seed", range(3))
def test_columns_may_stand_anywhere_among_staffs_own(seed):
    """Moved columns, columns of staff and columns without a heading change nothing."""
    run = run_of(APPROVED, ASKED | {"material": "K81"})
    plain = jobs.read_desk(run)
    grid = run.book.grid(Tab.TICKETS)
    for at, row in enumerate(grid):
        row += ["Shelf", ""] if at == 0 else [f"A{at}", "?"]
    order = random.Random(seed).sample(range(len(grid[0])), len(grid[0]))
    run.book.grids["Tickets"] = [[row[place] for place in order] for row in grid]

    moved = jobs.read_desk(run)

    assert plain.assessment.frame.equals(moved.assessment.frame)
    assert codes_of(plain) == codes_of(moved)


def test_the_address_follows_a_moved_column():
    """A problem leads to the cell where the column stands now."""
    run = run_of(ASKED | {"material": "K81"})
    grid = run.book.grid(Tab.TICKETS)
    for row in grid:
        row.insert(0, row.pop([column.key for column in COLUMNS].index("material")))

    assert [("choice", "A2")] == told(jobs.read_desk(run))


@pytest.mark.parametrize(
    "heading", ["Name / Kana", "お名前\nフリガナ", "Kana / お名前", " / ", "\n"]
)
def test_a_heading_that_only_contains_a_name_is_staffs_own(heading):
    """A column counts if all parts of its heading are its names: staff's *Name / Kana* is theirs."""
    run = run_of(APPROVED)
    for at, row in enumerate(run.book.grid(Tab.TICKETS)):
        row.append("kana" if at else heading)

    assert ["山田 花子"] == fact(jobs.read_desk(run), "name")


def refusal(run):
    with pytest.raises(LayoutError) as caught:
        jobs.sync(run)
    assert run.book.writes == 0
    return str(caught.value), caught.value.in_("ja")


def test_every_missing_heading_is_named():
    """Two headings that are gone stop the run before it writes, both named, in both languages."""
    run = run_of(APPROVED)
    run.book.grid(Tab.TICKETS)[0][3:5] = ["Customer", ""]

    en, ja = refusal(run)

    assert [
        "Tickets: the heading “Name / お名前” is missing in row 1. Write it back.",
        "Tickets: the heading “Email / メール” is missing in row 1. Write it back.",
    ] == en.splitlines()
    assert "「Name / お名前」がありません" in ja


def test_a_doubled_heading_is_named_with_its_cells():
    """Nobody can know which of two columns counts."""
    run = run_of(APPROVED)
    for row in run.book.grid(Tab.TICKETS):
        row.append(row[3])

    en, ja = refusal(run)

    assert "“Name / お名前” stands twice, in D1 and AD1." in en
    assert "D1、AD1" in ja


@pytest.mark.parametrize(
    ("above", "en", "ja"),
    [
        (1, "stand in row 2; they belong in row 1. Delete row 1 above them.", "1行目を削除"),
        (4, "stand in row 5; they belong in row 1. Delete rows 1–4 above them.", "1〜4行目を削除"),
    ],
)
@pytest.mark.parametrize("tab", [Tab.TICKETS, Tab.QUOTES])
def test_headings_that_slid_down_are_told_once(tab, above, en, ja):
    """A row inserted above the heading is named as what it is, not as thirty missing headings."""
    run = run_of(APPROVED)
    run.book.grid(tab)[:0] = [["June", "ask Sato"]] * above

    told_en, told_ja = refusal(run)

    assert f"{tab.value.en}: the headings {en}" == told_en
    assert ja in told_ja


def test_headings_that_are_nowhere_are_each_named():
    """Beyond the first rows nothing is looked for."""
    run = run_of(APPROVED)
    run.book.grid(Tab.TICKETS)[:0] = [[]] * 10

    en, _ = refusal(run)

    assert len(COLUMNS) == len(en.splitlines())


def test_two_tabs_of_one_name_are_both_named():
    """Nobody can know which of Tickets and 受付 staff write."""
    run = run_of(APPROVED)
    run.book.grids["受付"] = [["copy"]]

    en, ja = refusal(run)

    assert en.startswith("the tabs “Tickets” and “受付” have names of the same tab. Keep the one")
    assert "「Tickets」と「受付」" in ja


def test_a_second_page_to_begin_on_is_no_matter():
    """The script reads nothing there."""
    run = run_of(APPROVED)
    run.book.grids["はじめに"] = []

    assert ["R-00101"] == tickets_in(run)


def test_a_service_that_the_policy_gained_is_asked_for():
    """The message says which column to add and how."""
    service = {
        "number": 9,
        "sign": "⑨",
        "label": {"en": "Engraving", "ja": "刻印"},
        "clause": "P5",
        "fee": [{"from": date(2024, 1, 1), "value": 1200}],
    }
    book = MemoryBook.new([APPROVED], POLICY.undated)
    more = policy_with([{"at": "services.engraving", "value": service}])
    run = jobs.Run(book=book, policy=more, now=NOW, who="Sato")

    en, ja = refusal(run)

    assert "Add a column anywhere and write “⑨ Engraving / ⑨ 刻印” into its first row." in en
    assert "⑨ 刻印" in ja


def test_a_renamed_tab_is_named_with_those_that_are_there():
    """Renaming a tab stops the run, and says what to do."""
    run = run_of(APPROVED)
    run.book.grids["Quotations"] = run.book.grids.pop("Quotes")

    en, ja = refusal(run)

    assert "the tab “Quotes” (見積) is missing." in en
    assert "Quotations" in en
    assert "「見積」" in ja


def test_a_script_tab_whose_columns_moved_is_not_misread():
    """A column that somebody put into Log stops the run and is named."""
    run = run_of(APPROVED)
    run.book.grid(Tab.LOG)[0].insert(0, "Remarks")

    en, _ = refusal(run)

    assert "Log: the heading in A1 should be “Run / 実行番号”." in en


def test_spaces_around_a_tabs_name_do_not_matter():
    """A tab called " tickets " is Tickets."""
    run = run_of(APPROVED)
    run.book.grids = {f" {name.lower()} ": grid for name, grid in run.book.grids.items()}

    assert ["R-00101"] == tickets_in(run)


# --------------------------------------------------------------------------------------- rows


def test_pad_rows_are_no_tickets():
    """A number alone is a blank docket; staff's own columns do not fill it."""
    run = run_of(APPROVED, pad=3)
    for at, row in enumerate(run.book.grid(Tab.TICKETS)):
        row.append("Shelf" if at == 0 else "A1")

    desk = jobs.read_desk(run)

    assert (["R-00101"], ["R-00102", "R-00103"]) == (fact(desk, "ticket"), desk.rows.blank)


def test_a_row_without_a_number_is_reported():
    """Entries without a number belong to nobody."""
    assert [("no-number", "A3")] == told(assessed(APPROVED, ASKED | {"ticket": ""}))


def test_an_empty_row_in_between_is_nothing():
    """A row that somebody cleared is no problem."""
    assert ["R-00101", "R-00103"] == fact(assessed(APPROVED, {"ticket": " "}, APPROVED), "ticket")


def test_a_copied_row_is_reported_on_both_lines():
    """Neither of two rows with the same number is used."""
    desk = assessed(APPROVED, ASKED | {"ticket": "r101"}, APPROVED)

    assert [("twice", "A2"), ("twice", "A3")] == told(desk)
    assert ["R-00103"] == fact(desk, "ticket")
    assert {"other": "2, 3"} == desk.problems[0].more


def test_a_number_twice_on_blank_rows_is_no_matter():
    """Nobody has used them yet."""
    assert [] == told(assessed(APPROVED, {"ticket": "R-00110"}, pad=20))


@pytest.mark.parametrize("number", ["R-00500", "R-00100", "R-00000", "S-00101", "R-999999999"])
def test_a_number_that_was_never_issued_is_reported(number):
    """Numbers above or below the pad, or of another pad, are none of ours."""
    run = run_of(APPROVED)
    jobs.sync(run)
    edit(run, 2, ticket=number)

    assert [("never-issued", "A2"), ("agreed-gone", None)] == told(jobs.read_desk(run))


@pytest.mark.parametrize(
    ("number", "code"), [("同上", "ticket"), (101, "ticket"), ("#REF!", "error")]
)
def test_a_number_that_cannot_be_read_is_reported(number, code):
    """Never guessed; told once, not again as missing."""
    desk = assessed(ASKED | {"ticket": number})

    assert [(code, "A2")] == told(desk)
    assert str(number) == desk.problems[0].typed


# ------------------------------------------------------------------------------------ requests


def test_pieces_of_one_request_share_their_first_ticket():
    """The first may name itself; how the number is typed does not matter."""
    desk = assessed(ASKED | {"together": "R-00101"}, ASKED | {"together": "ｒ101"}, ASKED, ASKED)

    assert ["R-00101", "R-00101", "R-00103", "R-00104"] == fact(desk, "request")


@pytest.mark.parametrize(
    ("together", "code"),
    [
        ("R-00109", "together-unknown"),
        ("上と同じ", "together-unknown"),
        ("R-00102", "together-chain"),
    ],
)
def test_a_request_that_cannot_be_found_is_reported(together, code):
    """A blank docket, words, or a piece that itself goes with another: each has its words."""
    desk = assessed(ASKED, ASKED | {"together": "R-00101"}, ASKED | {"together": together})

    assert [(code, "B4")] == told(desk)
    assert "R-00103" == fact(desk, "request")[2]


def test_a_chain_says_where_it_should_end():
    """The message names the first ticket."""
    desk = assessed(ASKED, ASKED | {"together": "R-00101"}, ASKED | {"together": "R-00102"})

    [problem] = desk.problems
    assert "R-00102 itself goes together with R-00101. Write R-00101 here." == problem.message("en")


# --------------------------------------------------------------------------------------- cells


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"enquired": "soon"}, ("day", "C2")),
        ({"enquired": "6/7/2026"}, ("day-order", "C2")),
        ({"material": "K81"}, ("choice", "J2")),
        ({"material": "Silvr"}, ("choice-near", "J2")),
        ({"replating": "perhaps"}, ("choice", "K2")),
        ({"service:refinish": "×"}, ("cross", "L2")),
        ({"service:refinish": 2}, ("count-once", "L2")),
        ({"service:stone": 100}, ("count-most", "O2")),
        ({"service:stone": "many"}, ("count", "O2")),
        ({"go_ahead": "a lot"}, ("amount", "U2")),
        ({"price": "1.800"}, ("amount", "Y2")),
        ({"answer": "maybe"}, ("choice", "Z2")),
        ({"name": "#REF!"}, ("error", "D2")),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_unclear_is_told_with_its_cell(typed, expected):
    """Each cell that cannot be understood becomes one problem, nothing else about it."""
    desk = assessed(ASKED | typed)

    assert expected in told(desk)
    assert [True] == fact(desk, "fix")
    assert not {"missing-enquired", "missing-service"} & set(codes_of(desk))


def test_an_unclear_cell_that_decides_the_price_leaves_none():
    """A price is never computed from half of a row."""
    desk = assessed(ASKED | {"service:stone": "many"}, ASKED | {"go_ahead": "much"})

    assert [True, False] == desk.assessment.frame["guide_low"].isna().tolist()


def test_numbers_are_told_as_typed():
    """A spreadsheet gives 5000.0 where staff typed 5000."""
    desk = assessed(ASKED | {"service:stone": 5000.0})

    assert ["5000"] == [problem.typed for problem in desk.problems]


def test_a_long_cell_is_told_shortly():
    """A novel in a cell does not fill the screen."""
    [problem] = assessed(ASKED | {"enquired": "long " * 200}).problems

    assert len(problem.typed) <= 60


def test_a_japanese_sheet_is_answered_in_japanese():
    """Problems, suggestions and headings follow the sheet's language."""
    run = run_of(ASKED | {"material": "シルパー"}, language="ja")
    jobs.sync(run)

    [row] = run.book.grids["要確認"][1:]
    assert [
        "要修正", "R-00101", "素材", "J2", "シルパー",
        "素材に「シルパー」はありません。「シルバー」でしょうか。",
    ] == row  # fmt: skip


def test_an_english_sheet_is_answered_in_english():
    """A heading within a sentence begins small."""
    run = run_of(ASKED | {"material": "K81"})
    jobs.sync(run)

    [row] = run.book.grids["To fix"][1:]
    assert [
        "fix", "R-00101", "Material", "J2", "K81",
        "there is no material “K81”. Choose one from the list.",
    ] == row  # fmt: skip


def test_a_day_without_a_year_is_the_newest_that_has_been():
    """Where nothing else is known, what was typed has happened, within the year."""
    desks = [
        assessed(ASKED | {"enquired": "12/28"}, now=now) for now in ("2026-12-30", "2027-01-05")
    ]

    assert [[date(2026, 12, 28)]] * 2 == [
        [day.date() for day in desk.assessment.frame["enquired"]] for desk in desks
    ]


LATER = ["2026-09-01", "2027-01-10", "2027-05-10", "2029-06-01"]
YEARLESS = APPROVED | {"enquired": "5月2日", "arrived": "5/20", "inspected": "22 May"}
DAYS = ["enquired", "arrived", "inspected", "back", "sent"]


def days_read(desk):
    return {str(day)[:10] for key in DAYS for day in desk.assessment.frame[key].dropna()}


@pytest.mark.parametrize("later", LATER)
def test_a_closed_ticket_reads_the_same_in_later_years(later):
    """Days typed without a year keep theirs: nothing becomes future or edited by waiting."""
    run = run_of(YEARLESS, now="2026-05-31")
    jobs.close(run, MAY)
    edit(run, 2, back="6月29日(月)", sent="7/3")
    jobs.sync(run_at(run, "2026-07-04"))
    before = jobs.read_desk(run_at(run, "2026-07-04"))

    desk = jobs.read_desk(run_at(run, later))

    assert {"2026-05-02", "2026-05-20", "2026-05-22", "2026-06-29", "2026-07-03"} == days_read(desk)
    assert [] == told(before) == told(desk)


@pytest.mark.parametrize("later", LATER)
def test_an_open_ticket_reads_the_same_in_later_years(later):
    """Its price stays that of the day on which the customer asked."""
    run = run_of(YEARLESS)
    jobs.sync(run)

    desk = jobs.read_desk(run_at(run, later))

    assert {"2026-05-02", "2026-05-20", "2026-05-22"} == days_read(desk)
    assert [] == told(desk)


@pytest.mark.parametrize(
    ("enquired", "arrived", "expected"),
    [
        ("2025-12-20", "1/8", "2026-01-08"),
        ("2025-07-01", "6/9", "2025-06-09"),  # unannounced
        ("2025-07-01", "4/1", "2026-04-01"),
        ("2024-02-01", "2/29", "2024-02-29"),
        ("2062-05-02", "5/20", "2026-05-20"),
        ("0001-01-02", "5/20", "2026-05-20"),
        ("", "5/20", "2026-05-20"),
    ],
)
def test_days_follow_the_enquiry(enquired, arrived, expected):
    """A ticket's days lie within a year of its enquiry, unless that is itself a slip or missing."""
    desk = assessed(ASKED | {"enquired": enquired, "arrived": arrived})

    assert [expected] == [str(day.date()) for day in desk.assessment.frame["arrived"]]


def test_an_enquiry_that_was_typed_anew_forgets_its_year():
    """Only the same month and day are the day that was read before."""
    run = run_of(ASKED | {"enquired": "5月2日"})
    jobs.sync(run)
    edit(run, 2, enquired="5月3日")

    desk = jobs.read_desk(run_at(run, "2027-06-10"))

    assert [date(2027, 5, 3)] == [day.date() for day in desk.assessment.frame["enquired"]]


def test_a_year_read_on_a_wrong_clock_is_forgotten():
    """A year that has not come is none that an enquiry can have."""
    run = run_of(ASKED | {"enquired": "5月2日"}, now="2028-06-10")
    jobs.sync(run)

    desk = jobs.read_desk(run_at(run, NOW))

    assert [date(2026, 5, 2)] == [day.date() for day in desk.assessment.frame["enquired"]]


def test_a_29th_of_february_that_was_not_is_told():
    """No such day lies within the year; the ticket's price is not computed from none."""
    desk = assessed(ASKED | {"enquired": "2/29"})

    assert [("day", "C2")] == told(desk)
    assert [True] == fact(desk, "unclear")
