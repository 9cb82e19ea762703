"""What the tests of the commands share."""

from __future__ import annotations

import pytest

from backoffice.cli.program import main
from tests.backoffice.cli.workbooks import TODAY, workbook


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Nothing that this machine has set reaches a test."""
    for name in ("BOOK", "CREDENTIALS", "LANG", "POLICY", "WHO"):
        monkeypatch.delenv(f"BACKOFFICE_{name}", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def path(tmp_path):
    book = tmp_path / "desk.xlsx"
    book.write_bytes(workbook())
    return book


@pytest.fixture
def run(path, capsys):
    """Return a function that runs a command on the workbook and returns status, output, errors."""

    def running(*arguments, book=path, today=TODAY):
        where = [] if book is None or arguments[0] == "demo" else ["--book", str(book)]
        day = ["--today", today] if today and where else []
        status = main([*arguments, *where, *day])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return running
