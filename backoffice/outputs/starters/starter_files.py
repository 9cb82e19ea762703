"""The starters as text: for Windows or macOS, in one language, with the paths of one desk.

Windows reads a batch file in the code page of the console: each switches to UTF-8 first, so that paths may
hold any letter.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from backoffice.messages import messages_in
from backoffice.outputs.jinja_templates import template

MADE_BY = "backoffice starters"
"""Is in each file, so that another of the same name is not replaced."""


class System(StrEnum):
    """The systems that starters are made for."""

    WINDOWS = "windows"
    MAC = "mac"


def is_starter(content: bytes) -> bool:
    """Return whether a file was made here."""
    text = MADE_BY.encode()
    return text in content or MADE_BY.encode("utf-16-le") in content


def starter_files(
    system: System, language: str, *, python: Path, variables: Mapping[str, str], folder: Path
) -> dict[str, bytes]:
    """Return each file of `folder` by its name; the task for the morning is the last.

    They run `python`, in which this program is installed; the reminder is written as a page beside the folder.
    """
    beside = folder.parent
    is_windows = system is System.WINDOWS
    quote = _in_batch if is_windows else shlex.quote
    starter, task = ("cmd", "xml") if is_windows else ("command", "plist")
    text = messages_in("starter", language)
    made_by, reminder = text("made", made_by=MADE_BY), text("reminder")
    page = quote(str(beside / "reminder.html"))
    page = f'"{page}"' if is_windows else page
    made: dict[str, str] = {}
    for key, command, stays in (
        ("sync", "sync", True),
        ("rehearsal", "close", True),
        ("reminder", f"remind --page {page}", False),
    ):
        made[f"{text(key)}.{starter}"] = template(
            f"starters/starter.{starter}", trimmed=True
        ).render(
            made=made_by,
            variables=[(name, quote(value)) for name, value in variables.items()],
            folder=quote(str(beside)),
            python=quote(str(python)),
            title=text(key),
            command=command,
            stays=stays,
            wait=text("wait") if is_windows else quote(text("wait-return")),
        )
    name = f"{reminder}.{task}"
    made[name] = template(f"starters/morning.{task}", trimmed=True).render(
        made=made_by,
        name=name,
        title=reminder,
        starter=str(folder / f"{reminder}.{starter}"),
        folder=str(beside),
    )
    return {
        name: _encoded(text, name) if is_windows else text.encode() for name, text in made.items()
    }


def _encoded(text: str, name: str) -> bytes:
    """Return a file as Windows wants it: the task scheduler takes what it exports itself."""
    return text.replace("\n", "\r\n").encode("utf-16" if name.endswith(".xml") else "utf-8")


def _in_batch(text: str) -> str:
    """Return `text` as it is written between quotation marks of a batch file."""
    return re.sub(r"[\"\r\n]", "", text).replace("%", "%%")
