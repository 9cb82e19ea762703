"""The morning's reminder: silent on most days, in words before and after a month end."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import date

import pytest

from backoffice import jobs
from backoffice.cli.printer import Printer
from backoffice.cli.program import main
from backoffice.cli.reminder_results import show_remind
from backoffice.jobs.reminding import reminders
from tests.backoffice.desks import APPROVED, ARRIVED, JUNE, MAY, run_of, workbook_at

ON_HOLD = ARRIVED | {"material": "K81"}
LATE = APPROVED | {"arrived": date(2026, 6, 2), "inspected": date(2026, 6, 3)}


def reminded(*tickets, now, days=3):
    """Return month, days left, how many are ready and how many on hold, of each reminder."""
    run = run_of(*tickets, now=f"{now}T09:00:00")
    return [
        (each.month, each.days, len(each.pieces), len(each.on_hold))
        for each in reminders(jobs.read_desk(run), days)
    ]


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        ("2026-05-27", 3, []),
        ("2026-05-28", 3, [(MAY, 3, 1, 1)]),
        ("2026-05-31", 3, [(MAY, 0, 1, 1)]),
        ("2026-06-01", 3, [(MAY, -1, 1, 1)]),
        ("2026-06-20", 3, [(MAY, -20, 1, 1)]),
        ("2026-06-28", 3, [(MAY, -28, 1, 1), (JUNE, 2, 1, 1)]),
        ("2026-05-30", 0, []),
        ("2026-05-31", 0, [(MAY, 0, 1, 1)]),
        ("2026-05-25", 5, []),
        ("2026-05-26", 5, [(MAY, 5, 1, 1)]),
    ],
)
def test_before_at_and_after_a_month_end(now, days, expected):
    """It begins three days before the cut-off, or as many as asked for, and goes on until the month is closed."""
    assert expected == reminded(APPROVED, ON_HOLD, now=now, days=days)


def test_a_closed_month_is_not_reminded_of():
    """Once May is closed the morning is quiet, whatever came in June."""
    run = run_of(APPROVED, LATE, now="2026-06-05T09:00:00")
    assert [MAY] == [each.month for each in reminders(jobs.read_desk(run), 3)]

    jobs.close(run, MAY)

    assert [] == reminders(jobs.read_desk(run), 3)


def test_a_month_with_nothing_to_send_is_not_overdue():
    """A past month with every piece on hold cannot be closed, so there is no reminder."""
    assert [] == reminded(ON_HOLD, now="2026-06-05")


def shown(*tickets, now, language):
    out = io.StringIO()
    desk = jobs.read_desk(run_of(*tickets, now=f"{now}T09:00:00", language=language))
    show_remind(Printer(language, out), reminders(desk, 3), desk)
    return out.getvalue()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["cut-off is in 2 days", "Ready to go, 1 piece", "R-00101", "Needs somebody first, 1 piece",
                "R-00102", "settle what is on hold", "on: backoffice close 2026-05"]),
        ("ja", ["あと 2 日です", "発送できるもの 1 点", "R-00101", "先に対応が必要な品 1 点", "R-00102",
                "先に対応が必要な品を", "以降に backoffice close 2026-05"]),
    ],
)  # fmt: skip
def test_what_is_said_before_the_cut_off(language, words):
    """The text has the date, what is ready, what is on hold and why, and what to do."""
    said = " ".join(shown(APPROVED, ON_HOLD, now="2026-05-29", language=language).split())

    assert [] == [each for each in words if each not in said]


def test_what_is_said_on_the_day_and_after():
    """From the cut-off on, it names the command to run."""
    today = shown(APPROVED, now="2026-05-31", language="en")
    later = shown(APPROVED, now="2026-06-02", language="en")

    assert ["the cut-off is today" in today, "nobody has closed it" in later] == [True, True]
    assert all("run backoffice close 2026-05, read" in said for said in (today, later))


@pytest.fixture
def desk(tmp_path, monkeypatch):
    for name in ("BACKOFFICE_BOOK", "BACKOFFICE_LANG"):
        monkeypatch.delenv(name, raising=False)
    workbook_at(tmp_path / "desk.xlsx", APPROVED, ON_HOLD)
    return tmp_path / "desk.xlsx"


def test_the_command(desk, capsys):
    """On a quiet morning it prints nothing and ends with 0, so that cron mails nothing; else it ends with 1."""
    before = desk.read_bytes()

    assert 0 == main(["remind", "--book", str(desk), "--today", "2026-05-10"])
    assert ("", "") == capsys.readouterr()
    assert 1 == main(["remind", "--book", str(desk), "--today", "2026-05-30", "--days", "1"])

    out, err = capsys.readouterr()
    assert ("2026-05: the cut-off is in 1 day," in out, err) == (True, "")
    assert before == desk.read_bytes()


def test_as_json(desk, capsys):
    """The JSON has month, day, days left, pieces and held."""
    main(["remind", "--json", "--book", str(desk), "--today", "2026-05-31"])
    main(["remind", "--json", "--book", str(desk), "--today", "2026-05-10"])

    loud, quiet = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [month] = loud["months"]
    assert {"ok": True, "months": []} == quiet
    assert ("2026-05", "2026-05-31", 0) == (month["month"], month["cutoff"], month["days"])
    assert ["R-00101"] == [piece["ticket"] for piece in month["pieces"]]
    assert ["R-00102"] == [piece["ticket"] for piece in month["held"]]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_as_a_page(desk, capsys, monkeypatch, tmp_path, language):
    """What is due is written as a page with the words of the terminal, and opened; on a quiet morning nothing is."""
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    page = tmp_path / "お知らせ.html"
    call = ["remind", "--book", str(desk), "--page", str(page), "--lang", language, "--today"]

    assert 0 == main([*call, "2026-05-10"])
    assert not page.exists()
    assert 1 == main([*call, "2026-05-31"])

    shown = html.unescape(page.read_text(encoding="utf-8"))
    said = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [page.absolute().as_uri()] == opened
    assert [] == [
        line
        for line in said
        if not line.startswith(("R-", "Ticket", "受付番号")) and line not in shown
    ]
    assert {"R-00101", "R-00102"} <= set(re.findall(r"R-\d+", shown))


def test_a_page_that_cannot_be_written(desk, capsys, monkeypatch, tmp_path):
    """The reminder is printed all the same, and the reason is said."""
    monkeypatch.setattr("webbrowser.open", pytest.fail)

    page = str(tmp_path / "no" / "a.html")
    status = main(["remind", "--book", str(desk), "--today", "2026-05-31", "--page", page])

    out, err = capsys.readouterr()
    said = "the cut-off is today" in out, "a.html cannot be written" in err
    assert (1, (True, True)) == (status, said)
