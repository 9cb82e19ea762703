"""README and manual name the commands, options and variables of the desk: all of them, and no others."""

from __future__ import annotations

import re

import click
import pytest

from backoffice.cli.command_group import command_group
from estimator.__main__ import _parser
from tests.docs.repository import MANUAL, README, ROOT, code_in

DESK = MANUAL["desk.md"]
SAID = "\n".join([README, *MANUAL.values()])
GROUP = command_group("en")
VARIABLES = {f"BACKOFFICE_{name}" for name in ("BOOK", "CREDENTIALS", "LANG", "POLICY", "WHO")}


def options_of(command):
    """Return the options of a command as they are typed."""
    parameters = command.get_params(click.Context(command))
    return {name for each in parameters for name in each.opts if name.startswith("--")} - {"--help"}


OPTIONS = set().union(*map(options_of, [GROUP, *GROUP.commands.values()]))


@pytest.mark.parametrize(
    "name", [*(f"backoffice {name}" for name in GROUP.commands), *sorted(OPTIONS | VARIABLES)]
)
def test_the_manual_names_it(name):
    """The manual of the desk shows each command, option and variable."""
    assert re.search(rf"{name}\b", DESK)


def test_the_commands_read_no_other_variable():
    """The package reads those variables, and one more that leads tests to an emulator of Google."""
    read = {
        name for path in ROOT.glob("backoffice/**/*.py")
        for name in re.findall(r"BACKOFFICE_[A-Z_]+", path.read_text(encoding="utf-8"))
    }  # fmt: skip

    assert VARIABLES | {"BACKOFFICE_SHEETS_ENDPOINT"} == read


def test_no_other_command_is_named():
    """Whatever README and manual call with `backoffice` is a command."""
    called = set(re.findall(r"\bbackoffice ([a-z]+)\b(?=[^\n]*)", code_in(SAID)))

    assert called == set(GROUP.commands)


def test_no_other_option_is_named():
    """Each option in README and manual is one of the desk, the estimator or a maintainers' tool."""
    estimator = {name for action in _parser()._actions for name in action.option_strings}
    tools = {
        name for path in [ROOT / "tests/tools/closed_days.py", *ROOT.glob("tests/benchmarks/*.py")]
        for name in re.findall(r"--[a-z]+", path.read_text("utf-8"))
    }  # fmt: skip
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", SAID))

    others = {"--help", "--now", "--user", "--force", "--constraint", "--constraints", "--pip-args"}
    assert set() == named - OPTIONS - estimator - tools - others  # of systemctl, pip, pipx and uv


def calls():
    """Yield every call of the desk in README and manual, as a list of arguments."""
    for line in code_in(SAID).splitlines():
        match = re.match(r"`?\s*(?:\S*/)?backoffice ([a-z]+ [^#`]*)", line)
        if match:
            yield match[1].split()


@pytest.mark.parametrize("call", list(calls()), ids=" ".join)
def test_every_call_shown_is_parsed(call):
    """click parses each call that README and manual show."""
    context = GROUP.commands[call[0]].make_context(call[0], call[1:])

    assert isinstance(context, click.Context)
