"""Columns of the two frames: that of tickets as typed, and what the assessment adds to it.

A frame has one row for each usable ticket, in the order of the sheet.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from backoffice.sheet.columns import TICKET_DAYS

if TYPE_CHECKING:
    import numpy as np

Flags: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"
"""One flag for each row."""

Integers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
"""One number for each row."""

SERVICE = "service:"
"""Begins the column of each service: its count, 0 where it is not wanted (int64)."""

DAY, AMOUNT, FLAG, OBJECT, INTEGER = "datetime64[s]", "Int64", "bool", "object", "int64"
"""Dtypes.  A missing day is NaT, a missing amount NA; amounts are in smallest units."""


class Typed(StrEnum):
    """Columns of the ticket frame."""

    TICKET = "ticket"
    """Number of the ticket."""
    REQUEST = "request"
    """Number of the first ticket of its request."""
    ROW = "row"
    """Row in the sheet, 1 is the heading."""
    ENQUIRED = "enquired"
    ARRIVED = "arrived"
    INSPECTED = "inspected"
    BACK = "back"
    SENT = "sent"
    NAME = "name"
    EMAIL = "email"
    ORDER = "order"
    PHOTO = "photo"
    PIECE = "piece"
    CODE = "code"
    NOTES = "notes"
    LANGUAGE = "language"
    MATERIAL = "material"
    REPLATING = "replating"
    EXCEPTION = "exception"
    ANSWER = "answer"
    GO_AHEAD = "go_ahead"
    PRICE = "price"
    PHONE = "phone"
    ADDRESS = "address"
    """Where the piece goes back to."""
    QUOTE_SENT = "quote_sent"
    CHARGE = "charge"
    FINAL = "final"
    """The price after the workshop, before tax."""
    WORKSHOP_PRICE = "workshop_price"
    """What the workshop asks of the shop."""
    WORKSHOP_NOTE = "workshop_note"
    PAID = "paid"
    TRACKING = "tracking"
    HANDLED_BY = "handled_by"
    UNCLEAR = "unclear"
    """Whether a cell that decides the price could not be parsed."""


class Known(StrEnum):
    """Columns that the assessment adds."""

    GUIDE_LOW = "guide_low"
    GUIDE_HIGH = "guide_high"
    QUOTED = "quoted"
    """The price after inspection, before tax."""
    CHARGED = "charged"
    """What the customer pays for the piece, before tax: the quote, unless the workshop or the shop changed it."""
    TAX_RATE = "tax_rate"
    """Basis points on the day of the enquiry."""
    NOT_OFFERED = "not_offered"
    """The first service chosen that has no price on that day, or None."""
    EDITION = "edition"
    INPUTS = "inputs"
    """What the price was computed from, as a text; that of the agreement where there is one."""
    HASH = "hash"
    SENT_AS = "sent_as"
    """Fingerprint of all that the workshop is sent."""
    SENT_AS_BEFORE = "sent_as_before"
    """The same, as earlier versions wrote it."""
    SENT_PIECE = "sent_piece"
    """What the workshop reads of the piece: without the customer."""
    SENT_NOTE = "sent_note"
    """The same of the note for it."""
    ENTRIES = "entries"
    """The record of all entries, by which the next run sees whether they changed rows."""
    BATCHED = "batched"
    """The month it was sent in, as text, or None."""
    LIMIT = "limit"
    """The go-ahead amount that counts for the ticket."""
    HANDLING = "handling"
    TOTAL_LOW = "total_low"
    TOTAL_HIGH = "total_high"
    AGREED = "agreed"
    """When an approval was first seen (datetime), or None."""
    APPROVED = "approved"
    FIX = "fix"
    """Whether something must be fixed first."""
    HOLD = "hold"
    STAGE = "stage"
    COMPLETE = "complete"
    """Whether all is there that a customer's first message needs."""
    COUNTED = "counted"
    """The day that counts as arrival."""


DAYS = tuple(Typed(column.key) for column in TICKET_DAYS)
"""Columns of the ticket frame that hold days."""
