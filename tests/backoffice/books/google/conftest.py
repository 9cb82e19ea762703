"""A new desk on the emulated Google for each test that asks for its key, its book or its staff."""

from __future__ import annotations

import pytest

from tests.backoffice.books.google_desks import copied, emulator, new_desk, on


@pytest.fixture(autouse=True)
def nothing_fails_afterwards():
    """No failure, and nothing that happens between requests, is left to the next test."""
    yield
    emulator().mend()
    emulator().between(None)


@pytest.fixture(scope="session")
def new_desk_key():
    """The key of a desk that nobody writes: it is copied."""
    return new_desk(emulator())


@pytest.fixture
def key(new_desk_key):
    """The key of a desk of the test's own."""
    return copied(emulator(), new_desk_key)


@pytest.fixture
def book(key):
    """That desk as a book."""
    return on(emulator(), key)


@pytest.fixture
def staff(key):
    """The people who work in it."""
    return emulator().staff(key)
