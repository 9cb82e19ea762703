"""A sync of a workbook in which nothing has changed ends without reading it; whatever changes is read."""

from __future__ import annotations

import json
import os

import pytest

import backoffice
from backoffice import jobs
from backoffice.books import open_book
from backoffice.books.workbook import workbook as workbooks
from backoffice.jobs import last_sync
from backoffice.jobs.desk import Run
from estimator.policy.file import POLICY_FILE
from tests.backoffice.cli.workbooks import json_of, write_cell
from tests.backoffice.desks import POLICY, moment


@pytest.fixture
def reads(monkeypatch):
    """Return a list that has an entry for each time a workbook is read."""
    read, times = workbooks.snapshot_of, []

    def counted(data, **how):
        times.append(len(data))
        return read(data, **how)

    monkeypatch.setattr(workbooks, "snapshot_of", counted)
    return times


@pytest.fixture
def settled(run, reads):
    """Return the runner of a desk whose last sync had nothing to write."""
    run("sync")
    run("sync")
    reads.clear()
    return run


def note_of(path):
    return path.with_suffix(".versions") / "last-sync.json"


def test_an_unchanged_workbook_is_not_read(settled, path, reads):
    """The sync says the same as the one before, to people and to programs, and writes nothing."""
    before = path.read_bytes()
    note = note_of(path)
    note.rename(note.with_suffix(".away"))
    said = [settled("sync"), settled("sync", "--json"), settled("sync", "--lang", "ja")]
    note.with_suffix(".away").rename(note)
    reads.clear()

    again = [settled("sync"), settled("sync", "--json"), settled("sync", "--lang", "ja")]

    assert (said, [], before) == (again, reads, path.read_bytes())


def test_a_sync_right_after_one_that_wrote_reads_nothing(run, reads):
    """What a sync wrote is known: the next one need not read it to find that nothing is to write."""
    first = json_of(run, "sync")[1]
    reads.clear()

    second = json_of(run, "sync")[1]

    assert ({**first, "wrote": []}, []) == (second, reads)


def test_what_was_mended_is_looked_at_once_more(run, path, reads):
    """A sync that mended its own tabs says so once; the next takes that out of To fix."""
    run("sync")
    write_cell(path, Quotes_C2="typed here")

    mended, then, settled = (json_of(run, "sync")[1] for _ in range(3))

    assert ([1, 0, 0], [True, True, False]) == (
        [each["look"] for each in (mended, then, settled)],
        [bool(each["wrote"]) for each in (mended, then, settled)],
    )


def papers_came(path, _patch):
    folder = path.with_name("papers") / "2026-04"
    folder.mkdir(parents=True)
    (folder / "readme.txt").write_text("made elsewhere")


def another_version(_path, patch):
    last_sync._program.cache_clear()
    patch.setattr(backoffice, "__version__", "9.9.9")


def journal_of_another_run(path, _patch):
    journal = path.with_suffix(".versions") / "journal.json"
    journal.write_text(json.dumps({**json.loads(journal.read_text()), "when": "later"}))


CHANGES = {
    "one more byte": lambda path, _: path.write_bytes(path.read_bytes() + b"\0"),
    "typed": lambda path, _: write_cell(path, Tickets_A1="Ticket", Tickets_D3="Somebody else"),
    "journal lost": lambda path, _: (path.with_suffix(".versions") / "journal.json").unlink(),
    "journal of another run": journal_of_another_run,
    "papers came": papers_came,
    "another version": another_version,
    "another file of the program": lambda _, patch: patch.setattr(
        last_sync, "_program", lambda: (backoffice.__version__, "later")
    ),
    "note damaged": lambda path, _: note_of(path).write_text('{"book": '),
    "note without contents": lambda path, _: note_of(path).write_text("[]"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_read(settled, path, reads, monkeypatch, change):
    """Book, journal, papers, program and the note itself: whatever is not as it was, the book is read."""
    CHANGES[change](path, monkeypatch)

    settled("sync")

    assert reads


def test_another_day_or_policy_is_read(settled, reads, tmp_path):
    """Days pass and prices change without anybody saving the workbook: more is late, another price is in force."""
    dearer = tmp_path / "policy.toml"
    text = POLICY_FILE.read_text(encoding="utf-8")
    dearer.write_text(text.replace("value = 300 }]", "value = 310 }]"), encoding="utf-8")

    for number, policy in enumerate(([], ["--policy", str(dearer)]), 1):
        settled("sync", *policy, today="2026-06-01")
        assert number == len(reads)


def test_a_note_that_cannot_be_kept_stops_nothing(run, path, reads):
    """A folder of earlier versions in which nothing can be made costs time and nothing else."""
    run("sync")
    note = note_of(path)
    note.unlink()
    note.mkdir()
    reads.clear()

    said = [run("sync"), run("sync")]

    assert (said[0], 2) == (said[1], len(reads))


def test_a_policy_is_the_same_text_in_every_process():
    """Sets have another order in each process; a policy is recognised all the same."""
    from subprocess import run as process
    from sys import executable

    code = (
        "from backoffice.jobs.last_sync import _texts; from estimator.policy.file import load_policy;"
        "print(hash(0), *_texts(load_policy()))"
    )
    said = {
        process(
            [executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert 1 == len(said)


def test_what_a_sync_expects_of_the_next_one_is_true(path):
    """Wherever a sync would let the next one read nothing, a complete one writes nothing and finds the same."""
    book, days = open_book(path), ("2026-05-31T09:00:00", "2026-06-10T09:00:00")

    for day in days:
        run = Run(book=book, policy=POLICY, now=moment(day), who="Sato")
        expected = last_sync.sync_what_changed(run)
        found = last_sync.synced(jobs.sync(run))
        assert (expected.tickets, expected.to_fix, expected.look, []) == (
            found.tickets,
            found.to_fix,
            found.look,
            found.wrote,
        )
