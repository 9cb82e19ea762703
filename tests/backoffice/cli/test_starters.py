"""Files to double-click: every path filled in, what they show, and that no other file is replaced."""

from __future__ import annotations

import plistlib
import stat
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from backoffice.cli.exit_status import DONE, REFUSED
from tests.backoffice.cli.workbooks import json_of, workbook


@pytest.fixture
def book(tmp_path):
    """A workbook in a folder with everything that a path can have."""
    path = tmp_path / "修理 100% & it's" / "台帳.xlsx"
    path.parent.mkdir()
    path.write_bytes(workbook(language="ja"))
    return path


def made(run, book, *arguments):
    """Make starters; return them by name."""
    _, data = json_of(run, "starters", *arguments, book=book, today=None)
    paths = [book.parent / "starters" / name.rpartition("/")[2] for name in data["files"]]
    assert all(path.is_file() for path in paths)
    return {path.name: path for path in paths}


def test_for_windows(run, book, monkeypatch):
    """Batch files switch to UTF-8 before the first Japanese letter, and wait for a key; percent signs are doubled."""
    monkeypatch.setenv("BACKOFFICE_CREDENTIALS", "C:\\keys\\鍵.json")
    files = made(run, book, "--for", "windows", "--lang", "ja")

    sync, rehearsal, reminder, task = files.values()
    assert [
        "台帳を最新にする.cmd",
        "締め前の確認.cmd",
        "月末のお知らせ.cmd",
        "月末のお知らせ.xml",
    ] == list(files)
    data = sync.read_bytes()
    assert data.partition(b"chcp 65001 >nul\r\n")[0].isascii()
    lines = data.decode().split("\r\n")
    assert f'set "BACKOFFICE_BOOK={str(book).replace("%", "%%")}"' in lines
    assert 'set "BACKOFFICE_LANG=ja"' in lines
    assert 'set "BACKOFFICE_CREDENTIALS=C:\\keys\\鍵.json"' in lines
    assert f'"{sys.executable}" -m backoffice sync' in lines
    assert "pause >nul" in lines
    assert " -m backoffice close\r\n" in rehearsal.read_bytes().decode()
    assert f'pushd "{str(book.parent).replace("%", "%%")}"' in lines
    assert "if errorlevel 1 pause >nul" in reminder.read_bytes().decode().split("\r\n")
    text = task.read_bytes().decode("utf-16")
    action = ElementTree.fromstring(text.partition("?>")[2]).find(".//{*}Exec")
    assert f'/c ""{reminder}""' == action.findtext("{*}Arguments")


def test_for_mac(run, book):
    """They are programs that a double click starts in Terminal, and they do what they say."""
    files = made(run, book, "--for", "mac")
    sync, rehearsal, reminder, task = files.values()

    assert {0o100} == {path.stat().st_mode & stat.S_IXUSR for path in (sync, rehearsal)}
    assert "-m backoffice close\n" in rehearsal.read_text(encoding="utf-8")
    done = subprocess.run([sync], input="\n", capture_output=True, text=True)
    assert "Wrote to the tabs" in done.stdout
    assert done.stdout.endswith("Press Return to close this window. ")
    book.unlink()
    failed = subprocess.run([reminder], input="\n", capture_output=True, text=True)
    assert failed.stdout.endswith("Press Return to close this window. ")
    agent = plistlib.loads(task.read_bytes())
    assert ["/bin/sh", str(files["Month end reminder.command"])] == agent["ProgramArguments"]


def test_made_again(run, book):
    """Made again they are the same; a file of that name that somebody else made is not replaced."""
    before = {name: path.read_bytes() for name, path in made(run, book, "--for", "windows").items()}
    again = made(run, book, "--for", "windows")
    assert before == {name: path.read_bytes() for name, path in again.items()}
    again["Month end reminder.xml"].write_bytes(b"mine")

    status, _, err = run("starters", "--for", "windows", book=book, today=None)

    assert (REFUSED, True) == (status, "was not made by backoffice starters" in err)
    assert b"mine" == again["Month end reminder.xml"].read_bytes()


@pytest.mark.parametrize(
    ("system", "words"), [("windows", "schtasks /Create"), ("mac", "launchctl")]
)
def test_what_is_said(run, book, system, words):
    """The files are listed, with the one command that makes the reminder come every morning."""
    status, out, _ = run("starters", "--for", system, book=book, today=None)

    assert (DONE, True, True) == (status, words in out, str(book.parent / "starters") in out)
