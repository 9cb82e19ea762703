"""The arguments and options of the commands: each is a function from a language to click's parameter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import click

from backoffice import __version__
from backoffice.cli.values import Day, IntegerInRange, OneOf
from backoffice.messages import message
from estimator.policy.label import Language

Parameter: TypeAlias = Callable[[str], click.Parameter]

ROWS, ROWS_LEAST, ROWS_MOST = 200, 100, 20_000
"""Numbered rows of a new book; with fewer than the least, the first sync would add more."""

DAYS = 3
"""How many days before a cut-off `remind` begins."""

DEMO = Path("dist/demo")


def _argument(name: str, metavar: str, *, required: bool = True, nargs: int = 1) -> Parameter:
    return lambda _: click.Argument([name], metavar=metavar, required=required, nargs=nargs)


def _option(
    *names: str, text: str = "", values: Mapping[str, object] | None = None, **settings: Any
) -> Parameter:
    """Return an option whose help is the message `text` of the group *help*, by default its name."""
    key = text or names[0].removeprefix("--")

    def parameter(language: str) -> click.Parameter:
        words = message("help", key, language, **(values or {}))
        if settings.get("required"):
            words += message("help", "required", language)
        return _Option([*names], help=words, **settings)

    return parameter


class _Option(click.Option):
    """An option whose help says in the caller's language that it is required."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        extra = super().get_help_extra(ctx)
        extra.pop("required", None)
        return extra


def _path(*names: str, metavar: str = "FILE", **settings: Any) -> Parameter:
    return _option(*names, type=click.Path(path_type=Path), metavar=metavar, **settings)


def _language_option(text: str, **settings: Any) -> Parameter:
    """Return ``--lang``; where it is not given, the caller's language counts."""
    choices = OneOf([str(each) for each in Language])
    return lambda language: _option(
        "--lang", text=text, type=choices, default=str(language), **settings
    )(language)


def _print_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"backoffice {__version__}")
        context.exit()


BOOK = _option("--book", envvar="BACKOFFICE_BOOK", metavar="WHERE")
CREDENTIALS = _path("--credentials")
LANG = _language_option("lang")
LANG_OF_SHEET = _language_option("lang-init")
JSON = _option("--json", "as_json", is_flag=True)
TODAY = _option("--today", type=Day(), metavar="DAY")
TICKET = _argument("ticket", "TICKET")
OUT_OF_EXPORT = _path("--out", text="out-export")
BEFORE = _option("--before", type=Day(), metavar="DAY")
COPY = _path("--copy", text="copy-file")
CLEAR = _option("--clear", is_flag=True)
NEW_POLICY = _path("--policy", "new_policy", text="new-policy", metavar="NEW", required=True)
PRESENT_POLICY = _path("--present", "policy", envvar="BACKOFFICE_POLICY")
ON_DAY = _option("--on", "day", type=Day(), metavar="DAY")
POLICY = _path("--policy", envvar="BACKOFFICE_POLICY")

MONTH = _argument("month", "MONTH")
MONTH_TO_CLOSE = _argument("month", "[MONTH]", required=False)
URL = _argument("url", "URL", required=False)
VERSION = _argument("version", "[VERSION]", required=False, nargs=-1)
FROM = _argument("source", "FROM")
TO = _argument("target", "TO")
PROBE = _option("--probe", is_flag=True)
NO_PROBE = _option("--no-probe", is_flag=True)
KIND = _argument("kind", "[KIND]", required=False)
BY_HAND = _option("--already-written", "by_hand", is_flag=True)
OUT_OF_LETTERS = _path("--out", text="out-letters", metavar="FOLDER")
OUT_OF_STATUS = _path("--out", text="out-status", metavar="FOLDER")
OUT_OF_PUBLISH = _path(
    "--out", text="out-publish", values={"file": "site/measured/turnaround.json"}
)
TAKE_BACK = _option("--take-back", metavar="TICKET")
YES = _option("--yes", is_flag=True)
COMPARED = _option("--compared", is_flag=True)
OUT = _path("--out", metavar="FOLDER")
OUT_OF_STARTERS = _path("--out", text="out-starters", metavar="FOLDER")
PAGE = _path("--page")
SYSTEM = _option("--for", "system", type=OneOf(["windows", "mac"]))
PAPERS = _path("--papers", text="papers-folder", metavar="FOLDER")
OUT_OF_DEMO = _path(
    "--out", text="out-demo", values={"folder": DEMO}, default=DEMO, metavar="FOLDER"
)
NUMBERED_ROWS = _option(
    "--rows",
    values={"rows": ROWS},
    type=IntegerInRange(ROWS_LEAST, ROWS_MOST),
    default=ROWS,
    metavar="NUMBER",
)
DAYS_BEFORE = _option(
    "--days", values={"days": DAYS}, type=IntegerInRange(0, 31), default=DAYS, metavar="NUMBER"
)

OF_THE_GROUP = (
    _option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version),
    _language_option("lang", expose_value=False),
)
"""Options before the name of a command; ``--lang`` is read by `backoffice.cli.program`."""
