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
    """After sync and close only the script's own sheets differ, and what is printed of Tickets; the same pieces go."""
    book, names = open_book(path), "xl/workbook.xml"
    before, typed = parts(path), book.read().sheets
    ours = {tab.value.en: part_of(path, tab.value.en) for tab in WRITTEN}

    jobs.sync(run(path))
    done = jobs.close(run(path), JUNE)

    after, sheets = parts(path), book.read().sheets
    assert set() == changed_parts(before, after) - {*ours.values(), names}
    assert around_print_area(before[names]) == around_print_area(after[names])
    others = typed.keys() - ours
    assert [typed[name].rows for name in others] == [sheets[name].rows for name in others]
    assert ["R-00101", "R-00102", "R-00103"] == sorted(piece.ticket for piece in done.plan.pieces)
