"""A run that is done ends with its own status, whatever becomes of its output."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from estimator.__main__ import main
from estimator.printing import failsafe_output

ANSWERED, REFUSED, STOPPED = 0, 1, 130
CODE = "A9D4-9DG1-1GG8-J1GR-X"
COMMAND = [sys.executable, "-m", "estimator"]


def test_a_closed_pipe_does_not_fail_an_answer() -> None:
    """If the reader closes the pipe before the only answer, the status is that of the answer."""
    with subprocess.Popen(
        [*COMMAND, "decode", CODE], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        errors = running.stderr.read()

    assert (ANSWERED, b"") == (running.returncode, errors)


def test_a_full_disk_is_reported() -> None:
    """Answers that a file does not take are no answers: the reason is on standard error."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "decode", CODE], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert STOPPED == done.returncode
    assert b"The answers could not be written: No space left on device.\n" == done.stderr


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_a_stream_that_is_closed_from_the_start(
    monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    """Python sets such a stream to None; the command ends with a status, not with a traceback."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"no JSON")))
    monkeypatch.setattr(sys, stream, None)

    assert REFUSED == main([])


def test_a_file_that_cannot_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A path with a byte that is no character is printed with its number."""
    assert 2 == main(["--policy", "no\udcff.toml"])
    assert r"no\udcff.toml cannot be opened" in capsys.readouterr().err


def test_text_in_memory_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream without bytes cannot fail and is not replaced."""
    memory = io.StringIO()
    monkeypatch.setattr(sys, "stdout", memory)

    with failsafe_output():
        assert sys.stdout is memory
        print(json.dumps("♡"))


def test_a_pipe_that_does_not_block() -> None:
    """Where a parent made the output non-blocking, every byte arrives all the same."""
    program = (
        "import os; os.set_blocking(1, False)\n"
        "from estimator.printing import failsafe_output\n"
        "with failsafe_output(): print('x' * 300_000)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as running:
        assert running.stdout
        printed = running.stdout.read()

    assert (0, 300_001) == (running.returncode, len(printed))
