"""The command."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest
import requests

from tests.emulator.__main__ import main


def test_it_serves_until_it_is_interrupted(tmp_path):
    """It prints what it is, its address, the key file and the spreadsheet that it made."""
    key_file = tmp_path / "key.json"
    command = [sys.executable, "-m", "tests.emulator", "--port", "0", "--sheet", "Desk"]
    with subprocess.Popen(
        [*command, "--credentials", str(key_file)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            first, second, third = (process.stdout.readline() for _ in range(3))
            address = first.split()[-1]
            answer = requests.get(f"{address}/v4/spreadsheets/{third.split()[-1]}", timeout=5)
        finally:
            process.send_signal(signal.SIGINT)
            status = process.wait(timeout=10)

    assert first.startswith("Test emulator of Google Sheets (not Google) at http://127.0.0.1:")
    assert str(key_file) in second
    assert (401, 0) == (answer.status_code, status)
    assert f"{address}/token" == json.loads(key_file.read_text())["token_uri"]


def test_the_help_says_what_it_is(capsys):
    """It says that this is not Google, and gives examples."""
    with pytest.raises(SystemExit) as left:
        main(["--help"])

    said = capsys.readouterr().out
    assert 0 == left.value.code
    assert "It is a test tool: it is not Google" in said
    assert all(word in said for word in ("--port", "--sheet", "examples:"))
