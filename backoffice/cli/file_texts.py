"""Files that were made, as text: papers of a month, starters to double-click."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from backoffice.cli.terminal import Terminal

if TYPE_CHECKING:
    from backoffice.outputs.papers.made_papers import MadePapers


def print_papers(to: Terminal, made: MadePapers) -> None:
    """Print where the papers are, which others were not replaced, and why there is no PDF."""
    for key, paths in (("papers", made.paths), ("other-papers", made.others)):
        if paths:
            to.say(key)
        for path in paths:
            to.line(f"  {path}")
    if made.receipts:
        count = len({path.stem for path in made.receipts})
        to.say("receipts", count=count, folder=made.receipts[0].parent)
    if made.other_receipts:
        to.say("other-receipts")
        for path in made.other_receipts:
            to.line(f"  {path}")
    if made.no_pdf:
        to.say(made.no_pdf)


def print_starters(to: Terminal, made: Sequence[Path], system: str) -> None:
    """Print which files to double-click were made, and how the reminder comes every morning."""
    to.say("starters")
    for path in made:
        to.line(f"  {path}")
    to.say("starters-windows" if system == "windows" else "starters-mac")
    task = made[-1]
    if system == "windows":
        to.line(f'  schtasks /Create /TN "{task.stem}" /XML "{task}"')
    else:
        target = "~/Library/LaunchAgents/repair-desk.reminder.plist"
        to.line(f"  cp {quote(str(task))} {target} && launchctl load {target}")
