"""Importing this plays a close in memory: processes forked from here begin with everything warm."""

from __future__ import annotations

import gc

from backoffice import jobs
from tests.backoffice.closing_processes import TICKETS
from tests.backoffice.desks import MAY, run_of

jobs.close(run_of(*TICKETS), MAY)
gc.freeze()  # else each child copies the pages that its collector touches
