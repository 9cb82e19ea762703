"""The docket pad: how many numbered blank rows wait below the tickets."""

from __future__ import annotations

from backoffice.intake.ticket_numbers import FIRST_NUMBER, ticket_number

PAD_LEAST, PAD_MORE = 100, 150
"""The docket pad grows to PAD_MORE blank rows when fewer than PAD_LEAST are left."""


def numbers_to_add(blank: int, last_number: int) -> list[str]:
    """Return the ticket numbers to append where `blank` rows are left and `last_number` was the last one issued."""
    if blank >= PAD_LEAST:
        return []
    first = max(last_number, FIRST_NUMBER - 1) + 1
    return [ticket_number(first + offset) for offset in range(PAD_MORE - blank)]
