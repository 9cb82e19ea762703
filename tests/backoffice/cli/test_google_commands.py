"""The commands on a Google Sheet, as they are typed: connect, copy, doctor, sync, close, remind."""

from __future__ import annotations

import json

import pytest

from backoffice.books.google.sheet_urls import address_of
from backoffice.cli.program import main
from tests.backoffice.books.google_desks import emulator, key_file
from tests.backoffice.cli.workbooks import workbook
from tests.backoffice.desks import APPROVED
from tests.backoffice.sheets import blank
from tests.tools.casebook import CASES


@pytest.fixture(autouse=True)
def emulated(monkeypatch):
    """Google is the emulator."""
    monkeypatch.setenv("BACKOFFICE_SHEETS_ENDPOINT", emulator().address)


@pytest.fixture
def run(capsys):
    """Return a function that runs a command with the key as an option: status, output, errors."""

    def running(*arguments):
        status = main([*arguments, "--credentials", str(key_file(emulator()))])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return running


@pytest.fixture
def url():
    return address_of(blank())


@pytest.fixture
def path(tmp_path):
    book = tmp_path / "desk.xlsx"
    book.write_bytes(workbook([APPROVED]))
    return str(book)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "is set up: open it", "is set up already"),
        ("ja", "を用意しました", "すでに用意されています"),
    ],
)
def test_connect_twice(run, url, language, first, second):
    """The first connect sets the sheet up, the second says that it is set up; both end with 0."""
    status, out, err = run("connect", url, "--lang", language)
    again, later, _ = run("connect", url, "--lang", language)

    assert (0, 0, "") == (status, again, err)
    assert first in " ".join(out.split())
    assert second in " ".join(later.split())


def test_connect_by_book_and_as_json(run, url):
    """--book names the sheet too; the JSON has whether tabs were made, and what was tried out."""
    _, out, _ = run("connect", "--book", url, "--json", "--no-probe")
    _, again, _ = run("connect", "--book", url, "--json")

    made, later = map(json.loads, (out, again))
    assert {"ok": True, "book": url, "made": True, "mended": [], "probed": []} == made
    assert not later["made"]
    *_, closing = later["probed"]
    assert ("Closing", True) == (closing["name"], closing["ok"])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_probe_in_words(run, url, language):
    """Each thing that is tried has its name and its sentence, as in the file of the language."""
    run("connect", url, "--lang", language, "--no-probe")
    status, out, _ = run("doctor", "--probe", "--book", url, "--lang", language, "--json")

    said = [f"{check['name']}: {check['message']}" for check in json.loads(out)["checks"]]
    expected = (CASES / f"probe.{language}.txt").read_text(encoding="utf-8").splitlines()
    assert (0, expected) == (status, said[-len(expected) :])


def test_the_doctor_says_what_was_not_tried_out(run, url):
    """A sheet that was set up without the probe has one thing that is not in order."""
    run("connect", url, "--no-probe")

    for language, words in (
        ("en", "not tried out on this sheet yet"),
        ("ja", "このシートではまだ試していません"),
    ):
        status, out, _ = run("doctor", "--book", url, "--lang", language, "--json")
        assert (1, True) == (status, words in out)


def test_a_desk_of_its_own(run, url, path):
    """A workbook copied to an address can be synced, closed and copied back by the key in the address."""
    status, out, err = run("copy", path, url)
    assert (0, "") == (status, err)
    assert "Copied 1 ticket on 7 tabs" in out
    assert "already, cell for cell" in " ".join(run("copy", path, url)[1].split())

    there = url.rpartition("/")[2]
    named = ("--book", there, "--today", "2026-05-31")
    assert 0 == run("sync", *named)[0]
    assert 1 == run("remind", *named)[0]
    status, out, _ = run("doctor", *named)
    assert 1 == status  # a month waits to be closed
    assert emulator().email in out
    status, out, _ = run("close", "2026-05", "--yes", "--out", path + ".papers", *named)
    assert (0, True) == (status, "2026-05 is closed" in out)
    assert (0, "") == run("remind", *named)[:2]

    status, out, _ = run("copy", there, path + ".back.xlsx", "--json", "--today", "2026-05-31")
    data = json.loads(out)
    assert (0, True, 7, 1, []) == (
        status, data["ok"], data["tabs"], data["tickets"], data["renews"],
    )  # fmt: skip
    assert (0, "") == run("remind", "--book", path + ".back.xlsx", "--today", "2026-05-31")[:2]


def test_init_and_connect_point_at_each_other(run, url, path):
    """init refuses a Google Sheet and connect a workbook, each with the right command."""
    assert "backoffice connect" in run("init", "--book", url)[2]
    assert "backoffice init" in run("connect", path)[2]
