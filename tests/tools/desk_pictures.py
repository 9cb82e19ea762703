"""The pictures of a rehearsal in the manual: the demo's desk, closed on the terminal, in both languages.

python -m tests.tools.desk_pictures        writes docs/pictures/sheet-close.svg and sheet-close.ja.svg
"""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
COMMAND = "close 2026-07"
TODAY = "2026-08-03"
WIDTH = 92


def backoffice(folder: str, *arguments: str) -> str:
    """Return what a command prints on a terminal, colours too."""
    ours, its = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "backoffice", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "COLUMNS": str(WIDTH),
            "TERM": "xterm-256color",
            "PYTHONPATH": str(PICTURES.parents[1]),
        },
        stdout=its,
        stderr=subprocess.DEVNULL,
    )
    os.close(its)
    printed = b""
    with suppress(OSError):  # how a terminal ends on Linux
        while part := os.read(ours, 65_536):
            printed += part
    os.close(ours)
    done.wait()
    return printed.decode("utf-8").replace("\r\n", "\n")


def picture(language: str) -> str:
    """Return the terminal as SVG, without fonts from elsewhere and without widths that one font has."""
    with TemporaryDirectory() as folder:
        backoffice(folder, "demo", "--lang", language, "--out", "d")
        book = ("--book", "d/demo-desk.xlsx", "--lang", language, "--today", TODAY)
        printed = backoffice(folder, *COMMAND.split(), *book)
    console = Console(record=True, width=WIDTH + 12, file=io.StringIO())
    console.print(Text(f"$ backoffice {COMMAND}", "bold"))
    console.print(Text.from_ansi(printed.rstrip()), no_wrap=True, overflow="ignore")
    svg = console.export_svg(title=f"backoffice {COMMAND}", unique_id=f"close-{language}")
    return re.sub(r"\s*@font-face \{.*?\}\n| textLength=\"[^\"]*\"", "", svg, flags=re.DOTALL)


def main() -> None:
    """Write both pictures."""
    for language, name in (("en", "sheet-close.svg"), ("ja", "sheet-close.ja.svg")):
        (PICTURES / name).write_text(picture(language), encoding="utf-8")


if __name__ == "__main__":
    main()
