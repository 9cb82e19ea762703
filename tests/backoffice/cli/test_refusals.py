"""Misuse, broken policies, refusals and interruptions: their status and text, in both languages."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import estimator
from backoffice import jobs
from backoffice.cli.exit_status import MISUSED, REFUSED, STOPPED
from backoffice.cli.program import main
from backoffice.messages import groups_of
from estimator.errors import PolicyError
from estimator.policy.file import POLICY_FILE, policy_from
from tests.backoffice.cli.workbooks import english, json_of
from tests.tools.casebook import CASES, changed, table_of

# ------------------------------------------------------------------ policy


def broken(name):
    """Return what is wrong with the policy of a broken case."""
    case = table_of(f"broken/{name}.toml")
    table = changed(table_of(case.get("base", "policy.toml")), case["change"])
    with pytest.raises(PolicyError) as error:
        policy_from(table)
    return error.value.problems


def test_a_broken_policy(run, tmp_path):
    """Every mistake comes with its dotted path; the status is 2, as text and as JSON."""
    mine = tmp_path / "mine.toml"
    mine.write_text("format = 1\n[shop]\ncontact = 7\n", encoding="utf-8")

    status, out, err = run("check", "--policy", str(mine))
    assert (MISUSED, "") == (status, out)
    assert err.startswith(f"The policy file {mine} cannot be used:\n")
    assert [] == [
        words for words in ("shop.contact: 7 does not fit.", "tax: this is missing.", "services: ")
        if words not in err
    ]  # fmt: skip
    status, data = json_of(run, "check", "--policy", str(mine))
    assert (MISUSED, False, err) == (status, data["ok"], data["error"] + "\n")


def test_the_variable_names_a_policy(run, tmp_path, monkeypatch):
    """BACKOFFICE_POLICY counts where the option is left out, and the option counts before it."""
    mine = tmp_path / "mine.toml"
    mine.write_text("format = 1\n", encoding="utf-8")
    usual = json_of(run, "check")

    monkeypatch.setenv("BACKOFFICE_POLICY", str(mine))
    status, out, err = run("check")
    assert (MISUSED, "") == (status, out)
    assert err.startswith(f"The policy file {mine} cannot be used:\n")
    assert usual == json_of(run, "check", "--policy", str(POLICY_FILE))


def test_a_missing_policy(run):
    """The path of a missing policy is named once."""
    status, _, err = run("check", "--policy", "nowhere.toml")

    assert MISUSED == status
    assert (
        err
        == "the policy file nowhere.toml cannot be opened: No such file or directory. Check the path.\n"
    )


def test_every_mistake_in_a_policy_has_a_japanese_text():
    """Each code that a broken policy file gives has its Japanese text."""
    codes = {
        problem.code
        for path in (CASES / "broken").glob("*.toml")
        if path.stem != "third_language"
        for problem in broken(path.stem)
    }

    assert set() == codes - set(groups_of("cli/messages.toml")["policy-problem"])


def test_an_unknown_time_zone(run, tmp_path):
    """Without --today, a time zone that the machine does not know is refused with the path of its entry."""
    mine = tmp_path / "mine.toml"
    shop = (Path(estimator.__file__).parent / "policy.toml").read_text(encoding="utf-8")
    mine.write_text(shop.replace("Asia/Tokyo", "Asia/Atlantis"), encoding="utf-8")

    for language, words in (("en", "Correct shop.timezone."), ("ja", "shop.timezone を直して")):
        status, out, err = run("check", "--policy", str(mine), "--lang", language, today=None)
        assert (REFUSED, "") == (status, out)
        assert "Asia/Atlantis" in err
        assert words in err


# ------------------------------------------------------------------ misuse


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chekc"], "No such command 'chekc'."),
        (["check", "--nope"], "No such option '--nope'."),
        (["papers"], "Missing argument 'MONTH'."),
        (["papers", "June"], "“June” is no month. Write year and month, as 2026-06.\n"),
        (["check"], "Give --book PATH (or the address of a Google Sheet) or set BACKOFFICE_BOOK;"),
        (["close", "--yes"], "Which month? Name it: backoffice close 2026-06 --yes"),
        (["check", "--lang", "fr"], "--lang: “fr” does not fit. Choose one of: en, ja."),
        (
            ["check", "--today", "yesterday"],
            "--today: “yesterday” is no day. Write it as 2026-06-30.",
        ),
        (
            ["init", "--rows", "3"],
            "--rows: “3” does not fit. Give a whole number from 100 to 20000.",
        ),
        (["check", "more"], "unexpected extra argument"),
    ],
)
def test_misuse(capsys, arguments, words):
    """A call that click does not parse ends with 2 and prints how it should be."""
    status = main(arguments)
    printed = capsys.readouterr()

    assert (MISUSED, "") == (status, printed.out)
    assert words in printed.err
    assert "Usage: backoffice" in printed.err
    assert "--help' for help." in printed.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("close", "x"), "「x」は月として読めません。"),
        (("papers",), "MONTH を指定してください。"),
        (("chekc",), "「chekc」というコマンドはありません。もしかして：check\n"),
        (("check", "--nope"), "--nope というオプションはありません。"),
        (("check", "--today", "x"), "--today：「x」は日付として読めません。2026-06-30 のように"),
        (("check", "--today", "2026-02-30"), "--today：「2026-02-30」は日付として読めません。"),
        (("init", "--rows", "5"), "--rows：「5」は使えません。100〜20000 の整数を"),
        (("remind", "--days", "x"), "--days：「x」は使えません。0〜31 の整数を"),
        (("check", "more"), "引数が多すぎるか、使い方が正しくありません。"),
        (("init", "--rows"), "--rows には値が必要です。"),
        (("check", "--book", "x.xlsx", "--policy", str(CASES / "codes.toml")), "は使えません："),
        (("check", "--book", "x.xlsx", "--policy", "no.toml"), "ファイルを開けません。"),
    ],
)
def test_misuse_in_japanese(run, tmp_path, arguments, words):
    """With --lang ja every kind of misuse is Japanese throughout and ends with 2."""
    status, out, err = run("--lang", "ja", *arguments, book=None)

    assert (MISUSED, "") == (status, out)
    assert words in err
    assert [] == english(err, tmp_path)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", "--nope"], MISUSED),
        (["check"], MISUSED),
        (["papers", "2026-05", "--book", "none.xlsx"], REFUSED),
        (["papers", "June", "--book", "none.xlsx"], MISUSED),
        (["check", "--book", "x.xlsx", "--policy", "none.toml"], MISUSED),
    ],
)
def test_refusals_are_json_for_programs(capsys, arguments, status):
    """With --json every refusal is one JSON object on standard output."""
    assert status == main([*arguments, "--json"])
    printed = capsys.readouterr()

    assert "" == printed.err
    assert {"ok": False}.items() <= json.loads(printed.out).items()


# ------------------------------------------------------------------ languages


def test_results_in_japanese(run, path):
    """No command prints an English sentence with --lang ja, though the sheet is English."""
    everything = [
        run(*command, "--lang", "ja")
        for command in [
            ("check",), ("sync",), ("sync",), ("doctor",), ("papers", "2026-05"),
            ("reopen", "2026-05"), ("close", "2026-06"), ("close", "2026-05"),
            ("close", "2026-05", "--yes"), ("close", "2026-05", "--yes"), ("close", "2026-04"),
            ("papers", "2026-05"), ("reopen", "2026-05"), ("reopen", "2026-05", "--yes"),
        ]
    ]  # fmt: skip

    assert [] == [text for _, out, err in everything for text in english(out + err, path.parent)]


@pytest.mark.parametrize(
    ("variables", "arguments", "expected"),
    [
        ({}, ["check"], "No sheet is named"),
        ({"LANG": "ja_JP.UTF-8"}, ["check"], "シートが指定されていません"),
        ({"BACKOFFICE_LANG": "ja"}, ["check"], "シートが指定されていません"),
        ({"BACKOFFICE_LANG": "en", "LANG": "ja_JP.UTF-8"}, ["check"], "No sheet is named"),
        ({"BACKOFFICE_LANG": "ja"}, ["check", "--lang", "en"], "No sheet is named"),
        ({}, ["check", "--lang=ja"], "シートが指定されていません"),
        ({}, ["--lang", "ja", "check"], "シートが指定されていません"),
    ],
)
def test_which_language(run, monkeypatch, variables, arguments, expected):
    """The option, before or behind the command, counts before BACKOFFICE_LANG, and that before LANG."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert expected in run(*arguments, book=None)[2]


# ------------------------------------------------------------------ interruption


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Stopped. The sheet is as it was before this run"), ("ja", "中断しました。")],
)
def test_ctrl_c(run, monkeypatch, language, words):
    """Ctrl-C ends a command with 130 and prints in which state the sheet is."""

    def interrupted(_run):
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "sync", interrupted)

    status, out, err = run("sync", "--lang", language)

    assert (STOPPED, "") == (status, out)
    assert err.strip().startswith(words)


def test_ctrl_c_while_loading():
    """A program that is still loading ends as the signal ends any other, without a traceback."""
    program = """if True:
        import os, signal, sys

        class Interrupted:
            def find_spec(self, name, *_):
                if name == "click":
                    os.kill(os.getpid(), signal.SIGINT)

        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.meta_path.insert(0, Interrupted())
        from backoffice.__main__ import main
        main()
    """
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert (-signal.SIGINT, b"", b"") == (ended.returncode, ended.stdout, ended.stderr)
