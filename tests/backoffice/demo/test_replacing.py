"""The demo replaces what it can prove it made, and refuses every other folder that is not empty."""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path

import pytest

from backoffice.cli.exit_status import DONE, REFUSED, STOPPED
from backoffice.cli.program import main
from backoffice.demo import player
from backoffice.demo.made_files import RECORD
from backoffice.demo.player import BOOK
from tests.backoffice.cli.workbooks import state


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The story is not played; its files are made at once, new ones each time, and nothing is printed about it."""
    times = count()

    def made(folder, *_):
        number = next(times)
        for name in (BOOK, "demo-desk.versions/demo-desk 1.xlsx", "papers/2026-06/order.html"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{number} {name}")

    monkeypatch.setattr(player, "_play", made)
    monkeypatch.setattr("backoffice.cli.demo_results.show_demo", lambda *_: None)


def filled(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"mine")
    return folder


def play(folder, language="en"):
    return main(["demo", "--out", str(folder), "--lang", language])


@pytest.fixture
def earlier(tmp_path):
    """A folder in which a demo was played, beside a stranger's file."""
    play(tmp_path / "demo")
    return filled(tmp_path / "demo", "notes.txt")


@pytest.mark.parametrize(
    "names",
    [
        ("desk.xlsx", "desk.versions/desk 1.xlsx", "papers/2026-06/order.html"),
        (BOOK, "demo-desk.versions/a.xlsx", "papers/order.html"),
        ("notes.txt",),
        ("papers/2026-06/order.html",),
        (".hidden",),
    ],
)
def test_a_folder_of_somebody_else_is_refused(tmp_path, capsys, names):
    """Whatever is there without the record of a demo stays, byte for byte, and the status is 1."""
    folder = filled(tmp_path / "shop", *names)
    before = state(tmp_path)

    assert REFUSED == play(folder)
    assert re.search(r"shop is not empty.* Name a new or an empty folder", capsys.readouterr().err)
    assert REFUSED == play(folder, "ja")
    assert "shop は空ではなく" in capsys.readouterr().err
    assert before == state(tmp_path)


@pytest.mark.parametrize("there", [True, False])
def test_an_empty_or_a_new_folder_is_filled(tmp_path, there):
    """A folder without contents needs no record, and has one afterwards."""
    folder = tmp_path / "demo"
    if there:
        folder.mkdir()

    assert DONE == play(folder)
    assert {RECORD, BOOK} <= {path.name for path in folder.iterdir()}
    assert DONE == play(folder)


@pytest.mark.parametrize("name", [BOOK, "papers/2026-06/order.html"])
def test_a_file_that_somebody_changed_is_refused(tmp_path, capsys, name):
    """A demo in which somebody worked is not replaced; the changed file is named."""
    folder = tmp_path / "demo"
    play(folder)
    (folder / name).write_bytes(b"worked on")
    before = state(tmp_path)

    assert REFUSED == play(folder)
    assert f"{folder / name} has changed since the demo made it" in capsys.readouterr().err
    assert REFUSED == play(folder, "ja")
    assert f"{folder / name} は実演で作ったあとに変更されている" in capsys.readouterr().err
    assert before == state(tmp_path)


def test_files_of_others_beside_a_demo_stay(tmp_path):
    """What people put into the folders of a demo is theirs."""
    folder = tmp_path / "demo"
    play(folder)
    filled(folder, "notes.txt", "papers/2026-06/mine.pdf", "demo-desk.versions/mine.xlsx")
    (folder / "papers/2026-06/order.html").unlink()

    assert DONE == play(folder)
    assert [b"mine"] * 3 == [
        (folder / name).read_bytes()
        for name in ("notes.txt", "papers/2026-06/mine.pdf", "demo-desk.versions/mine.xlsx")
    ]
    assert (folder / "papers/2026-06/order.html").exists()


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"made": 1}', '{"made": {"../x": ""}}'])
def test_a_damaged_record_proves_nothing(tmp_path, record):
    """A record that cannot be read, or names files outside the folder, counts as none."""
    folder = tmp_path / "demo"
    play(folder)
    (folder / RECORD).write_text(record)
    before = state(tmp_path)

    assert REFUSED == play(folder)
    assert before == state(tmp_path)


def test_a_record_from_elsewhere_does_not_free_a_book(tmp_path):
    """A record copied into another folder proves nothing about a book of the same name there."""
    folder = filled(tmp_path / "shop", BOOK)
    play(tmp_path / "demo")
    (folder / RECORD).write_bytes((tmp_path / "demo" / RECORD).read_bytes())
    before = state(folder)

    assert REFUSED == play(folder)
    assert before == state(folder)


def test_the_record_names_every_file(tmp_path):
    """The record is JSON with the path of each file below the folder."""
    play(tmp_path / "demo")

    recorded = json.loads((tmp_path / "demo" / RECORD).read_text())["made"]
    assert set(recorded) | {RECORD} == set(state(tmp_path / "demo"))


def test_a_file_named_as_a_new_one_stays(tmp_path, capsys):
    """A record frees only what it names; a file of others where the demo would write is refused."""
    folder = filled(tmp_path / "demo", "papers/2026-06/order.html")
    (folder / RECORD).write_text('{"made": {}}')
    before = state(tmp_path)

    assert REFUSED == play(folder)
    assert "Name another with --out." in capsys.readouterr().err
    assert before == state(tmp_path)


def test_stopped_half_way_the_earlier_demo_stays(earlier, monkeypatch, capsys):
    """After Ctrl-C the folder is unchanged, and nothing is beside it."""
    before = state(earlier.parent)

    def interrupted(folder, *_):
        filled(folder, BOOK)
        raise KeyboardInterrupt

    monkeypatch.setattr(player, "_play", interrupted)

    assert STOPPED == play(earlier)
    assert before == state(earlier.parent)
    assert "Stopped." in capsys.readouterr().err


@pytest.mark.parametrize("name", [BOOK, "demo-desk 1.xlsx", RECORD, "order.html"])
@pytest.mark.parametrize("there", [True, False], ids=["played before", "new"])
def test_stopped_while_replacing(earlier, monkeypatch, name, there):
    """Ctrl-C while files are replaced restores the earlier demo."""
    folder = earlier if there else earlier.parent / "new"
    before = state(earlier.parent)
    real, stops = Path.rename, [True]

    def interrupted(self, target):
        if self.name == name and Path(target).is_relative_to(folder) and stops:
            stops.pop()
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)

    assert STOPPED == play(folder)
    assert before == state(earlier.parent)
    assert not stops


def test_an_open_demo_is_not_replaced(earlier, capsys):
    """While somebody has the earlier demo open, the command is refused with their name."""
    (earlier / f".~lock.{BOOK}#").write_text("Emma,e,h,d,f;")
    before = state(earlier.parent)

    assert REFUSED == play(earlier)
    assert "Emma has demo-desk.xlsx open in LibreOffice" in capsys.readouterr().err
    assert before == state(earlier.parent)


@pytest.mark.parametrize("path", ["demo", "demo/below"])
def test_a_file_where_a_folder_would_be_stays(tmp_path, monkeypatch, capsys, path):
    """A file in the way is not replaced; what to do is said, and nothing is played first."""
    monkeypatch.setattr(player, "_play", lambda *_: pytest.fail("three months were played"))
    filled(tmp_path, "demo")

    assert REFUSED == play(tmp_path / path)
    assert "Name another" in capsys.readouterr().err
    assert {"demo": b"mine"} == state(tmp_path)
