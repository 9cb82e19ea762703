"""A sort of some columns puts a customer's entries under another number: it is reported."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice import jobs
from backoffice.intake.problems import Level
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import APPROVED, MAY, at, edit, rows_of, run_of

HANAKO = APPROVED
JIRO = APPROVED | {
    "name": "佐藤 次郎",
    "email": "jiro@example.com",
    "order": "00456",
    "photo": "https://photos.example/2",
    "piece": "Bangle",
}


def swap(run, *columns):
    """Exchange the entries of lines 2 and 3, as a sort of these columns does."""
    edit(run, 2, **{key: JIRO[key] for key in columns})
    edit(run, 3, **{key: HANAKO[key] for key in columns})


def exchanged(desk):
    return [
        (each.ticket, each.column, each.more["other"])
        for each in desk.problems
        if each.code == "exchanged"
    ]


@pytest.mark.parametrize("column", ["name", "email", "order", "photo", "piece"])
def test_exchanged_entries_name_both_tickets(column):
    """Each of the two is reported with the other, and nothing of them goes to the workshop."""
    run = run_of(HANAKO, JIRO, now="2026-06-01 09:00")
    jobs.sync(run)
    swap(run, column)
    done = jobs.plan(run, MAY)

    assert [("R-00101", column, "R-00102"), ("R-00102", column, "R-00101")] == exchanged(done.desk)
    assert [] == list(done.plan.pieces)


def test_it_is_reported_until_it_is_undone():
    """Also after several runs in between; undone, nothing is left of it."""
    run = run_of(HANAKO, JIRO)
    jobs.sync(run)
    swap(run, "name", "order")
    for _ in range(3):
        desk = jobs.sync(run).desk
    swap(run, "name", "order")
    edit(run, 2, name=HANAKO["name"], order=HANAKO["order"])
    edit(run, 3, name=JIRO["name"], order=JIRO["order"])

    assert 4 == len(exchanged(desk))
    assert [] == exchanged(jobs.sync(run).desk)


def test_pieces_that_came_back_are_compared_too():
    """A name swapped after the return is as wrong as before."""
    run = run_of(HANAKO, JIRO, now="2026-06-01 09:00")
    jobs.close(run, MAY)
    edit(run, 2, back=date(2026, 6, 30))
    edit(run, 3, back=date(2026, 6, 30))
    later = at(run, "2026-07-01 09:00")
    jobs.sync(later)
    swap(run, "name")

    assert ["R-00101", "R-00102"] == [each.ticket for each in jobs.read_desk(later).problems]


def test_a_correction_of_one_row_is_no_exchange():
    """A mistyped name put right says nothing, nor does the same customer on another row."""
    run = run_of(HANAKO, JIRO)
    jobs.sync(run)
    edit(run, 2, name="山田 花江")
    edit(run, 4, **HANAKO)

    assert [] == exchanged(jobs.sync(run).desk)


def test_a_wanted_exchange_is_accepted_once_the_cells_were_blank():
    """The way out that the message names."""
    run = run_of(HANAKO, JIRO)
    jobs.sync(run)
    swap(run, "name")
    jobs.sync(run)
    for line in (2, 3):
        edit(run, line, name="")
    jobs.sync(run)
    swap(run, "name")

    assert [] == exchanged(jobs.sync(run).desk)


def test_a_book_of_the_version_before_is_taken_over():
    """Its Quotes have no such column: nothing is stale, nothing exchanged, and the column is filled."""
    run = run_of(HANAKO, JIRO)
    jobs.sync(run)
    for row in run.book.grid(Tab.QUOTES):
        del row[-2:]
    without_added_columns(run)
    first = jobs.sync(run).desk
    [row, _] = rows_of(run, Tab.QUOTES)

    assert [] == [each for each in first.problems if each.level is Level.FIX]
    assert ("2026-05-02", 5) == (row["asked"], len(row["entries"].split()))


def without_added_columns(run):
    """Seal the rows of Quotes as the version before did."""
    from backoffice.sheet.columns import QUOTES, position
    from backoffice.sheet.seals import seal

    at_seal = position(Tab.QUOTES, "seal")
    for row in run.book.grid(Tab.QUOTES)[1:]:
        row[at_seal] = seal(row[:at_seal])
        assert len(row) == len(QUOTES) - 2
    run.book.save()
