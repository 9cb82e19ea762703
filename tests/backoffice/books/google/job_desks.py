"""Desks on the emulated Google on which a job has something to do, and what they are afterwards."""

from __future__ import annotations

from functools import cache

from backoffice import jobs
from backoffice.intake.ticket_numbers import ticket_number
from backoffice.jobs.desk import Run
from backoffice.jobs.runs import probe
from tests.backoffice.books.google_desks import copied, emulator, new_desk, on, state_of
from tests.backoffice.desks import APPROVED, MAY, NOW, POLICY, QUOTED

NUMBERS = [ticket_number(101 + at) for at in range(110)]
TICKETS = [APPROVED] * 3 + [QUOTED]


def run_on(key, clock=None):
    """Return a run, always at the same moment, whose waiting takes no time."""
    return Run(book=on(emulator(), key, clock), policy=POLICY, now=NOW, who="Sato")


JOBS = {
    "sync": jobs.sync,
    "close": lambda run: jobs.close(run, MAY),
    "reopen": lambda run: jobs.reopen(run, MAY),
}


@cache
def before(job):
    """Return the key of a desk on which `job` has something to do; it is never written again."""
    key = new_desk(emulator(), policy=POLICY.undated, numbers=NUMBERS, tickets=TICKETS)
    jobs.start(run_on(key))
    probe(run_on(key))
    if job == "sync":  # twenty pieces come in: the docket pad grows as well
        for row in range(10, 30):
            emulator().staff(key).type("Tickets", f"D{row}", "Emma")
    if job == "reopen":
        jobs.close(run_on(key), MAY)
    return key


@cache
def after(job):
    """Return the state of the sheet after `job` without any failure."""
    key = copied(emulator(), before(job))
    JOBS[job](run_on(key))
    return state_of(emulator(), key)
