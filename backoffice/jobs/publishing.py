"""Publishing the measured turnaround: a small file that the build of the site reads.  Figures only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backoffice.atomic_files import write_anew
from backoffice.jobs.desk import Desk
from backoffice.messages.errors import RefusedError, refused_as
from backoffice.rules.turnaround import turnaround

LEAST = 20
"""Pieces below which nothing is published: a few are chance, and could tell of one customer."""

FILE = Path("site/measured/turnaround.json")
"""Where the build of the site reads it, in the folder of the site's source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was published: days from arrival to the way back, of the year up to `until`."""

    path: Path
    until: date
    pieces: int
    median_days: int
    nine_in_ten_days: int


def publish(desk: Desk, path: Path | None = None) -> Published:
    """Write how long repairs took; see docs/manual/site.md for the file.

    Raises:
        RefusedError: If fewer than `LEAST` pieces went back in a year, or there is no site here.
    """
    until = desk.run.now.date()
    took = turnaround(desk.assessment.frame, until)
    median, slow = took.median, took.within(90)
    if len(took.days) < LEAST or median is None or slow is None:
        raise RefusedError("publishing.too-few", count=len(took.days), least=LEAST)
    if path is None and not FILE.parent.parent.is_dir():
        raise RefusedError("publishing.no-site", path=FILE)
    target = path or FILE
    figures = {"pieces": len(took.days), "median_days": median, "nine_in_ten_days": slow}
    said = json.dumps({"format": 1, "until": str(until), **figures}, indent=1)
    with refused_as("publishing.not-written", path=target):
        target.parent.mkdir(parents=True, exist_ok=True)
        write_anew(target, f"{said}\n".encode())
    return Published(path=target, until=until, **figures)
