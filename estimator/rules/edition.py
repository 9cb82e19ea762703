"""The edition of prices: the newest day on which one of the values used came into force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from estimator.rules.items import LineItem


def edition_of(lines: Iterable[LineItem], rate_since: date | None) -> date:
    """Return the newest ``from`` of the prices in `lines` and of the tax rate; None where there is no tax."""
    newest = max(line.since for line in lines)
    return max(newest, rate_since) if rate_since else newest
