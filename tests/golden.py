"""Golden files: what was printed or made once, read by a person, and kept.

`pytest --update` writes them anew; look at the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser):
    """Offer `--update`."""
    parser.addoption("--update", action="store_true", help="write golden files anew")


@pytest.fixture
def golden(request):
    """Return a function that compares a text with a file below ``tests/cases``, or renews the file."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "cases" / name
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return compare
