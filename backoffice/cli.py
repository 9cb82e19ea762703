"""The command line: parses, calls a job, prints; decides nothing.

Results go to standard output, progress and prompts to standard error.
"""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backoffice import __version__
from backoffice.errors import BackofficeError, RefusedError
from backoffice.usage import (
    InOrder,
    MisusedError,
    PolicyRefusedError,
    in_language,
    misuse,
    policy_words,
    usage_of,
)
from backoffice.words import say
from estimator.errors import PolicyError
from estimator.policy import Label, Language

if TYPE_CHECKING:
    from backoffice.desk import Run
    from backoffice.showing import Screen
    from estimator.schedule import Batch

DONE, REFUSED, MISUSED, STOPPED = 0, 1, 2, 130

ROWS, ROWS_LEAST, ROWS_MOST = 200, 100, 20_000
"""Numbered rows of a new book; with fewer than the least, the first sync would add more."""

DEMO = Path("dist/demo")

_EXAMPLES = {
    "init": ("backoffice init --book desk.xlsx", "backoffice init --book desk.xlsx --lang ja"),
    "check": ("backoffice check --book desk.xlsx", "backoffice check --json"),
    "sync": ("backoffice sync --book desk.xlsx",),
    "close": ("backoffice close 2026-06", "backoffice close 2026-06 --yes"),
    "reopen": ("backoffice reopen 2026-06 --yes",),
    "papers": ("backoffice papers 2026-06", "backoffice papers 2026-06 --out order"),
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
        _refuse(say("say", "stopped", language), given)
        return STOPPED
    except BackofficeError as error:
        _refuse(error.in_(language), given)
        return REFUSED
    except PolicyError as error:
        _refuse(policy_words(error, None, language), given)
        return MISUSED
    return int(status or DONE)


def _refuse(message: str, given: Sequence[str], usage: str = "") -> None:
    """Say on standard error why nothing was done; as JSON on standard output for programs."""
    if "--json" in given:
        import json

        click.echo(json.dumps({"ok": False, "error": message}, ensure_ascii=False))
    else:
        click.echo(f"{usage}\n{message}" if usage else message, err=True)


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
        return say("help", key, language)

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
    yes = click.Option(["--yes"], is_flag=True, help=words("yes"))
    out = click.Option(
        ["--out"], type=click.Path(path_type=Path), metavar="FOLDER", help=words("out")
    )
    rows = click.Option(
        ["--rows"],
        type=click.IntRange(ROWS_LEAST, ROWS_MOST),
        default=ROWS,
        metavar="NUMBER",
        help=say("help", "rows", language, rows=ROWS),
    )
    played = click.Option(
        ["--out"],
        type=click.Path(path_type=Path),
        default=DEMO,
        metavar="FOLDER",
        help=say("help", "out-demo", language, folder=DEMO),
    )
    commands: list[tuple[str, Callable[..., int], list[click.Parameter]]] = [
        ("init", _init, [rows]),
        ("check", _check, []),
        ("sync", _sync, []),
        ("close", _close, [*month, yes, out]),
        ("reopen", _reopen, [*month, yes]),
        ("papers", _papers, [*month, out]),
        ("doctor", _doctor, []),
        ("demo", _demo, [played]),
    ]
    for name, run, params in commands:
        group.add_command(_command(name, run, params, language))
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
    name: str, run: Callable[..., int], params: list[click.Parameter], language: str
) -> click.Command:
    def words(key: str) -> str:
        return say("help", key, language)

    shared: list[click.Parameter] = [
        click.Option(["--book"], envvar="BACKOFFICE_BOOK", metavar="PATH", help=words("book")),
        _lang_option(words("lang-init" if name == "init" else "lang"), language),
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
    examples = "\n".join(f"  {line}" for line in _EXAMPLES[name])
    command = click.Command(
        name,
        callback=run,
        params=[*params, *shared],
        help=words(name),
        short_help=re.split(r"(?<=\.) |(?<=。)", words(name))[0],
        epilog=f"\b\n{words('examples')}\n{examples}",
    )
    return in_language(command, language)


def _print_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"backoffice {__version__}")
        context.exit()


def _month_of(text: str, lang: str) -> Batch:
    """Return the month that was named.

    Raises:
        MisusedError: If it is none.
    """
    from backoffice.batches import parse_month

    try:
        return parse_month(text)
    except RefusedError as error:
        raise MisusedError(error.in_(lang)) from error


def _screen(lang: str, as_json: bool) -> Screen:
    from backoffice.showing import Screen

    return Screen(lang, as_json, sys.stdout)


@contextmanager
def _run(book: str | None, lang: str, today: datetime | None, policy: Path | None) -> Iterator[Run]:
    """Yield what a job needs, with progress on standard error while it works."""
    from backoffice.books import open_book
    from backoffice.desk import Run
    from backoffice.progress import steps
    from estimator.policy_file import load_policy

    if not book:
        raise MisusedError(say("say", "no-book", lang))
    try:
        rules = load_policy(policy)
    except PolicyError as error:
        raise PolicyRefusedError(policy_words(error, policy, lang)) from error
    now = _now(rules.undated.shop.timezone, today)
    with steps(lang) as step:
        yield Run(book=open_book(book), policy=rules, now=now, who=_who(), step=step)


def _now(zone: str, today: datetime | None) -> datetime:
    """Return the time at the shop; noon of `today` where a day was given."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if today:
        return datetime.combine(today.date(), time(12))
    try:
        return datetime.now(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    except (ZoneInfoNotFoundError, ValueError) as error:
        text = Label(
            en=say("say", "no-zone", "en", zone=zone), ja=say("say", "no-zone", "ja", zone=zone)
        )
        raise BackofficeError(text.en, text.ja) from error


def _who() -> str:
    try:
        return os.environ.get("BACKOFFICE_WHO") or getpass.getuser()
    except (OSError, KeyError):  # a container without a user name
        return "unknown"


def _init(rows: int, book: str | None, lang: str, as_json: bool, today: Any, policy: Any) -> int:
    from backoffice import jobs

    with _run(book, lang, today, policy) as run:
        tab = jobs.init(run, language=lang, rows=rows)
    screen = _screen(lang, as_json)
    if as_json:
        screen.data({"ok": True, "book": run.book.where})
    else:
        screen.words("made", book=run.book.where, tab=tab)
    return DONE


def _check(book: str | None, lang: str, as_json: bool, today: Any, policy: Any) -> int:
    from backoffice.desk import read_desk

    with _run(book, lang, today, policy) as run:
        desk = read_desk(run)
    _screen(lang, as_json).check(desk)
    return REFUSED if desk.to_fix else DONE


def _sync(book: str | None, lang: str, as_json: bool, today: Any, policy: Any) -> int:
    from backoffice import jobs

    with _run(book, lang, today, policy) as run:
        done = jobs.sync(run)
    _screen(lang, as_json).sync(done)
    return DONE


def _close(
    month: str, yes: bool, out: Path | None, book: str | None, lang: str, as_json: bool,
    today: Any, policy: Any,
) -> int:  # fmt: skip
    from backoffice import jobs

    which = _month_of(month, lang)
    papers: Sequence[Path] = ()
    with _run(book, lang, today, policy) as run:
        done = jobs.close(run, which) if yes else jobs.plan(run, which)
        if yes and (done.again or done.wrote):
            papers = jobs.papers(done.desk, which, out)
    _screen(lang, as_json).close(done, which, yes=yes, papers=papers)
    return REFUSED if yes and not papers else DONE


def _reopen(
    month: str, yes: bool, book: str | None, lang: str, as_json: bool, today: Any, policy: Any
) -> int:
    from backoffice import jobs

    which = _month_of(month, lang)
    with _run(book, lang, today, policy) as run:
        count = jobs.reopen(run, which) if yes else jobs.plan_reopen(run, which)
    _screen(lang, as_json).reopen(which, count, yes=yes)
    return DONE


def _papers(
    month: str,
    out: Path | None,
    book: str | None,
    lang: str,
    as_json: bool,
    today: Any,
    policy: Any,
) -> int:
    from backoffice import jobs
    from backoffice.desk import read_desk

    which = _month_of(month, lang)
    with _run(book, lang, today, policy) as run:
        papers = jobs.papers(read_desk(run), which, out)
    _screen(lang, as_json).papers(papers)
    return DONE


def _doctor(book: str | None, lang: str, as_json: bool, today: Any, policy: Any) -> int:
    from backoffice.checkup import examine

    with _run(book, lang, today, policy) as run:
        findings = examine(run, lang)
    _screen(lang, as_json).doctor(findings)
    return DONE if all(finding.ok for finding in findings) else REFUSED


def _demo(out: Path, lang: str) -> int:
    from backoffice.demo.play import play

    return play(out, _screen(lang, as_json=False))
