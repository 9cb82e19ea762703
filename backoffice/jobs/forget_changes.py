"""What is written when cells are emptied: script tabs as they are then, and Log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backoffice.books.changes import Changes, StaffCell
from backoffice.intake.run_log import FORGET, forgotten_texts
from backoffice.jobs.desk import Desk, assessed, understand
from backoffice.jobs.forget_plan import Forgetting
from backoffice.jobs.script_changes import (
    row_in_log,
    script_tabs,
    tabs_to_make,
    taken_over,
)
from backoffice.outputs.log_tab import over_rows
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Cell, Row, Sheet, Snapshot


def emptying_changes(plan: Forgetting, cells: Sequence[StaffCell]) -> Changes:
    """Return what is written with `cells` emptied: script tabs as they are then, and Log."""
    desk = plan.desk
    tickets = [*dict.fromkeys(cell.ticket for cell in cells)]
    then = understand(desk.run, _emptied(desk.snapshot, desk.layout.tickets.name, cells))
    ledger = replace(then.ledger, forgotten=then.ledger.forgotten | {*tickets})
    after = assessed(desk.run, then.snapshot, then.layout, then.rows, ledger)
    tabs, pad = script_tabs(after)
    log = log_rows(desk, tickets, pad)
    return Changes(
        read=desk.snapshot,
        tabs={**tabs, Tab.LOG: [*desk.ledger.log, *log]},
        pad=pad,
        missing=tabs_to_make(desk, tabs),
        former=taken_over(desk),
        zone=desk.run.zone,
        emptied=cells,
    )


def _emptied(read: Snapshot, tab: str, cells: Sequence[StaffCell]) -> Snapshot:
    rows: list[Sequence[Cell]] = [*read.sheets[tab].rows]
    for cell in cells:
        row = [*rows[cell.row - 1]]
        row[cell.column] = ""
        rows[cell.row - 1] = row
    return replace(read, sheets={**read.sheets, tab: Sheet(tab, rows)})


def log_rows(desk: Desk, tickets: Sequence[str], pad: Sequence[str]) -> list[Row]:
    """Return the rows in Log; where one cell cannot hold all numbers, there are more of them."""
    log = row_in_log(desk, FORGET, pad=pad, mark=desk.ledger.last_run + 1)
    return over_rows(log, forgotten_texts(tickets))
