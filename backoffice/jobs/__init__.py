"""One job for each command: read, work out, then one write, last.

A job raises `BackofficeError` where a book or file cannot be read or written; the book is then as it was.
Jobs decide; commands only parse and print.  Nothing here asks what day it is.  A job loads when it is
used first: pandas takes longer to load than most desks take to read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backoffice.jobs.closing import close as close
    from backoffice.jobs.closing import plan as plan
    from backoffice.jobs.desk import read_desk as read_desk
    from backoffice.jobs.paper_making import papers as papers
    from backoffice.jobs.reopening import plan_reopen as plan_reopen
    from backoffice.jobs.reopening import reopen as reopen
    from backoffice.jobs.runs import Run as Run
    from backoffice.jobs.setting_up import first_numbers as first_numbers
    from backoffice.jobs.setting_up import init as init
    from backoffice.jobs.setting_up import start as start
    from backoffice.jobs.syncing import sync as sync

_MODULES = {
    "closing": ("close", "plan"),
    "desk": ("read_desk",),
    "paper_making": ("papers",),
    "reopening": ("plan_reopen", "reopen"),
    "runs": ("Run",),
    "setting_up": ("first_numbers", "init", "start"),
    "syncing": ("sync",),
}


def __getattr__(name: str) -> object:
    """Return a job, from the module that is loaded for it."""
    for module, jobs in _MODULES.items():
        if name in jobs:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
