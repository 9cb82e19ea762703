"""A sort of some columns puts a customer's entries under another number: it is reported."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice import jobs
from backoffice.intake.problems import Level
from backoffice.messages.errors import RefusedError
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import APPROVED, ASKED, MAY, QUOTED, at, edit, rows_of, run_of

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


def named(desk):
    return [each for each in desk.problems if each.code == "exchanged"]


def exchanged(desk):
    return [(each.ticket, each.column, each.more["other"]) for each in named(desk)]


@pytest.mark.parametrize("column", ["name", "email", "order", "photo", "piece"])
def test_exchanged_entries_name_both_tickets(column):
    """Each of the two is reported with the other, and no month is closed."""
    run = run_of(HANAKO, JIRO, now="2026-06-01 09:00")
    jobs.sync(run)
    swap(run, column)
    with pytest.raises(RefusedError, match="R-00101 and R-00102") as refused:
        jobs.plan(run, MAY)

    assert "R-00101 と R-00102" in refused.value.in_("ja")
    assert [("R-00101", column, "R-00102"), ("R-00102", column, "R-00101")] == exchanged(
        jobs.read_desk(run)
    )


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

    assert ["Name, Order number"] * 2 == [each.more["near"].en for each in named(desk)]
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
    assert ("2026-05-02", 5) == (row["asked"], len(row["entries"].split()) - 1)


def without_added_columns(run):
    """Seal the rows of Quotes as the version before did."""
    from backoffice.sheet.script_columns import QUOTES, position
    from backoffice.sheet.seals import seal

    at_seal = position(Tab.QUOTES, "seal")
    for row in run.book.grid(Tab.QUOTES)[1:]:
        row[at_seal] = seal(row[:at_seal])
        assert len(row) == len(QUOTES) - 2
    run.book.save()


SAKI = QUOTED | {"name": "鈴木 咲", "email": "saki@example.com", "order": "00789", "piece": "Chain"}
KEN = ASKED | {
    "name": "Ken",
    "email": "ken@example.com",
    "order": "00900",
    "photo": "",
    "piece": "",
}
FOUR = (
    HANAKO,
    JIRO | {"arrived": date(2026, 5, 11), "inspected": date(2026, 5, 12), "price": 9000},
    SAKI | {"arrived": date(2026, 5, 25), "service:refinish": "", "service:stone": 3},
    KEN,
)


def sort(run, keys, order):
    """Sort some columns only: row i gets in `keys` what row order[i] has."""
    rows = [dict(FOUR[at]) for at in range(len(order))]
    for line, source in enumerate(order, 2):
        edit(run, line, **{key: rows[source].get(key, "") for key in keys})


BLOCKS = [
    ("name", "email", "order", "photo", "piece"),
    ("piece",),
    ("photo", "piece"),
    ("arrived", "inspected", "price", "answer"),
    ("arrived",),
    ("service:refinish", "service:stone", "arrived", "inspected", "price"),
    ("ticket",),
]


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 2, 3, 0)], ids=str)
@pytest.mark.parametrize("keys", BLOCKS, ids=" ".join)
def test_every_row_that_a_sort_of_some_columns_changed_is_named(keys, order):
    """Also rows that got blank cells or lost theirs, in columns of any kind, after several runs."""
    run = run_of(*FOUR, now="2026-06-01 09:00")
    jobs.sync(run)
    before = jobs.read_desk(run).assessment.frame
    sort(run, keys, order) if keys != ("ticket",) else renumber(run, order)
    jobs.sync(run)
    jobs.sync(run)
    desk = jobs.read_desk(run)
    after = desk.assessment.frame.set_index("ticket").reindex(before["ticket"])
    changed = [
        ticket
        for ticket, old, new in zip(
            before["ticket"], before["entries"], after["entries"], strict=True
        )
        if old != new
    ]

    assert changed == sorted(each.ticket for each in named(desk))
    with pytest.raises(RefusedError):
        jobs.plan(run, MAY)


def renumber(run, order):
    for line, source in enumerate(order, 2):
        edit(run, line, ticket=f"R-{101 + source:05}")


def test_the_row_that_is_typed_right_first_does_not_set_the_other_free():
    """One of two exchanged names was put right, a run came in between: the other is still foreign."""
    run = run_of(HANAKO, JIRO, now="2026-06-01 09:00")
    jobs.sync(run)
    swap(run, "name", "email", "order", "photo", "piece")
    jobs.sync(run)
    edit(run, 2, **{key: HANAKO[key] for key in ("name", "email", "order", "photo", "piece")})
    jobs.sync(run)
    desk = jobs.sync(run).desk

    assert [("R-00102", "name", "R-00101")] == exchanged(desk)


def test_entries_on_a_number_that_was_blank_are_foreign_too():
    """A sort over numbered blank rows puts a piece under a number that nobody wrote on its bag."""
    run = run_of(HANAKO, {}, JIRO, now="2026-06-01 09:00")
    jobs.sync(run)
    for line, row in ((2, {}), (3, HANAKO), (4, JIRO)):
        edit(run, line, **{key: row.get(key, "") for key in HANAKO})

    assert {("R-00101", "R-00102"), ("R-00102", "R-00101")} == {
        (each.ticket, each.more["other"]) for each in named(jobs.sync(run).desk)
    }


def test_what_people_type_is_no_exchange():
    """An ordinary week: steps filled in, a slip on a wrong row put right, the same piece twice."""
    run = run_of(HANAKO, JIRO, SAKI, KEN, now="2026-06-01 09:00")
    jobs.sync(run)
    edit(run, 2, price=1200)
    edit(run, 3, answer="")
    edit(run, 4, answer="approved", price=1000)
    edit(run, 5, arrived=date(2026, 5, 20), inspected=date(2026, 5, 22), piece="Bangle")
    edit(run, 6, **(HANAKO | {"piece": "Bangle", "order": "00901"}))

    assert [] == named(jobs.sync(run).desk)
