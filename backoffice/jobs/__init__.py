"""One job for each command: read, work out, then one write, last.

Jobs decide; commands only parse and print.  Nothing here asks what day it is.
"""

from backoffice.jobs.closing import close, plan
from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.jobs.paper_making import papers
from backoffice.jobs.reopening import plan_reopen, reopen
from backoffice.jobs.setting_up import first_numbers, init, start
from backoffice.jobs.syncing import sync

__all__ = [
    "Desk",
    "Run",
    "close",
    "first_numbers",
    "init",
    "papers",
    "plan",
    "plan_reopen",
    "read_desk",
    "reopen",
    "start",
    "sync",
]
