"""Rows of Today and To fix that others push up or down move with them, whatever appears and disappears."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.books.changes import Changes
from backoffice.books.google.row_matching import gaps, matched
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import TODAY
from backoffice.sheet.snapshot import Link
from tests.backoffice.books.google_desks import copied, emulator, on

TICKETS = [f"R-00{number}" for number in range(101, 113)]
KEYS = [column.key for column in TODAY]

rows = st.permutations(TICKETS).flatmap(
    lambda order: st.lists(
        st.tuples(st.sampled_from(["we", "customer"]), st.integers(0, 2), st.integers(2, 4)),
        max_size=len(order),
    ).map(lambda cells: [*zip(order, cells, strict=False)])
)
"""Some tickets in any order, with three of their cells; a ticket may be there twice."""


def today(tickets):
    """Return rows of Today."""
    return [
        [
            {
                "ticket": Link(ticket, "Tickets", f"A{row}"),
                "waiting": waiting,
                "days": days or None,
                "row": f"A{row}",
            }.get(key)
            for key in KEYS
        ]
        for ticket, (waiting, days, row) in tickets
    ]


def shown(staff):
    """Return the rows of Today below its heading, each with the cell that its ticket leads to."""
    sheet = staff.sheet("Today")
    links = [
        sheet.cell(at, 0).get("userEnteredFormat", {}).get("textFormat", {}).get("link", {})
        for at in range(1, len(sheet.rows))
    ]
    entered = staff.entered("Today")[1:]
    return [(row, link.get("uri", "")) for row, link in zip(entered, links, strict=False)], [
        link for link in links[len(entered) :] if link
    ]


def expected(staff, tickets):
    """Return what `shown` should return."""
    found, sheet_id = [], staff.sheet("Tickets").id
    for row in today(tickets):
        cells = ["" if cell is None else getattr(cell, "text", cell) for cell in row]
        found.append((cells, f"#gid={sheet_id}&range={row[0].cell}"))
    return found, []


@given(before=rows, after=rows)
def test_the_tab_is_as_it_should_be(new_desk_key, before, after):
    """Each row with its own cells and link, from whatever it was, also where the tab has no row to spare."""
    key = copied(emulator(), new_desk_key)
    book, staff = on(emulator(), key), emulator().staff(key)
    for once, tickets in enumerate([before, after, after[::-1]], start=1):
        book.write(Changes(read=book.read(), tabs={Tab.TODAY: today(tickets)}), once=once)

        assert expected(staff, tickets) == shown(staff)


def test_a_row_that_only_moves_is_not_written(book):
    """The last becomes the first: its row is deleted and written again, no other."""
    tickets = [(ticket, ("we", 1, row)) for row, ticket in enumerate(TICKETS, start=2)]
    book.write(Changes(read=book.read(), tabs={Tab.TODAY: today(tickets)}), once=1)
    emulator().requests.clear()

    order = [tickets[0], tickets[-2], *tickets[1:-2], tickets[-1]]
    book.write(Changes(read=book.read(), tabs={Tab.TODAY: today(order)}), once=2)

    body = emulator().requests[-1].body.decode()
    assert [tickets[-2][0]] == [ticket for ticket in TICKETS if ticket in body]


def test_what_somebody_wrote_beside_the_rows_stays(book, staff):
    """Then no row is deleted: each is written where it is."""
    tickets = [(ticket, ("we", 1, row)) for row, ticket in enumerate(TICKETS, start=2)]
    book.write(Changes(read=book.read(), tabs={Tab.TODAY: today(tickets)}), once=1)
    staff.type("Today", "L3", "ask Emma")

    book.write(Changes(read=book.read(), tabs={Tab.TODAY: today(tickets[2:])}), once=2)

    assert "ask Emma" == staff.entered("Today")[2][-1]
    staff.type("Today", "L3", "")
    assert expected(staff, tickets[2:]) == shown(staff)


def test_only_columns_that_changed_are_written(book):
    """A day later everybody has waited a day longer: one column."""
    for once, days in ((1, 1), (2, 2)):
        tickets = [(ticket, ("we", days, row)) for row, ticket in enumerate(TICKETS, start=2)]
        book.write(Changes(read=book.read(), tabs={Tab.TODAY: today(tickets)}), once=once)

    [request] = [
        request["updateCells"]
        for request in json.loads(emulator().requests[-1].body)["requests"]
        if "updateCells" in request
    ]
    assert KEYS.index("days") == request["start"]["columnIndex"]
    assert [[{"userEnteredValue": {"numberValue": 2}}]] * len(TICKETS) == [
        row["values"] for row in request["rows"]
    ]


@pytest.mark.parametrize("old", ["", "abc", "aab", "abcdef"])
@given(new=st.text("abcdefg", max_size=9))
def test_what_stays_keeps_its_order(old, new):
    """Rows that stay and the gaps between them cover both sides once."""
    kept = matched(old, new)
    covered = [
        [*(pair[side] for pair in kept)]
        + [
            at
            for gap in gaps(kept, len(old), len(new))
            for at in range(gap[2 * side], gap[2 * side + 1])
        ]
        for side in (0, 1)
    ]

    assert kept == sorted(kept)
    assert all(old[one] == new[other] for one, other in kept)
    assert [[*range(len(old))], [*range(len(new))]] == [sorted(side) for side in covered]
