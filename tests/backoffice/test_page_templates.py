"""Pages that the desk writes for a browser."""

from pathlib import Path

import pytest

import backoffice

FOLDER = Path(backoffice.__file__).parent
PAGES = [path for path in sorted(FOLDER.rglob("*.html")) if path.name != "letter.html"]  # of a mail


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_nothing_in_a_page_runs_or_is_fetched(path: Path) -> None:
    """Each page forbids scripts, frames, pictures and addresses of elsewhere, should a text ever bring one in."""
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'" in path.read_text("utf-8")
