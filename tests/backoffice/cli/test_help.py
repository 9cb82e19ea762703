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
from backoffice.cli.exit_status import DONE
from backoffice.cli.program import main

NAMES = [spec.name for spec in COMMANDS]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("command", NAMES)
def test_help(run, command, language):
    """Every command has a help page in both languages, with its options and an example."""
    status, out, err = run(command, "--help", "--lang", language, book=None)

    assert (DONE, "") == (status, err)
    assert {"en": "Usage: ", "ja": "使い方："}[language] + f"backoffice {command} " in out
    assert re.search(rf"\n    backoffice {command}( .*)?\n\Z", out)
    assert all(len(line) <= 80 for line in out.splitlines())
    if language == "ja":
        options = re.findall(r"^  --\S+.*", out, re.MULTILINE)
        assert [] == [line for line in options if not re.search("[ぁ-ん一-龠]", line)]
        assert "[required]" not in out


@pytest.mark.parametrize(("language", "title"), [("en", "Commands:"), ("ja", "コマンド：")])
@pytest.mark.parametrize("arguments", [[], ["--help"]], ids=["no command", "--help"])
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


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_nothing_heavy(option):
    """No data library is loaded for help and version."""
    heavy = (
        "pandas",
        "numpy",
        "gspread",
        "google",
        "requests",
        "xlsxwriter",
        "python_calamine",
        "jinja2",
        "rich",
    )
    program = (
        "import sys; from backoffice.cli.program import main; "
        f"status = main(['{option}']); print(sorted(sys.modules), file=sys.stderr); sys.exit(status)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert DONE == done.returncode
    assert [] == [name for name in heavy if f"'{name}'" in done.stderr]


def test_version(capsys):
    """--version prints name and version."""
    assert (DONE, f"backoffice {__version__}\n") == (main(["--version"]), capsys.readouterr().out)
