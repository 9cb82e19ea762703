"""What the commands print that set a desk up and examine it: `init`, `connect`, `copy`, `starters`, `doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from backoffice.cli.printer import Printer
from backoffice.cli.text_results import MOST_SHOWN, print_findings, print_probed
from backoffice.jobs.doctor import Finding, finding_of
from backoffice.messages import labels

if TYPE_CHECKING:
    from backoffice.jobs.connecting import Connected
    from backoffice.jobs.copying import Copied


def show_init(to: Printer, book: str, tab: str) -> None:
    """Print which workbook was made, and the tab to begin on."""
    if to.as_json:
        to.json(ok=True, book=book)
    else:
        to.say("made", book=book, tab=tab)


def show_connect(to: Printer, done: Connected) -> None:
    """Print what connecting a Google Sheet did."""
    book = done.desk.run.book.where
    probed = [finding_of(check, to.language) for check in done.probed]
    if to.as_json:
        tried = [asdict(each) for each in probed]
        to.json(ok=True, book=book, made=done.made, mended=done.mended, probed=tried)
        return
    to.say("connected" if done.made else "connected-before", book=book, tab=done.tab)
    if done.mended:
        parts = labels("parts")  # the others are tabs, which have their names already
        to.say("mended", what=[parts.get(part, part) for part in done.mended])
    print_probed(to, probed)


def show_copy(to: Printer, done: Copied, source: str) -> None:
    """Print what was copied from `source`, and what was not."""
    target, tickets = done.desk.run.book.where, len(done.desk.rows.frame)
    uncopied = [each.text(to.language) for each in done.uncopied]
    if to.as_json:
        to.json(
            ok=True,
            **{"from": source},
            to=target,
            tabs=done.tabs,
            tickets=tickets,
            again=done.again,
            left_behind=uncopied,
            as_text=done.as_text,
            renews=done.renewed,
        )
        return
    key = "copied-before" if done.again else "copied"
    to.say(key, source=source, target=target, tabs=done.tabs, tickets=tickets)
    for key, lines in (
        ("left-behind", uncopied),
        ("as-text", done.as_text),
        ("renews", done.renewed),
    ):
        to.listed(key, lines[:MOST_SHOWN])
        if len(lines) > MOST_SHOWN:
            to.say("and-more", count=len(lines) - MOST_SHOWN)


def show_starters(to: Printer, made: Sequence[Path], system: str) -> None:
    """Print which files to double-click were made, and how the reminder comes every morning."""
    if to.as_json:
        to.json(ok=True, system=system, files=made)
        return
    to.listed("starters", made)
    to.say("starters-windows" if system == "windows" else "starters-mac")
    task = made[-1]
    if system == "windows":
        to.line(f'  schtasks /Create /TN "{task.stem}" /XML "{task}"')
    else:
        target = "~/Library/LaunchAgents/repair-desk.reminder.plist"
        to.line(f"  cp {quote(str(task))} {target} && launchctl load {target}")


def show_doctor(to: Printer, findings: Sequence[Finding]) -> None:
    """Print what was examined, and what is not in order."""
    if to.as_json:
        checks = [asdict(each) for each in findings]
        to.json(ok=all(each.ok for each in findings), checks=checks)
    else:
        print_findings(to, findings)
