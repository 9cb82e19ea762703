"""`python -m estimator`: what goes in, what comes out, and the exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from estimator import bridge
from estimator.__main__ import main
from tests.tools.casebook import CASES, table_of

COMMAND = [sys.executable, "-m", "estimator"]
ANSWERED, REFUSED, MISUSED, STOPPED = 0, 1, 2, 130


@dataclass
class Done:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: bytes
    stderr: bytes


def run(*arguments: str, given: bytes | str = b"") -> Done:
    """Return the finished command, run in this process, with `given` on its standard input."""
    streams = {
        "stdin": TextIOWrapper(BytesIO(given.encode() if isinstance(given, str) else given)),
        "stdout": TextIOWrapper(BytesIO(), encoding="utf-8"),
        "stderr": TextIOWrapper(BytesIO(), encoding="utf-8"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        try:
            status = main(arguments)
        except SystemExit as stopped:  # as argparse does
            status = int(stopped.code or 0)
    return Done(status, *(printed(streams[name]) for name in ("stdout", "stderr")))


def printed(stream: TextIOWrapper) -> bytes:
    """Return what was written to a stream in memory."""
    stream.seek(0)
    return stream.buffer.read()


def request(count: int = 1) -> dict[str, Any]:
    """Return a request for so many stones."""
    items = [{"material": "silver", "services": {"stone": count}}]
    return {"asked": "2026-05-20", "arrives": "2026-06-10", "items": items}


GOOD, WRONG = json.dumps(request()), json.dumps(request(100))
EXAMPLE = {
    "asked": "2026-05-20", "arrives": "2026-06-01",
    "items": [{"material": "gold-plated", "replating": "not-sure",
               "services": {"refinish": 1, "stone": 3}}],
}  # fmt: skip


def test_the_answer_is_the_one_in_the_contract() -> None:
    """The request of the estimate contract, over several lines, has the answer of the contract, key by key."""
    done = run(given=json.dumps(EXAMPLE, indent=4))

    expected = {
        "ok": True, "edition": "2024-01-01", "currency": "JPY",
        "lines": [
            {"item": 1, "code": "refinish", "quantity": 1, "unit": 700, "amount": 700,
             "certain": True, "clause": "P5"},
            {"item": 1, "code": "stone", "quantity": 3, "unit": 500, "amount": 1500,
             "certain": True, "clause": "P5"},
            {"item": 1, "code": "gold-plating", "quantity": 1, "unit": 1800, "amount": 1800,
             "certain": False, "clause": "P6"},
            {"item": None, "code": "handling", "quantity": 1, "unit": 900, "amount": 900,
             "certain": True, "clause": "P7"},
        ],
        "net": {"low": 3100, "high": 4900},
        "tax": {"low": 310, "high": 490},
        "total": {"low": 3410, "high": 5390},
        "batch": "2026-06", "cutoff": "2026-06-30", "dispatch": "2026-06-30",
        "back": "2026-07-31", "days": 60, "last_open": "2026-06-30",
        "holidays": [],
        "notices": [
            {"code": "guide", "clause": "P4"},
            {"code": "replating-not-sure", "clause": "P6"},
            {"code": "just-missed", "clause": "P9", "day": "2026-05-29"},
        ],
        "code": "A9D4-9DG1-1GG8-J1GR-X",
    }  # fmt: skip
    assert expected == json.loads(done.stdout)
    assert list(expected) == list(json.loads(done.stdout))
    assert (ANSWERED, b"") == (done.returncode, done.stderr)


def test_a_refusal_is_an_answer_too() -> None:
    """A refusal is printed on standard output, with exit status 1."""
    done = run(given=WRONG)

    expected = {"ok": False, "problems": [{
        "field": "items[0].services.stone", "code": "count",
        "message": "100 is no count of Stone setting. "
        "Write a whole number from 1 to 99, or leave the service out.",
    }]}  # fmt: skip
    assert expected == json.loads(done.stdout)
    assert (REFUSED, b"") == (done.returncode, done.stderr)


def counts(done: Done) -> list[int | str]:
    """Return the stones of each answer, or the code of its first problem."""
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        answer["lines"][0]["quantity"] if answer["ok"] else answer["problems"][0]["code"]
        for answer in answers
    ]


@pytest.mark.parametrize(("given", "expected", "status"), [
    ("".join(f"{json.dumps(request(n))}\n" for n in (3, 1, 2)), [3, 1, 2], ANSWERED),
    (f"{GOOD}\n{WRONG}\n{GOOD}\n", [1, "count", 1], REFUSED),
    (f"not json\n{GOOD}\n[]\n", ["json", 1, "type"], REFUSED),
    (f"\n\n{GOOD}\n  \n\t\n{GOOD}", [1, 1], ANSWERED),
    (f"{GOOD}\r\n{GOOD}\r\n\r\n", [1, 1], ANSWERED),
    (f"\ufeff{GOOD}\n{GOOD}\n", [1, 1], ANSWERED),
    (f"{GOOD}\n{' ' * (bridge.LONGEST + 9)}{GOOD}\n{GOOD}\n", [1, "json", 1], REFUSED),
    (f"{GOOD}\n".encode() + b"\xff\xfe\n" + f"{GOOD}\n".encode(), [1, "json", 1], REFUSED),
    ("", [], ANSWERED),
], ids=["order", "one-wrong", "no-json", "blank", "crlf", "bom", "too-long", "no-utf8", "none"])  # fmt: skip
def test_lines(given: str | bytes, expected: list[int | str], status: int) -> None:
    """Each line gets one answer, in order; a bad line does not stop the others."""
    done = run("--lines", given=given)

    assert (expected, status, b"") == (counts(done), done.returncode, done.stderr)


def test_a_line_just_short_enough() -> None:
    """A line of exactly the longest length is read, one character more is refused."""
    filled = f"{GOOD}{' ' * (bridge.LONGEST - len(GOOD))}"

    assert [1, "json", 1] == counts(run("--lines", given=f"{filled}\n{filled} \n{filled}\r\n"))


@pytest.mark.parametrize(("language", "expected"), [
    ("", ("Your estimate (a guide)", "Total with tax from ¥1,540", "④ Stone setting, 1 stone")),
    ("--lang=ja", ("お見積り（目安）", "合計（税込） 1,540円〜", "④ 石留め 1石")),
])  # fmt: skip
def test_text(language: str, expected: tuple[str, ...]) -> None:
    """--text prints the estimate for people, usually in English, each line with its rule."""
    done = run("--text", *language.split(), given=GOOD)

    text = done.stdout.decode()
    assert [] == [part for part in (*expected, "[P5 ", "[P7 ") if part not in text]
    assert done.returncode == ANSWERED


@pytest.mark.parametrize(("language", "expected"), [
    ("en", "This cannot be estimated yet:\n  items[0].services.stone: 100 is no count of "),
    ("ja", "このままでは見積りできません。\n  items[0].services.stone: 1から99までの整数を入力するか、空欄にしてください。"),
])  # fmt: skip
def test_refused_as_text(language: str, expected: str) -> None:
    """--text prints a refusal in the language asked for."""
    done = run("--text", "--lang", language, given=WRONG)

    assert done.stdout.decode().startswith(expected)
    assert done.returncode == REFUSED


def test_many_as_text() -> None:
    """--text with --lines prints one estimate or refusal after the other."""
    done = run("--text", "--lines", given=f"{GOOD}\n{WRONG}\n{GOOD}\n")

    assert (2, 1) == (
        done.stdout.count(b"Estimate code"),
        done.stdout.count(b"cannot be estimated"),
    )
    assert done.returncode == REFUSED


@pytest.mark.parametrize("locale", ["C", "POSIX", "ja_JP.SJIS"])
def test_output_is_utf8_everywhere(locale: str) -> None:
    """Japanese is printed as UTF-8 in every locale."""
    done = subprocess.run(
        [*COMMAND, "--text", "--lang", "ja"], input=GOOD.encode(), capture_output=True, check=False,
        env=os.environ | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )  # fmt: skip

    assert "石留め" in done.stdout.decode()


def test_decode() -> None:
    """decode prints the request of a code; it refuses a damaged one, with exit status 1."""
    done, refused = run("decode", "a9d4 9dg1 1gg8 j1gr x"), run("decode", "A9D4-9DG1-1GG8-J1GR-Y")

    assert (ANSWERED, EXAMPLE) == (done.returncode, json.loads(done.stdout))
    assert (REFUSED, False) == (refused.returncode, json.loads(refused.stdout)["ok"])


@pytest.mark.parametrize("at_end", [False, True])
def test_decode_with_another_policy(at_end: bool) -> None:
    """--policy is accepted before and after decode."""
    golden = next(c for c in table_of("codes.toml")["code"] if c["policy"] == "watch.toml")
    policy = ["--policy", str(CASES / "watch.toml")]
    decode = ["decode", golden["code"]]

    done = run(*(decode + policy if at_end else policy + decode))

    assert golden["request"]["items"] == json.loads(done.stdout)["items"]


def test_another_policy() -> None:
    """--policy answers with the policy of another file."""
    items = [{"material": "quartz", "services": {"battery": 1}}]
    asked = {"asked": "2026-06-01", "arrives": "2026-06-03", "items": items}

    answer = json.loads(run("--policy", str(CASES / "watch.toml"), given=json.dumps(asked)).stdout)

    assert ("CHF", 4450, None) == (answer["currency"], answer["total"]["high"], answer["tax"])


@pytest.mark.parametrize(("arguments", "says"), [
    (["--lang", "fr"], "invalid choice: 'fr'"),
    (["--linse"], "unrecognized arguments: --linse"),
    (["encode"], "invalid choice: 'encode'"),
    (["decode"], "the following arguments are required: CODE"),
    (["--policy"], "expected one argument"),
    (["--policy", "nowhere.toml"], "cannot be opened: No such file or directory. Check the path"),
    (["--policy", str(CASES)], "cannot be opened"),
    (["--policy", str(CASES / "codes.toml")], "codes.toml:\nformat: this is missing"),
])  # fmt: skip
def test_misuse(arguments: list[str], says: str) -> None:
    """A misused command prints the reason on standard error, no answer, and exits with 2."""
    done = run(*arguments, given=GOOD)

    assert (MISUSED, b"") == (done.returncode, done.stdout)
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_help() -> None:
    """--help shows examples, options and the exit status."""
    done = run("--help")

    assert done.returncode == 0
    assert [] == [
        part for part in (b"examples:", b"--lines", b"decode", b"exit status:")
        if part not in done.stdout
    ]  # fmt: skip


def test_a_reader_who_leaves_early(tmp_path: Path) -> None:
    """The command stops silently when its reader closes the pipe."""
    lines = tmp_path / "requests"
    lines.write_text(f"{GOOD}\n" * 2000)
    with (
        lines.open("rb") as given,
        subprocess.Popen(
            [*COMMAND, "--lines"], stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running,
    ):
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        errors = running.stderr.read()

    assert (STOPPED, b"") == (running.returncode, errors)


def test_interrupted() -> None:
    """An answer comes before the next request; Ctrl-C then stops the command without a traceback."""
    with subprocess.Popen(
        [*COMMAND, "--lines"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(f"{GOOD}\n".encode())
        running.stdin.flush()
        answer = json.loads(running.stdout.readline())
        running.send_signal(signal.SIGINT)
        status = running.wait()
        errors = running.stderr.read()

    assert (True, STOPPED, b"") == (answer["ok"], status, errors)


MEASURE = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(status)
"""
"""A small program in between: a child process starts with the peak of its parent."""


def peak_of(lines: int, answers: Path) -> int:
    """Return the peak memory of a run over so many lines, in the system's own unit.

    Every second line is a request, the others are refused.
    """
    with answers.open("wb") as out, subprocess.Popen(
        [sys.executable, "-c", MEASURE, *COMMAND, "--lines"],
        stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdin
        assert running.stderr
        for number in range(lines):
            running.stdin.write(
                f"{json.dumps(request(number % 99)) if number % 2 else number}\n".encode()
            )
        running.stdin.close()
        peak = int(running.stderr.read())
    assert running.returncode == REFUSED
    return peak


def test_memory_does_not_grow_with_the_number_of_lines(tmp_path: Path) -> None:
    """Five thousand lines need at most a tenth more memory than two hundred."""
    few, many = (peak_of(lines, tmp_path / str(lines)) for lines in (200, 5_000))

    assert many <= few * 1.1
    with (tmp_path / "5000").open("rb") as answers:
        assert sum(1 for _ in answers) == 5_000
