"""A new desk on the emulated Google for each test that asks for its key."""

from __future__ import annotations

import pytest

from tests.backoffice.books.google_desks import copied, emulator, new_desk


@pytest.fixture(scope="session")
def new_desk_key():
    """The key of a desk that nobody writes: it is copied."""
    return new_desk(emulator())


@pytest.fixture
def key(new_desk_key):
    """The key of a desk of the test's own."""
    return copied(emulator(), new_desk_key)
