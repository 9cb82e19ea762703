"""How long repairs took, beside what the rules promise; nothing where the desk has published nothing.

The file is written by `backoffice publish`; docs/manual/site.md describes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pages.page_context import PageContext
from pages.parcel_calendar import shortest_and_longest

FILE = Path(__file__).parents[1] / "measured" / "turnaround.json"
NUMBERS = ("pieces", "median_days", "nine_in_ten_days")


def measured(context: PageContext, file: Path = FILE) -> str:
    """Return the sentences about promised and measured days; empty without the file.

    Raises:
        ValueError: If the file is not as `backoffice publish` writes it.
    """
    if not file.exists():
        return ""
    figures = read_figures(file)
    shortest, longest = shortest_and_longest(context)
    return context.text(
        "measured",
        shortest=shortest,
        longest=longest,
        until=context.day(date.fromisoformat(str(figures["until"]))),
        pieces=figures["pieces"],
        median=figures["median_days"],
        slow=figures["nine_in_ten_days"],
    )


def read_figures(file: Path) -> Mapping[str, object]:
    """Return the figures in `file`, checked."""
    wrong = f"{file} is not as `backoffice publish` writes it. Run that again, or delete the file."
    try:
        figures = json.loads(file.read_text(encoding="utf-8"))
        sound = figures["format"] == 1 and all(
            type(figures[key]) is int and figures[key] > 0 for key in NUMBERS
        )
        date.fromisoformat(figures["until"])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(wrong) from error
    if not sound or figures["median_days"] > figures["nine_in_ten_days"]:
        raise ValueError(wrong)
    return dict(figures)
