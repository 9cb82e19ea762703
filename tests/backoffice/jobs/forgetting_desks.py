"""Desks with finished and open tickets of the same customer, in each back end, to be forgotten."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from backoffice import jobs
from backoffice.books import open_book
from backoffice.jobs.runs import probe
from tests.backoffice import desks
from tests.backoffice.books.desks import workbook_made
from tests.backoffice.books.google.job_desks import NUMBERS
from tests.backoffice.books.google_desks import copied, emulator, new_desk, on
from tests.backoffice.desks import APPROVED, ARRIVED, ASKED, MAY, POLICY

MAY_END = datetime(2026, 5, 31, 12)
SENT = {"back": date(2026, 6, 20), "sent": date(2026, 6, 25)}
BEFORE, NOW = date(2027, 1, 1), datetime(2027, 2, 1, 12)

SECRETS = ("Hoshino", "hoshino@example.com", "9077778888", "A-777", "Minato-ku", "knocks twice", "JP123")  # fmt: skip
FORGOTTEN = APPROVED | {
    "name": "Hoshino Rei",
    "email": "hoshino@example.com",
    "phone": 9077778888,
    "order": "A-777",
    "photo": "https://photos.example/hoshino-A-777",
    "piece": "Hoshino's ring",
    "address": "1-2-3 Minato-ku, Tokyo",
    "notes": "knocks twice",
    "tracking": "JP123",
}
TICKETS = (FORGOTTEN, ASKED | {"answer": "cancelled"}, ARRIVED, ASKED)
"""R-00101 is sent, and sent back; R-00102 is cancelled; the others are open, by another customer."""


def run_on(book, now=NOW):
    return desks.run_on(book, now)


def _lived(book):
    """Let May end on the desk: R-00101 goes to the workshop and comes back."""
    jobs.start(run_on(book, MAY_END))
    probe(run_on(book, MAY_END))
    jobs.close(run_on(book, MAY_END), MAY)


@cache
def _workbook() -> bytes:
    return workbook_made(lambda path: _lived(desks.workbook_at(path, *TICKETS)))


@cache
def _sheet() -> str:
    key = new_desk(emulator(), policy=POLICY.undated, numbers=NUMBERS, tickets=TICKETS)
    _lived(on(emulator(), key))
    return key


def workbook_desk(folder: Path) -> Path:
    """Return the path of a workbook whose R-00101 has just been sent back."""
    from tests.backoffice.cli.workbooks import letters_of, write_cell

    path = folder / "desk.xlsx"
    path.write_bytes(_workbook())
    write_cell(path, **{f"Tickets_{letters_of(key)}2": day for key, day in SENT.items()})
    jobs.sync(run_on(open_book(path)))
    return path


@cache
def sheet_desk() -> str:
    """Return the key of such a desk on the emulated Google; it is copied, never written."""
    from tests.backoffice.cli.workbooks import letters_of

    key = copied(emulator(), _sheet())
    for name, day in SENT.items():
        emulator().staff(key).type("Tickets", f"{letters_of(name)}2", str(day))
    jobs.sync(run_on(on(emulator(), key)))
    return key
