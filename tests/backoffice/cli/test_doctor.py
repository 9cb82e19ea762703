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


def another_book(path, data):
    """Replace this book by another, without its earlier states."""
    shutil.rmtree(path.with_suffix(".versions"))
    path.write_bytes(data)


SPOILT = {
    "Policy": lambda path: None,
    "Sheet": Path.unlink,
    "In use": lambda path: path.with_name("~$desk.xlsx").write_bytes(EXCEL_LOCK),
    "Tabs and headings": lambda path: write_cell(path, **{f"Tickets_{letters_of('arrived')}1": "Da"}),
    "Script tabs": lambda path: write_cell(path, Quotes_C2="approved"),
    "Blank numbered rows": lambda path: another_book(path, workbook(SOUND[2:], rows=100)),
    "Month end": lambda path: another_book(path, workbook(SOUND)),
}  # fmt: skip
"""By the name of the finding: how it comes about."""


@pytest.mark.parametrize(
    ("name", "day", "words"),
    [
        ("Policy", "2028-09-01", "the calendar ends on 2028-12-31: add the next year"),
        ("Sheet", TODAY, "is not there. Check the path"),
        ("In use", TODAY, "山田 花子 has desk.xlsx open in Excel"),
        ("Tabs and headings", TODAY, "heading “Arrived / 到着日” is missing in row 1"),
        ("Script tabs", TODAY, "1 row was changed by hand; run: backoffice sync"),
        ("Blank numbered rows", TODAY, "only 98 blank rows left; run: backoffice sync"),
        ("Month end", TODAY, "2 pieces of 2026-05 or before wait; run: backoffice close 2026-05"),
    ],
)
def test_something_is_wrong(run, path, name, day, words):
    """Each thing out of order is named with the next step, in both languages; the status is 1."""
    path.write_bytes(workbook(SOUND[2:]))
    run("sync")
    SPOILT[name](path)

    status, data = json_of(run, "doctor", today=day)

    [bad] = [check for check in data["checks"] if not check["ok"]]
    assert (REFUSED, False, name) == (status, data["ok"], bad["name"])
    assert words in bad["message"]
    assert not english(run("doctor", "--lang", "ja", today=day)[1], path.parent)
