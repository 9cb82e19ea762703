"""The command line: parses, calls a job, prints; decides nothing.

Results go to standard output, progress and prompts to standard error.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from backoffice import __version__
from backoffice.errors import BackofficeError
from backoffice.words import say
from estimator.errors import PolicyError
from estimator.policy import Language

if TYPE_CHECKING:
    from backoffice.jobs import Run
    from backoffice.showing import Screen

DONE, REFUSED, MISUSED, STOPPED = 0, 1, 2, 130

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
        status = _desk(language).main(given, prog_name="backoffice", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return DONE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("say", "stopped", language), err=True)
        return STOPPED
    except BackofficeError as error:
        _refuse(error.in_(language), given)
        return REFUSED
    except PolicyError as error:
        click.echo(str(error), err=True)
        return MISUSED
    except BrokenPipeError:  # the reader has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
        return STOPPED
    return int(status or DONE)


def _refuse(message: str, given: Sequence[str]) -> None:
    if "--json" in given:
        import json

        click.echo(json.dumps({"ok": False, "error": message}, ensure_ascii=False))
    else:
        click.echo(message, err=True)


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

    group = click.Group(
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
            )
        ],
    )
    month: list[click.Parameter] = [click.Argument(["month"], metavar="MONTH")]
    yes = click.Option(["--yes"], is_flag=True, help=words("yes"))
    out = click.Option(["--out"], type=click.Path(path_type=Path), help=words("out"))
    rows = click.Option(
        ["--rows"],
        type=click.IntRange(1, 20_000),
        default=200,
        show_default=True,
        help=words("rows"),
    )
    played = click.Option(
        ["--out"],
        type=click.Path(path_type=Path),
        default=Path("dist/demo"),
        show_default=True,
        help=words("out-demo"),
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


def _command(
    name: str, run: Callable[..., int], params: list[click.Parameter], language: str
) -> click.Command:
    def words(key: str) -> str:
        return say("help", key, language)

    shared: list[click.Parameter] = [
        click.Option(["--book"], envvar="BACKOFFICE_BOOK", metavar="PATH", help=words("book")),
        click.Option(
            ["--lang"],
            type=click.Choice([str(each) for each in Language]),
            default=str(language),
            help=words("lang-init" if name == "init" else "lang"),
        ),
        click.Option(["--json", "as_json"], is_flag=True, help=words("json")),
        click.Option(["--today"], type=click.DateTime(["%Y-%m-%d"]), help=words("today")),
        click.Option(["--policy"], type=click.Path(path_type=Path), help=words("policy")),
    ]
    if name == "demo":
        shared = [option for option in shared if option.name == "lang"]
    examples = "\n".join(f"  {line}" for line in _EXAMPLES[name])
    return click.Command(
        name,
        callback=run,
        params=[*params, *shared],
        help=words(name),
        epilog=f"\b\n{words('examples')}\n{examples}",
    )


def _print_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"backoffice {__version__}")
        context.exit()


def _screen(lang: str, as_json: bool) -> Screen:
    from backoffice.showing import Screen

    return Screen(lang, as_json, sys.stdout)


@contextmanager
def _run(book: str | None, lang: str, today: datetime | None, policy: Path | None) -> Iterator[Run]:
    """Yield what a job needs, with progress on standard error while it works."""
    from backoffice.books import open_book
    from backoffice.jobs import Run
    from backoffice.progress import steps
    from estimator.policy_file import load_policy

    if not book:
        raise click.UsageError(say("say", "no-book", lang))
    rules = load_policy(policy)
    now = _now(rules.undated.shop.timezone, today, lang)
    with steps(lang) as step:
        yield Run(book=open_book(book), policy=rules, now=now, who=_who(), step=step)


def _now(zone: str, today: datetime | None, lang: str) -> datetime:
    """Return the time at the shop; noon of `today` where a day was given."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if today:
        return datetime.combine(today.date(), time(12))
    try:
        return datetime.now(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BackofficeError(say("say", "no-zone", lang, zone=zone)) from error


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
    from backoffice import jobs

    with _run(book, lang, today, policy) as run:
        desk = jobs.read_desk(run)
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
    from backoffice.batches import parse_month

    which = parse_month(month)
    papers: Sequence[Path] = ()
    with _run(book, lang, today, policy) as run:
        done = jobs.close(run, which) if yes else jobs.plan(run, which)
        if yes and (done.again or done.wrote):
            papers = jobs.papers(done.desk, which, out)
    _screen(lang, as_json).close(done, which, yes=yes, papers=papers)
    return DONE


def _reopen(
    month: str, yes: bool, book: str | None, lang: str, as_json: bool, today: Any, policy: Any
) -> int:
    from backoffice import jobs
    from backoffice.batches import parse_month

    which = parse_month(month)
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
    from backoffice.batches import parse_month

    which = parse_month(month)
    with _run(book, lang, today, policy) as run:
        papers = jobs.papers(jobs.read_desk(run), which, out)
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
