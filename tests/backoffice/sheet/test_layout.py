"""Finding tabs and columns by their headings; what is said where that fails."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date

import pytest

from backoffice import jobs
from backoffice.messages.errors import LayoutError
from backoffice.sheet.columns import OPTIONAL, ticket_columns
from backoffice.sheet.design.validation import hint_of
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from tests.backoffice.desks import (
    APPROVED,
    ASKED,
    NOW,
    POLICY,
    codes_of,
    fact,
    problems_of,
    run_of,
)
from tests.backoffice.memory_book import MemoryBook
from tests.tools.casebook import policy_with

COLUMNS = ticket_columns(POLICY.undated)


def tickets_in(run):
    return fact(jobs.read_desk(run), "ticket")


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
    """Headings in English, Japanese or both, in any case, with or without the service's sign, give the same price."""
    run = run_of(APPROVED)
    run.book.grid(Tab.TICKETS)[0] = [heading(column) for column in COLUMNS]

    assert [1000] == fact(jobs.read_desk(run), "price")


@pytest.mark.parametrize("seed", range(3))
def test_columns_may_be_in_any_order_among_staffs_own(seed):
    """Moved columns, staff's own and those without a heading change neither frame nor problems."""
    run = run_of(APPROVED, ASKED | {"material": "K81"})
    unmoved = jobs.read_desk(run)
    grid = run.book.grid(Tab.TICKETS)
    for at, row in enumerate(grid):
        row += ["Shelf", ""] if at == 0 else [f"A{at}", "?"]
    order = random.Random(seed).sample(range(len(grid[0])), len(grid[0]))
    run.book.grids["Tickets"] = [[row[column] for column in order] for row in grid]

    moved = jobs.read_desk(run)

    assert unmoved.assessment.frame.equals(moved.assessment.frame)
    assert codes_of(unmoved) == codes_of(moved)


def test_the_address_follows_a_moved_column():
    """A problem has the address at which its column is now."""
    run = run_of(ASKED | {"material": "K81"})
    grid = run.book.grid(Tab.TICKETS)
    for row in grid:
        row.insert(0, row.pop([column.key for column in COLUMNS].index("material")))

    assert [("choice", "A2")] == problems_of(jobs.read_desk(run))


@pytest.mark.parametrize(
    "heading", ["Name / Kana", "お名前\nフリガナ", "Kana / お名前", " / ", "\n"]
)
def test_a_heading_that_only_contains_a_name_is_staffs_own(heading):
    """Name is read from its own column, not from one whose heading also holds other words."""
    run = run_of(APPROVED)
    for at, row in enumerate(run.book.grid(Tab.TICKETS)):
        row.append("kana" if at else heading)

    assert ["山田 花子"] == fact(jobs.read_desk(run), "name")


def refusal(run):
    with pytest.raises(LayoutError) as caught:
        jobs.sync(run)
    assert run.book.writes == 0
    return str(caught.value), caught.value.in_("ja")


def renamed(grids):
    heading = grids["Tickets"][0]
    heading[heading.index("Name\nお名前")] = "Customer"
    heading[heading.index("Email\nメール")] = ""


def doubled(key):
    """Return an edit that copies a column of Tickets to the end."""
    at = [column.key for column in COLUMNS].index(key)

    def edit(grids):
        for row in grids["Tickets"]:
            row.append(row[at])

    return edit


MISSING = "Tickets: the heading “{} / {}” is missing in row 1. Write it back."


@pytest.mark.parametrize(
    ("edit", "en", "ja"),
    [
        (renamed, "\n".join((MISSING.format("Name", "お名前"), MISSING.format("Email", "メール"))), "「Name / お名前」がありません"),
        (doubled("name"), "“Name / お名前” stands twice, in B1 and AN1.", "B1、AN1"),
        (doubled("paid"), "“Paid / ご入金日” stands twice", "AN1"),
        (lambda grids: grids.update({"受付": [["copy"]]}), "the tabs “Tickets” and “受付” have names of the same tab. Keep the one", "「Tickets」と「受付」"),
        (lambda grids: grids.update(Quotations=grids.pop("Quotes")), "the tab “Quotes” (見積) is missing.", "「見積」"),
        (lambda grids: grids.update(Quotations=grids.pop("Quotes")), "Quotations", "Quotations"),
        (lambda grids: grids["Log"][0].insert(0, "Remarks"), "Log: the heading in A1 should be “Run / 実行番号”.", "A1"),
    ],
    ids=["headings renamed", "heading doubled", "optional heading doubled", "tab twice", "tab renamed", "names there", "column inserted"],
)  # fmt: skip
def test_what_people_changed_is_named(edit, en, ja):
    """The run stops before it writes and names what is missing, doubled or moved, and where, in both languages."""
    run = run_of(APPROVED)
    edit(run.book.grids)

    english, japanese = refusal(run)

    assert en in english
    assert ja in japanese


@pytest.mark.parametrize(
    ("above", "en", "ja"),
    [
        (1, "stand in row 2; they belong in row 1. Delete row 1 above them.", "1行目を削除"),
        (4, "stand in row 5; they belong in row 1. Delete rows 1–4 above them.", "1〜4行目を削除"),
    ],
)
@pytest.mark.parametrize("tab", [Tab.TICKETS, Tab.QUOTES])
def test_headings_that_slid_down_are_reported_once(tab, above, en, ja):
    """Rows inserted above the headings are one message that says which rows to delete."""
    run = run_of(APPROVED)
    run.book.grid(tab)[:0] = [["June", "ask Sato"]] * above

    english, japanese = refusal(run)

    assert f"{tab.value.en}: the headings {en}" == english
    assert ja in japanese


@pytest.mark.parametrize("reverse", [False, True], ids=["A to Z", "Z to A"])
def test_headings_sorted_among_the_tickets_are_named_with_their_row(reverse):
    """Nothing is to be deleted: the rows above them are tickets."""
    run = run_of(APPROVED, APPROVED)
    grid = run.book.grid(Tab.TICKETS)
    heading = grid[0]
    grid.sort(key=lambda row: str(row[0]), reverse=reverse)
    if grid[0] is heading:  # Z to A leaves it on top unless a ticket comes first
        grid[:2] = grid[1], grid[0]

    en, ja = refusal(run)

    row = 1 + grid.index(heading)
    assert f"Tickets: the headings are in row {row}, below other entries" in en
    assert "Delete nothing" in en
    assert "何も削除しないでください" in ja


def test_a_service_that_the_policy_gained_is_asked_for():
    """A service without a column stops the run; the message says which column to add and how."""
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


def test_spaces_around_a_tabs_name_do_not_matter():
    """Tabs are found by name whatever their case and the spaces around it; Start may be there twice."""
    run = run_of(APPROVED)
    run.book.grids = {f" {name.lower()} ": grid for name, grid in run.book.grids.items()}
    run.book.grids["はじめに"] = []

    assert ["R-00101"] == tickets_in(run)


def test_a_desk_works_without_the_optional_columns():
    """Of a desk without them price, problems and what would go are the same, and they are named."""
    run = run_of(APPROVED, ASKED | {"material": "K81"})
    whole = jobs.read_desk(run)
    left_out = [column.key for column in OPTIONAL]
    keep = [at for at, column in enumerate(COLUMNS) if column.key not in left_out]
    run.book.grids["Tickets"] = [[row[at] for at in keep] for row in run.book.grid(Tab.TICKETS)]

    desk = jobs.read_desk(run)

    assert left_out == [column.key for column in desk.layout.left_out]
    assert whole.assessment.frame.equals(desk.assessment.frame)
    assert codes_of(whole) == codes_of(desk)


@pytest.mark.parametrize("tab", [Tab.TICKETS, Tab.QUOTES, Tab.BATCHES])
def test_headings_of_earlier_versions_are_found(tab):
    """A sheet keeps the headings that it was made with."""
    run = run_of(APPROVED)
    headings = run.book.grid(tab)[0]
    columns = COLUMNS if tab is Tab.TICKETS else SCRIPT_COLUMNS[tab]
    for column in columns:
        if column.other_labels:
            at = headings.index(column.heading("en"))
            headings[at] = f"{column.other_labels[0].en}\n{column.other_labels[0].ja}"

    assert [1000] == fact(jobs.read_desk(run), "price")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_tickets_of_a_tax_exempt_seller_do_not_speak_of_tax(language):
    """Headings and hints ask nobody of a seller without tax for amounts with or before tax."""
    exempt = ticket_columns(policy_with([{"at": "tax.rate", "value": "exempt"}]).undated)
    own = ticket_columns(POLICY.undated)
    of_tax = {column.key for column in own if re.search("[Tt]ax|税", hint_of(column, language))}

    assert {"go_ahead", "price", "final", "workshop_price"} == of_tax
    shown = {c.key: c.heading(language) + hint_of(c, language) for c in exempt}
    assert [] == [key for key, text in shown.items() if re.search("[Tt]ax|税", text)]


def test_headings_with_and_without_tax_are_found_whatever_the_policy_says():
    """A seller who becomes exempt, or liable, goes on with the same sheet."""
    exempt = policy_with([{"at": "tax.rate", "value": "exempt"}])
    for made, read in ((POLICY, exempt), (exempt, POLICY)):
        run = run_of(APPROVED, policy=made)

        assert ["R-00101"] == tickets_in(replace(run, policy=read))
