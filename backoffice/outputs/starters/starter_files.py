"""The starters as text: for Windows or macOS, in one language, with the paths of one desk.

Windows reads a batch file in the code page of the console: each switches to UTF-8 first, so that paths may
hold any letter.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import jinja2

from backoffice.messages import message

MADE_BY = "backoffice starters"
"""Is in each file, so that another of the same name is not replaced."""


class System(StrEnum):
    """The systems that starters are made for."""

    WINDOWS = "windows"
    MAC = "mac"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the starters of a desk have filled in.

    Attributes:
        python: The Python in which this program is installed.
        variables: Environment variables to set, by name.
        page: Where the reminder is written as a page.
        folder: Where the starters are.
    """

    python: Path
    variables: Mapping[str, str]
    page: Path
    folder: Path


def is_starter(content: bytes) -> bool:
    """Return whether a file was made here."""
    text = MADE_BY.encode()
    return text in content or MADE_BY.encode("utf-16-le") in content


def starter_files(system: System, setup: Setup, language: str) -> dict[str, bytes]:
    """Return each file by its name; the task for the morning is the last."""
    quote = _in_batch if system is System.WINDOWS else shlex.quote
    ending = ".cmd" if system is System.WINDOWS else ".command"
    page = f'"{_in_batch(str(setup.page))}"' if system is System.WINDOWS else quote(str(setup.page))
    made: dict[str, str] = {}
    for key, command, stays in (
        ("sync", "sync", True),
        ("rehearsal", "close", True),
        ("reminder", f"remind --page {page}", False),
    ):
        made[_text(key, language) + ending] = _filled(
            f"starter{ending}",
            made=_text("made", language, made_by=MADE_BY),
            variables=[(name, quote(value)) for name, value in setup.variables.items()],
            folder=quote(str(setup.page.parent)),
            python=quote(str(setup.python)),
            title=_text(key, language),
            command=command,
            stays=stays,
            wait=_text("wait", language)
            if system is System.WINDOWS
            else quote(_text("wait-return", language)),
        )
    morning = "morning.xml" if system is System.WINDOWS else "morning.plist"
    name = f"{_text('reminder', language)}{Path(morning).suffix}"
    made[name] = _filled(
        morning,
        made=_text("made", language, made_by=MADE_BY),
        name=name,
        title=_text("reminder", language),
        starter=str(setup.folder / f"{_text('reminder', language)}{ending}"),
        folder=str(setup.page.parent),
    )
    if system is System.WINDOWS:
        return {
            name: text.replace("\n", "\r\n").encode(_encoding(name)) for name, text in made.items()
        }
    return {name: text.encode() for name, text in made.items()}


def _encoding(name: str) -> str:
    """Return how Windows wants a file: the task scheduler takes what it exports itself."""
    return "utf-16" if name.endswith(".xml") else "utf-8"


def _text(key: str, language: str, **values: object) -> str:
    return message("starter", key, language, **values)


def _in_batch(text: str) -> str:
    """Return `text` as it is written between quotation marks of a batch file."""
    return re.sub(r"[\"\r\n]", "", text).replace("%", "%%")


def _filled(template: str, **values: str | bool | Sequence[tuple[str, str]]) -> str:
    text = files("backoffice.outputs.starters").joinpath(template).read_text(encoding="utf-8")
    environment = jinja2.Environment(
        autoescape=jinja2.select_autoescape(["xml", "plist"], default_for_string=False),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        loader=jinja2.DictLoader({template: text}),
    )
    return environment.get_template(template).render(**values)
