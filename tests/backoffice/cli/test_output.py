"""What is printed reaches every terminal, and never changes what a run has done."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.cli.exit_status import DONE, REFUSED
from backoffice.cli.program import main
from backoffice.cli.wrapping import display_width
from backoffice.jobs.desk import Run
from tests.backoffice.cli.workbooks import TODAY, workbook
from tests.backoffice.desks import APPROVED, ARRIVED, MAY, POLICY
from tests.selection import in_turns

ODD = "Café ring ♡ 𠮷田 ①"
TICKETS = [APPROVED | {"piece": ODD}, ARRIVED | {"piece": ODD}]
ENCODINGS = ["utf-8", "cp932", "cp1252", "ascii", "euc-jp", "utf-16"]
PRINTED = [
    (encoding, language)
    for at, encoding in enumerate(ENCODINGS)
    for language in (["en", "ja"] if at % 2 == 0 else ["ja", "en"])
]


@pytest.fixture
def path(tmp_path):
    book = tmp_path / "desk.xlsx"
    book.write_bytes(workbook(TICKETS))
    return book


def closed(path):
    """Return the closed months of the workbook at `path`."""
    now = datetime.combine(date(2026, 6, 10), time(9))
    run = Run(book=open_book(path), policy=POLICY, now=now, who="test")
    return list(jobs.read_desk(run).ledger.closed)


def printed(monkeypatch, encoding, *arguments):
    """Run a command on a terminal of `encoding`; return its status and what it prints."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        status = main(arguments)
    return status, *(each.buffer.getvalue().decode(encoding) for each in (out, err))


@pytest.mark.parametrize(("encoding", "language"), in_turns(PRINTED, 2))
def test_a_close_ends_well_in_every_encoding(path, monkeypatch, encoding, language):
    """The month is closed, the status is 0, and ticket and amount can be read."""
    arguments = ["--yes", "--book", str(path), "--today", TODAY, "--lang", language]

    status, out, err = printed(monkeypatch, encoding, "close", "2026-05", *arguments)

    assert (DONE, "") == (status, err)
    assert [MAY] == closed(path)
    assert "R-00101" in out
    assert "1,000" in out


@pytest.mark.parametrize("command", ["doctor", "check", "remind", "sync", "--help"])
def test_every_command_prints_in_every_encoding(path, monkeypatch, command):
    """Status and number of lines are those of a terminal that has every character."""

    def seen(at, encoding):
        book = path.with_name(f"desk-{at}.xlsx")  # of its own, as a sync changes it
        book.write_bytes(workbook(TICKETS))
        options = [] if command == "--help" else ["--book", str(book), "--today", TODAY]
        status, out, err = printed(monkeypatch, encoding, command, *options)
        return status, out.count("\n"), err

    assert {seen(0, "utf-8")} == {seen(at, each) for at, each in enumerate(ENCODINGS[1:], 1)}


@pytest.mark.parametrize(
    ("encoding", "piece", "amount", "icon"),
    [
        ("utf-8", "Café ring ♡ 𠮷田 ①", "¥1,000", "✓"),
        ("cp932", r"Cafe ring \u2661 \U00020bb7田 ①", "￥1,000", "OK"),
        ("cp1252", r"Café ring \u2661 \U00020bb7\u7530 1", "¥1,000", "OK"),
        ("ascii", r"Cafe ring \u2661 \U00020bb7\u7530 1", "JPY 1,000", "OK"),
    ],
)
def test_replaced_characters_can_be_read(path, monkeypatch, encoding, piece, amount, icon):
    """A letter without accent, another yen sign, a word; only a character without replacement shows its number."""
    where = ["--book", str(path), "--today", TODAY]

    _, plan, _ = printed(monkeypatch, encoding, "close", "2026-05", *where)
    _, findings, _ = printed(monkeypatch, encoding, "doctor", *where)

    assert piece in " ".join(plan.split())
    assert amount in plan
    assert findings.startswith(f"{icon}  Policy")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_exact_in_every_encoding(path, monkeypatch, encoding):
    """A program gets every character, whatever the encoding lacks, also those of a refusal."""
    where = ["--book", str(path), "--today", TODAY, "--json"]

    _, plan, _ = printed(monkeypatch, encoding, "close", "2026-05", *where)
    _, refusal, _ = printed(monkeypatch, encoding, "check", "--json", "--book", "𠮷\udcff.xlsx")

    assert ODD == json.loads(plan)["pieces"][0]["piece"]
    assert json.loads(refusal)["error"].startswith("𠮷\udcff.xlsx is not there.")


def run_for(path, output, *arguments):
    """Run a command in a process of its own whose standard output is `output`."""
    command = [sys.executable, "-m", "backoffice", *arguments, "--book", str(path)]
    return subprocess.run(
        [*command, "--today", TODAY], stdout=output, stderr=subprocess.PIPE, text=True, check=False
    )


def test_a_closed_pipe_does_not_fail_a_close(path):
    """If the reader closes the pipe before the month is closed, it is closed, and the status is 0."""
    command = [sys.executable, "-m", "backoffice", "close", "2026-05", "--yes", "--book", str(path)]
    with subprocess.Popen(
        [*command, "--today", TODAY], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.close()
        errors = running.stderr.read()

    assert (DONE, b"") == (running.returncode, errors)
    assert [MAY] == closed(path)


def test_a_full_disk_behind_the_output(path):
    """A log that cannot grow is reported, and the status is that of the run."""
    with Path("/dev/full").open("wb") as full:
        done = run_for(path, full, "close", "2026-05", "--yes")
        again = run_for(path, full, "check", "--lang", "ja")

    assert DONE == done.returncode
    assert "The run is finished, but not all that it printed could be written: No space left" in (
        done.stderr
    )
    assert (
        "処理は完了しましたが、出力の一部を書き込めませんでした（空き容量がありません）。"
        in again.stderr
    )
    assert [MAY] == closed(path)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_no_output_at_all(path, monkeypatch, stream):
    """Where a schedule starts the command without output, everything is done all the same."""
    monkeypatch.setattr(sys, stream, None)

    assert DONE == main(["doctor", "--book", str(path), "--today", "2026-05-01"])
    assert REFUSED == main(["check", "--book", str(path.with_name("no.xlsx"))])
    assert getattr(sys, stream) is None


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_refusal_fits_the_terminal(path, monkeypatch, language):
    """On a terminal it is wrapped between words; in a file it is one line."""
    monkeypatch.setenv("COLUMNS", "40")
    said = []
    for is_terminal in (True, False):
        error = io.StringIO()
        error.isatty = lambda on=is_terminal: on
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", error)
            early = ["close", "2026-06", "--yes", "--book", str(path), "--today", TODAY]
            assert REFUSED == main([*early, "--lang", language])
        said.append(error.getvalue().rpartition("\x1b[2K")[2].splitlines())  # behind the bar

    wrapped, whole = said
    assert 1 == len(whole) < len(wrapped)
    assert 40 >= max(map(display_width, wrapped))
    assert "".join(whole).split() == " ".join(wrapped).split() or language == "ja"
