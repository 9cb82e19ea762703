"""What a cell keeps and shows of what somebody types."""

from __future__ import annotations

from datetime import date

import pytest

from tests.emulator.api_errors import NotAnsweredError
from tests.emulator.formats import general, shown
from tests.emulator.locales import Locale
from tests.emulator.typed_input import typed

TODAY = date(2026, 6, 9)


@pytest.mark.parametrize(
    ("text", "kept", "seen"),
    [
        ("Hana", "Hana", "Hana"),
        ("0042", 42, "42"),
        ("42.01", 42.01, "42.01"),
        ("2,000,000.01", 2000000.01, "2,000,000.01"),
        ("-1,200", -1200, "-1,200"),
        ("12%", 0.12, "12%"),
        ("12.5%", 0.125, "12.50%"),
        ("$1,800", 1800, "$1,800"),
        ("1e5", 100000, "1.00E+05"),
        ("2020-01-01", 43831, "2020-01-01"),
        ("6/9/2026", 46182, "6/9/2026"),
        ("6/9", 46182, "6/9/2026"),
        ("2026-06-09 10:30", 46182.4375, "2026-06-09 10:30:00"),
        ("10:30", 0.4375, "10:30"),
        ("1:30 pm", 0.5625, "1:30 PM"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("true", True, "TRUE"),
        ("'0042", "0042", "0042"),
        ("'=1+1", "=1+1", "=1+1"),
        ("=3/2", 1.5, "1.5"),
        ("3_1_0", "3_1_0", "3_1_0"),
        ("１，８００円", "１，８００円", "１，８００円"),
        ("=", "=", "="),
        ("two\nlines", "two\nlines", "two\nlines"),
    ],
)
def test_typing_into_an_empty_cell(http_client, key, staff, text, kept, seen):
    """In a file with the locale en_US."""
    staff.type("Sheet1", "A1", text)

    assert [[seen]] == staff.values("Sheet1")
    found = http_client.values(key, "A1", valueRenderOption="UNFORMATTED_VALUE").json()[
        "valueRanges"
    ]
    assert [[kept]] == found[0]["values"]


@pytest.mark.parametrize(
    ("text", "kept", "seen"),
    [
        ("2026/6/9", 46182, "2026/06/09"),
        ("6/9", 46182, "2026/06/09"),
        ("2026年6月9日", 46182, "2026年6月9日"),
        ("6月9日", 46182, "6月9日"),
        ("¥1,800", 1800, "¥1,800"),
        ("$5", "$5", "$5"),
    ],
)
def test_typing_in_japanese(google, text, kept, seen):
    """The locale ja_JP has another order of dates and another currency."""
    staff = google.staff(google.new_spreadsheet("台帳", locale="ja_JP"))

    staff.type("シート1", "A1", text)

    assert [[seen]] == staff.values("シート1")
    assert [[kept]] == staff.entered("シート1")


@pytest.mark.parametrize("text", ["00123", "=1+1", "2026-06-09", "'x", "TRUE", "1,200"])
def test_a_cell_with_the_text_format_keeps_every_letter(http_client, key, staff, text):
    """With the number format TEXT nothing else is recognised."""
    cell = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    asked = {"range": {"endRowIndex": 1}, "cell": cell, "fields": "userEnteredFormat"}
    http_client.done(key, {"repeatCell": asked})

    staff.type("Sheet1", "A1", text)

    assert [[text]] == staff.entered("Sheet1")


def test_a_number_format_is_kept():
    """A cell without one gets that of what was recognised."""
    shape = {"numberFormat": {"type": "NUMBER", "pattern": "0.0"}}
    english = Locale("en_US")
    formatted = typed("12%", {"userEnteredFormat": shape}, english, TODAY)
    bare = typed("12%", {}, english, TODAY)

    assert shape == formatted["userEnteredFormat"]
    assert "0%" == bare["userEnteredFormat"]["numberFormat"]["pattern"]


@pytest.mark.parametrize(
    ("number", "kind", "pattern", "seen"),
    [
        (3200, "NUMBER", "#,##0", "3,200"),
        (-3200.5, "NUMBER", "#,##0.00", "-3,200.50"),
        (-0.001, "NUMBER", "0.00", "0.00"),
        (2.5, "NUMBER", "0", "3"),
        (0.5, "NUMBER", "0.0##", "0.5"),
        (5, "NUMBER", "000", "005"),
        (-5, "NUMBER", "0;(0)", "(5)"),
        (3200, "CURRENCY", '[$¥-411]#,##0"円"', "¥3,200円"),
        (46182, "DATE", "yyyy-mm-dd (ddd)", "2026-06-09 (Tue)"),
        (46182, "DATE", "d mmmm yy", "9 June 26"),
        (46182.4375, "DATE_TIME", "yyyy-mm-dd hh:mm", "2026-06-09 10:30"),
        (0.9999999, "TIME", "hh:mm:ss", "23:59:59"),
        (46182, "DATE", "", "6/9/2026"),
        (12345.678, "", "", "12345.678"),
    ],
)
def test_numbers_in_their_formats(number, kind, pattern, seen):
    """The text of a number by its pattern."""
    assert seen == shown(number, {"type": kind, "pattern": pattern}, Locale("en_US"))


def test_numbers_without_a_format():
    """Ten digits; whole numbers without decimals."""
    assert ["0.3333333333", "1E+20", "100", "0,5"] == [
        general(1 / 3, Locale("en_US")),
        general(1e20, Locale("en_US")),
        general(100.0, Locale("en_US")),
        general(0.5, Locale("de_DE")),
    ]


@pytest.mark.parametrize("pattern", ["# ?/?", "[h]:mm", "0*x"])
def test_other_patterns_are_not_answered(pattern):
    """501."""
    with pytest.raises(NotAnsweredError):
        shown(1.5, {"type": "NUMBER", "pattern": pattern}, Locale("en_US"))
