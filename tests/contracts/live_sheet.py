"""The contract on Google itself: ``BACKOFFICE_LIVE_SHEET=… pytest tests/contracts -m live``.

The scratch sheet that the variable names is emptied first.
"""

from __future__ import annotations

import os

import pytest

from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.google.sheet_urls import key_of
from tests.backoffice.books.desks import NUMBERS, POLICY, TYPED
from tests.backoffice.books.google_desks import set_up


def live(folder, language="en"):
    """Return a desk in the scratch sheet on Google, and a function that opens it again."""
    key = key_of(os.environ["BACKOFFICE_LIVE_SHEET"])
    set_up(GoogleSheet(key).connection, language, POLICY, NUMBERS, TYPED)
    return GoogleSheet(key), lambda: GoogleSheet(key)


LIVE = []
if "BACKOFFICE_LIVE_SHEET" in os.environ:
    LIVE.append(pytest.param(live, marks=pytest.mark.live))
