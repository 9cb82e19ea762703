"""The doctor on a real workbook: nine things examined, each with the next step where it is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backoffice.cli.exit_status import DONE, REFUSED
from tests.backoffice.cli.workbooks import (
    EXCEL_LOCK,
    SOUND,
    TODAY,
    english,
    json_of,
    letters_of,
    workbook,
    write_cell,
)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_all_is_in_order(run, path, language):
    """After a sync every finding is good."""
    path.write_bytes(workbook(SOUND[2:], language))
    run("sync")

    status, out, err = run("doctor", "--lang", language)

    assert (DONE, "", 9) == (status, err, out.count("✓ "))
    assert "!" not in out


def locked(path):
    (path.parent / "~$desk.xlsx").write_bytes(EXCEL_LOCK)


def renamed(path):
    write_cell(path, **{f"Tickets_{letters_of('arrived')}1": "Da"})


def touched(path):
    write_cell(path, Quotes_C2="approved")


def another_book(path, data):
    """Replace this book by another, without its earlier states."""
    shutil.rmtree(path.with_suffix(".versions"))
    path.write_bytes(data)


def low(path):
    another_book(path, workbook(SOUND[2:], rows=100))


def approved(path):
    another_book(path, workbook(SOUND))


@pytest.mark.parametrize(
    ("spoil", "day", "name", "words"),
    [
        (None, "2028-09-01", "Policy", "the calendar ends on 2028-12-31: add the next year"),
        (Path.unlink, TODAY, "Sheet", "is not there. Check the path"),
        (locked, TODAY, "In use", "山田 花子 has desk.xlsx open in Excel"),
        (renamed, TODAY, "Tabs and headings", "heading “Arrived / 到着日” is missing in row 1"),
        (touched, TODAY, "Script tabs", "1 row was changed by hand; run: backoffice sync"),
        (low, TODAY, "Blank numbered rows", "only 98 blank rows left; run: backoffice sync"),
        (approved, TODAY, "Month end", "2 pieces of 2026-05 or before wait; run: backoffice close 2026-05"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)  # fmt: skip
def test_something_is_wrong(run, path, spoil, day, name, words):
    """Each thing out of order is named with the next step, in both languages; the status is 1."""
    path.write_bytes(workbook(SOUND[2:]))
    run("sync")
    if spoil:
        spoil(path)

    status, data = json_of(run, "doctor", today=day)

    [bad] = [check for check in data["checks"] if not check["ok"]]
    assert (REFUSED, False, name) == (status, data["ok"], bad["name"])
    assert words in bad["message"]
    assert not english(run("doctor", "--lang", "ja", today=day)[1], path.parent)
