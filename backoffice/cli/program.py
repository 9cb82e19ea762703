"""The command line: parses, and says what kept a command from being done; decides nothing.

Results go to standard output, progress and prompts to standard error.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from backoffice import __version__
from backoffice.cli import commands
from backoffice.cli.commands import DONE, MISUSED, REFUSED, STOPPED, Asked
from backoffice.cli.help_texts import InOrder, in_language, misuse, policy_words, usage_of
from backoffice.errors import BackofficeError
from backoffice.messages import message
from estimator.errors import PolicyError
from estimator.policy.model import Language

ROWS, ROWS_LEAST, ROWS_MOST = 200, 100, 20_000
"""Numbered rows of a new book; with fewer than the least, the first sync would add more."""

DAYS = 3
"""How many days before a cut-off `remind` begins."""

DEMO = Path("dist/demo")

_EXAMPLES = {
    "init": ("backoffice init --book desk.xlsx", "backoffice init --book desk.xlsx --lang ja"),
    "connect": (
        "backoffice connect https://docs.google.com/spreadsheets/d/KEY",
        "backoffice connect https://docs.google.com/spreadsheets/d/KEY --lang ja",
    ),
    "copy": (
        "backoffice copy desk.xlsx https://docs.google.com/spreadsheets/d/KEY",
        "backoffice copy https://docs.google.com/spreadsheets/d/KEY desk.xlsx",
    ),
    "check": ("backoffice check --book desk.xlsx", "backoffice check --json"),
    "sync": ("backoffice sync --book desk.xlsx",),
    "close": ("backoffice close 2026-06", "backoffice close 2026-06 --yes"),
    "reopen": ("backoffice reopen 2026-06 --yes",),
    "papers": ("backoffice papers 2026-06", "backoffice papers 2026-06 --out order"),
    "remind": ("backoffice remind", "backoffice remind --days 5"),
    "doctor": ("backoffice doctor --book desk.xlsx",),
    "demo": ("backoffice demo", "backoffice demo --lang ja"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language_of(given)
    try:
        status = _answer(given, language)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # the reader has seen enough; click and rich exit
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
        return STOPPED
    return status


def _answer(given: Sequence[str], language: str) -> int:
    """Run one command and say what kept it from being done; return the exit status."""
    try:
        status = _desk(language).main(given, prog_name="backoffice", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return DONE
    except click.UsageError as error:
        _refuse(misuse(error, language), given, usage_of(error, language))
        return MISUSED
    except click.ClickException as error:
        _refuse(error.format_message(), given)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _refuse(message("results", "stopped", language), given)
        return STOPPED
    except BackofficeError as error:
        _refuse(error.in_(language), given)
        return REFUSED
    except PolicyError as error:
        _refuse(policy_words(error, None, language), given)
        return MISUSED
    return int(status or DONE)


def _refuse(text: str, given: Sequence[str], usage: str = "") -> None:
    """Say on standard error why nothing was done; as JSON on standard output for programs."""
    if "--json" in given:
        import json

        click.echo(json.dumps({"ok": False, "error": text}, ensure_ascii=False))
    else:
        click.echo(f"{usage}\n{text}" if usage else text, err=True)


def _language_of(given: Sequence[str]) -> str:
    """Return the language asked for: the option, the variable, else what the system speaks."""
    for at, word in enumerate(given):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(given):
            value = given[at + 1]
        if value in list(Language):
            return value
    spoken = os.environ.get("BACKOFFICE_LANG") or os.environ.get("LANG", "")
    return Language.JA if spoken.startswith("ja") else Language.EN


def _desk(language: str) -> click.Group:
    """Return the command group with its help in `language`."""

    def words(key: str) -> str:
        return message("help", key, language)

    group = InOrder(
        help=f"{words('desk')}\n\n{words('desk-more')}",
        no_args_is_help=True,
        context_settings={"max_content_width": 100},
        params=[
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                help=words("version"),
                callback=_print_version,
            ),
            _lang_option(words("lang"), language, expose_value=False),
        ],
    )
    in_language(group, language)
    month: list[click.Parameter] = [click.Argument(["month"], metavar="MONTH")]
    both: list[click.Parameter] = [
        click.Argument(["source"], metavar="FROM"),
        click.Argument(["target"], metavar="TO"),
    ]
    url = click.Argument(["url"], metavar="URL", required=False)
    yes = click.Option(["--yes"], is_flag=True, help=words("yes"))
    out = click.Option(
        ["--out"], type=click.Path(path_type=Path), metavar="FOLDER", help=words("out")
    )
    rows = click.Option(
        ["--rows"],
        type=click.IntRange(ROWS_LEAST, ROWS_MOST),
        default=ROWS,
        metavar="NUMBER",
        help=message("help", "rows", language, rows=ROWS),
    )
    played = click.Option(
        ["--out"],
        type=click.Path(path_type=Path),
        default=DEMO,
        metavar="FOLDER",
        help=message("help", "out-demo", language, folder=DEMO),
    )
    days = click.Option(
        ["--days"],
        type=click.IntRange(0, 31),
        default=DAYS,
        metavar="NUMBER",
        help=message("help", "days", language, days=DAYS),
    )
    offered: list[tuple[Callable[..., int], list[click.Parameter]]] = [
        (commands.init, [rows]),
        (commands.connect, [url, rows]),
        (commands.copy, both),
        (commands.check, []),
        (commands.sync, []),
        (commands.close, [*month, yes, out]),
        (commands.reopen, [*month, yes]),
        (commands.papers, [*month, out]),
        (commands.remind, [days]),
        (commands.doctor, []),
        (commands.demo, [played]),
    ]
    for run, params in offered:
        group.add_command(_command(run, params, language))
    return group


def _lang_option(help_words: str, language: str, *, expose_value: bool = True) -> click.Option:
    return click.Option(
        ["--lang"],
        type=click.Choice([str(each) for each in Language]),
        default=str(language),
        expose_value=expose_value,
        help=help_words,
    )


def _command(
    run: Callable[..., int], params: list[click.Parameter], language: str
) -> click.Command:
    name = run.__name__

    def words(key: str) -> str:
        return message("help", key, language)

    shared: list[click.Parameter] = [
        click.Option(["--book"], envvar="BACKOFFICE_BOOK", metavar="WHERE", help=words("book")),
        click.Option(
            ["--credentials"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=words("credentials"),
        ),
        _lang_option(words("lang-init" if name in ("init", "connect") else "lang"), language),
        click.Option(["--json", "as_json"], is_flag=True, help=words("json")),
        click.Option(
            ["--today"], type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help=words("today")
        ),
        click.Option(
            ["--policy"], type=click.Path(path_type=Path), metavar="FILE", help=words("policy")
        ),
    ]
    if name == "demo":
        shared = [option for option in shared if option.name == "lang"]
    if name == "copy":  # its two books are named by place
        shared = [option for option in shared if option.name != "book"]
    examples = "\n".join(f"  {line}" for line in _EXAMPLES[name])
    command = click.Command(
        name,
        callback=_calling(run),
        params=[*params, *shared],
        help=words(name),
        short_help=re.split(r"(?<=\.) |(?<=。)", words(name))[0],
        epilog=f"\b\n{words('examples')}\n{examples}",
    )
    return in_language(command, language)


def _calling(run: Callable[..., int]) -> Callable[..., int]:
    """Return what click calls: `run`, with the options that commands share in one value."""
    shared = {field.name for field in fields(Asked)}

    def call(**given: Any) -> int:
        asked = Asked(**{key: value for key, value in given.items() if key in shared})
        return run(asked, **{key: value for key, value in given.items() if key not in shared})

    return call


def _print_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"backoffice {__version__}")
        context.exit()
