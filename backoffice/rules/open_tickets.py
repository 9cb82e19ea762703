"""Open tickets: those on which somebody still has something to do."""

from __future__ import annotations

import pandas as pd

from backoffice.intake.arrays import is_any, is_filled
from backoffice.intake.frames import Flags, Typed
from backoffice.sheet.choices import OUT


def is_live(tickets: pd.DataFrame) -> Flags:
    """Return which tickets are open: not answered no, not sent back."""
    return ~is_any(tickets, Typed.ANSWER, *OUT) & ~is_filled(tickets, Typed.SENT)
