"""Putting together everything that is kept about one customer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backoffice.atomic_files import write_anew
from backoffice.intake.frames import Typed
from backoffice.intake.request_entries import effective
from backoffice.jobs.desk import Desk, Run, find_ticket, read_desk
from backoffice.jobs.old_files import ticket_files
from backoffice.messages.errors import refused_as
from backoffice.outputs.customer_file import CustomerFile, Entries, KeptTicket, customer_page
from backoffice.sheet.folding import as_seen
from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.layout import script_rows
from backoffice.sheet.script_columns import LOG, SCRIPT_COLUMNS, position
from backoffice.sheet.seals import cell_text, unpack
from backoffice.sheet.snapshot import Row, is_filled

_RUN, _RECORD = position(Tab.LOG, "run"), position(Tab.LOG, "record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was put together: the customer's file, and where it is."""

    kept: CustomerFile
    path: Path


def export(run: Run, ticket: str, language: str, out: Path | None = None) -> Exported:
    """Write everything that is kept about the customer of `ticket` into one file; the book is only read.

    The file is `out`, or ``export/export-R-00101.html`` beside the book.

    Raises:
        RefusedError: If there is no such ticket.
    """
    desk = read_desk(run)
    kept = customer_file(desk, ticket, language)
    path = out or run.book.folder / "export" / f"export-{kept.asked}.html"
    with refused_as("export.not-written", path=path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_anew(path, customer_page(kept, language).encode())
    return Exported(kept=kept, path=path)


def customer_file(desk: Desk, ticket: str, language: str) -> CustomerFile:
    """Return everything that is kept about the customer of `ticket`.

    Raises:
        RefusedError: If there is no such ticket.
    """
    frame = desk.assessment.frame
    numbers = frame[Typed.TICKET].tolist()
    asked = find_ticket(desk, ticket, "export.no-ticket")
    why = _reasons(desk, asked)
    records = _records(desk, language)
    tickets = [
        KeptTicket(
            ticket=numbers[at],
            why=reason,
            typed=_typed(desk, int(frame[Typed.ROW].iat[at]), language),
            quote=next(iter(_rows(desk, Tab.QUOTES, numbers[at], language)), {}),
            sent=_rows(desk, Tab.BATCHES, numbers[at], language),
            runs=[row for text, row in records if re.search(rf"\b{numbers[at]}\b", text)],
        )
        for at, reason in sorted(why.items())
    ]
    folder = desk.run.book.folder
    named = {each.ticket for each in tickets}
    months = {piece.month for piece in desk.ledger.pieces if piece.ticket in named}
    papers = ticket_files(folder, named, months)
    return CustomerFile(
        asked=numbers[asked],
        day=str(desk.run.now.date()),
        book=desk.run.book.where,
        tickets=tickets,
        papers=[path.relative_to(folder).as_posix() for path in papers],
    )


def _reasons(desk: Desk, asked: int) -> dict[int, str]:
    """Return the positions of the customer's tickets, each with why it is one."""
    frame = desk.assessment.frame
    requests = frame[Typed.REQUEST].tolist()
    mails = [_mail(entry) for entry in effective(frame, Typed.EMAIL).tolist()]
    of_request = {at for at, request in enumerate(requests) if request == requests[asked]}
    known = {mails[at] for at in of_request} - {""}
    found = {at: "email" for at, mail in enumerate(mails) if mail in known}
    return found | dict.fromkeys(of_request, "request") | {asked: "asked"}


def _mail(entry: object) -> str:
    return as_seen(entry).strip().casefold() if isinstance(entry, str) else ""


def _typed(desk: Desk, row: int, language: str) -> Entries:
    """Return what is typed on a row, also in columns that the desk does not know."""
    rows, known = desk.layout.tickets.rows, desk.layout.labels(language)
    typed: dict[str, str] = {}
    for at, cell in enumerate(rows[row - 1]):
        own = cell_text(rows[0][at]) if at < len(rows[0]) else ""
        heading = known.get(at) or own or "?"
        while heading in typed:
            heading += "′"
        if is_filled(cell):
            typed[heading] = cell_text(cell)
    return typed


def _rows(desk: Desk, tab: Tab, ticket: str, language: str) -> list[Entries]:
    """Return the rows of a script tab about a ticket, without what is hidden."""
    at = position(tab, "ticket")
    rows = (row for row in script_rows(desk.layout, tab) if cell_text(row[at]) == ticket)
    return [_entries(row, SCRIPT_COLUMNS[tab], language) for row in rows]


def _entries(row: Row, columns: Sequence[Column], language: str) -> Entries:
    return {
        column.label.in_(language): cell_text(cell)
        for column, cell in zip(columns, row, strict=True)
        if not column.hidden and is_filled(cell)
    }


def _records(desk: Desk, language: str) -> list[tuple[str, Entries]]:
    """Return the record of each run in Log as a text, with the run's row; those of closes are in Batches."""
    runs: dict[str, list[Row]] = {}
    for row in script_rows(desk.layout, Tab.LOG):
        runs.setdefault(cell_text(row[_RUN]), []).append(row)
    shown = [column for column in LOG if column.key in ("run", "when", "who", "command", "month")]
    found = []
    for rows in runs.values():
        parts = [text for row in rows if (text := cell_text(row[_RECORD]))]
        unpacked = unpack(parts)
        text = str(unpacked) if unpacked is not None else " ".join(parts)
        cells = [rows[0][position(Tab.LOG, column.key)] for column in shown]
        found.append((text, _entries(cells, shown, language)))
    return found
