"""The command, and its scripts."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest
import requests

from tests.emulator import Emulator
from tests.emulator.__main__ import main
from tests.emulator.clients import HttpClient
from tests.emulator.scripts import ScriptError, load_script


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
    assert all(word in said for word in ("--port", "--script", "examples:", "hang drop"))


def test_a_script_orders_failures_and_edits(tmp_path):
    """Edits are done by the owner before the request of that number."""
    script = tmp_path / "script.json"
    script.write_text(
        json.dumps(
            {
                "failures": [{"kind": "503", "at": 3, "when": "after"}],
                "edits": [
                    {"before": 2, "do": "type", "with": ["Sheet1", "A1", "Hana"]},
                    {"before": 2, "do": "insert_rows", "with": ["Sheet1", 1]},
                ],
            }
        )
    )
    with Emulator() as google:
        key = google.new_spreadsheet("Desk")
        load_script(script, google, key)
        http_client = HttpClient(google)
        for expected in ([], ["Hana"]):
            (found,) = http_client.values(key, "A2").json()["valueRanges"]
            assert [expected] == found.get("values", [[]])

        assert 503 == http_client.ask("GET", key).status_code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read as JSON"),
        ('{"fail": []}', "only 'failures' and 'edits' are known"),
        ('{"failures": [{"at": 1}]}', "failures[0]: it needs 'kind'"),
        ('{"failures": [{"kind": "418"}]}', "There is no failure '418'"),
        ('{"edits": [{"before": 1, "do": "fly"}]}', "there is no edit 'fly'"),
        ('{"edits": [{"do": "sort"}]}', "'before' must be the number of a request"),
        ('{"edits": [{"before": 1, "do": "type", "with": ["A1"]}]}', "type: missing a required"),
        ('{"edits": [{"before": 1, "do": "add_tab", "with": ["x"]}]}', "name one with --sheet"),
    ],
)
def test_a_script_that_cannot_be_followed(google, tmp_path, text, said):
    """The message names the file, the position and what is wrong."""
    script = tmp_path / "script.json"
    script.write_text(text)

    with pytest.raises(ScriptError) as error:
        load_script(script, google, None)

    assert str(script) in str(error.value)
    assert said in str(error.value)


def test_the_command_ends_with_such_a_script(tmp_path, capsys):
    """Its exit status is 2, and the reason is on stderr."""
    assert 2 == main(["--port", "0", "--script", str(tmp_path / "none.json")])
    assert "none.json cannot be read" in capsys.readouterr().err
