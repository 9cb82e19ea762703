"""Help pages and version."""

from __future__ import annotations

import re
import subprocess
import sys

import click
import pytest

from backoffice import __version__
from backoffice.cli.command_group import command_group
from backoffice.cli.command_list import COMMANDS
from backoffice.cli.exit_status import DONE, MISUSED, REFUSED
from backoffice.cli.program import main
from tests.backoffice.cli.workbooks import TODAY

NAMES = [spec.name for spec in COMMANDS]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("command", NAMES)
def test_help(run, command, language):
    """Every command has a help page in both languages, with its options and an example."""
    asked = {"en": "--help", "ja": "-h"}[language]
    status, out, err = run(command, asked, "--lang", language, book=None)

    assert (DONE, "") == (status, err)
    assert {"en": "Usage: ", "ja": "使い方："}[language] + f"backoffice {command} " in out
    assert re.search(rf"\n    backoffice {command}( .*)?\n\Z", out)
    assert all(len(line) <= 80 for line in out.splitlines())
    if language == "ja":
        options = re.findall(r"^  -\S+.*", out, re.MULTILINE)
        assert [] == [line for line in options if not re.search("[ぁ-ん一-龠]", line)]
        assert "[required]" not in out


@pytest.mark.parametrize(("language", "title"), [("en", "Commands:"), ("ja", "コマンド：")])
@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]], ids=str)
def test_help_of_all(capsys, monkeypatch, arguments, language, title):
    """The commands are listed in the order of their specifications, none of their lines cut short."""
    monkeypatch.setenv("BACKOFFICE_LANG", language)

    status = main(arguments)

    out = capsys.readouterr().out
    listed = out[out.index(title) :].splitlines()[1:]
    assert (DONE, NAMES) == (status, [line.split()[0] for line in listed])
    assert "..." not in "".join(listed)


def test_the_examples_can_be_called():
    """click parses each example of the help pages."""
    group = command_group("en")
    for spec in COMMANDS:
        for example in spec.examples:
            context = group.commands[spec.name].make_context(spec.name, example.split())
            assert isinstance(context, click.Context)


OF_NO_CHECK = (
    "gspread",
    "google",
    "requests",
    "http.client",
    "urllib3",
    "xlsxwriter",
    "jinja2",
    "rich",
    "html.parser",
    "backoffice.books.google.connection",
    "backoffice.books.workbook.create",
    "backoffice.outputs.papers.paper",
    "backoffice.outputs.today_tab",
)
"""What a check needs nothing of, and what another command does not have loaded before it begins."""

OF_NO_HELP = ("pandas", "numpy", "python_calamine", "zipfile", "backoffice.jobs", "backoffice.rules",
    "backoffice.sheet", "estimator.policy.model")  # fmt: skip


@pytest.mark.parametrize(
    ("call", "status", "unneeded"),
    [
        (["--help"], DONE, OF_NO_HELP),
        (["--version"], DONE, OF_NO_HELP),
        (["close", "--help"], DONE, OF_NO_HELP),
        (["chekc"], MISUSED, OF_NO_HELP),
        (["check", "--days", "3"], MISUSED, OF_NO_HELP),
        (["check", "--book", "desk.xlsx", "--today", TODAY], REFUSED, ()),
    ],
)
def test_a_command_loads_only_what_it_needs(path, call, status, unneeded):
    """Help, version and a call that is not understood answer at once; a check loads no other command's modules."""
    program = "import sys; from backoffice.cli.program import main; status = main(); print(*sys.modules); sys.exit(status)"

    done = subprocess.run(
        [sys.executable, "-c", program, *call], cwd=path.parent, capture_output=True, text=True
    )

    loaded = done.stdout.splitlines()[-1].split()
    assert (status, "backoffice.cli.commands" in loaded) == (done.returncode, True)
    assert set() == {*OF_NO_CHECK, *unneeded} & {*loaded}


def test_version(capsys):
    """--version prints name and version."""
    assert (DONE, f"backoffice {__version__}\n") == (main(["--version"]), capsys.readouterr().out)
