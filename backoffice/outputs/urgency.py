"""Urgency: in which order Today shows the next steps, and the report what waits."""

from __future__ import annotations

from enum import IntEnum


class Urgency(IntEnum):
    """How soon somebody has to act, the most urgent first; those of one urgency by how long they wait."""

    TO_FIX = 0
    LATE = 1
    TO_DO = 2
    REMIND = 3
    WAITS = 4
    AWAY = 5
