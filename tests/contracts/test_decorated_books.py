"""What other programs put into a workbook survives sync and close, byte for byte."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.new_desks import new_desk
from backoffice.intake.ticket_numbers import FIRST_NUMBER, ticket_number
from backoffice.sheet.headings import Tab
from estimator.policy.file import load_policy
from estimator.rules.schedule import Batch
from tests.backoffice.books.decorated_workbooks import DECORATIONS
from tests.backoffice.books.desks import around_print_area, changed_parts, part_of, parts

POLICY = load_policy()
JUNE = Batch(2026, 6)
NOW = datetime(2026, 6, 30, 12)
NUMBERS = [ticket_number(FIRST_NUMBER + offset) for offset in range(130)]
TICKETS = [
    {
        "enquired": date(2026, 6, 1),
        "name": f"Customer {number}",
        "piece": "ring",
        "material": "silver",
        "service:refinish": "✓",
        "arrived": date(2026, 6, 10),
        "inspected": "6月11日",
        "price": 700,
        "answer": "approved",
    }
    for number in range(3)
]
WRITTEN = (Tab.TO_FIX, Tab.TODAY, Tab.QUOTES, Tab.BATCHES, Tab.LOG)


@pytest.fixture(params=DECORATIONS)
def path(request, tmp_path) -> Path:
    """A desk with three pieces ready to go, as another program left it."""
    path = tmp_path / "desk.xlsx"
    open_book(path).create(new_desk(POLICY.undated, "en", NUMBERS, TICKETS))
    path.write_bytes(DECORATIONS[request.param](path.read_bytes()))
    return path


def run(path: Path) -> jobs.Run:
    """Return a run on the last day of June."""
    return jobs.Run(book=open_book(path), policy=POLICY, now=NOW, who="test")


def test_everything_but_the_script_tabs_stays(path):
    """After sync and close, only the script's own sheets differ, and what is printed of Tickets."""
    before, names = parts(path), "xl/workbook.xml"
    ours = {part_of(path, tab.value.en) for tab in WRITTEN}

    jobs.sync(run(path))
    jobs.close(run(path), JUNE)

    after = parts(path)
    assert set() == changed_parts(before, after) - ours - {names}
    assert around_print_area(before[names]) == around_print_area(after[names])


def test_the_batch_is_the_same_on_every_book(path):
    """However the book was decorated, the same three pieces go."""
    done = jobs.close(run(path), JUNE)

    assert ["R-00101", "R-00102", "R-00103"] == sorted(piece.ticket for piece in done.plan.pieces)


def test_what_staff_typed_is_read_the_same_after(path):
    """Tickets and staff's own tabs hold the same cells after sync and close."""
    book = open_book(path)
    before = book.read().sheets
    jobs.sync(run(path))
    jobs.close(run(path), JUNE)
    after = book.read().sheets
    ours = {tab.value.en for tab in WRITTEN}

    assert {name: before[name].rows for name in before if name not in ours} == {
        name: after[name].rows for name in after if name not in ours
    }
