"""Who writes which tab."""

import pytest

from backoffice.books.changes import Changes
from backoffice.sheet.headings import Tab
from backoffice.sheet.snapshot import Snapshot


def test_tickets_is_written_by_staff_only():
    """Changes that name rows of Tickets cannot be made; those of each other tab can."""
    read = Snapshot({}, "1")
    for tab in set(Tab) - {Tab.TICKETS}:
        assert {tab} == set(Changes(read=read, tabs={tab: []}).tabs)

    with pytest.raises(ValueError, match="staff only"):
        Changes(read=read, tabs={Tab.TICKETS: []})
