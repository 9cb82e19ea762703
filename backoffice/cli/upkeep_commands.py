"""Commands that set a desk up, look after it and end with it: each opens the book, calls one job, prints its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.cli.exit_status import DONE, REFUSED

if TYPE_CHECKING:
    from backoffice.cli.options import Options


def init(options: Options, rows: int) -> int:
    """Make a new workbook."""
    from backoffice import jobs
    from backoffice.cli.setup_results import show_init

    with options.run() as run:
        tab = jobs.init(run, language=options.lang, rows=rows)
    show_init(options.output, run.book.where, tab)
    return DONE


def connect(options: Options, url: str | None, rows: int, no_probe: bool) -> int:
    """Set up a shared Google Sheet."""
    from backoffice.cli.setup_results import show_connect
    from backoffice.jobs.connecting import connect as connect_sheet

    with options.run(url) as run:
        done = connect_sheet(run, language=options.lang, rows=rows, with_probe=not no_probe)
    show_connect(options.output, done)
    return DONE


def copy(options: Options, source: str, target: str) -> int:
    """Copy a desk between workbook and Google Sheet."""
    from backoffice.cli.setup_results import show_copy
    from backoffice.jobs.copying import copy as copy_desk

    with options.run(source) as run:
        done = copy_desk(run, replace(run, book=options.opened(target, run.step)))
    show_copy(options.output, done, source)
    return DONE


def publish(options: Options, out: Path | None) -> int:
    """Give the site the measured turnaround."""
    from backoffice.cli.letter_results import show_publish
    from backoffice.jobs.desk import read_desk
    from backoffice.jobs.publishing import publish as publish_turnaround

    with options.run() as run:
        done = publish_turnaround(read_desk(run), out)
    show_publish(options.output, done)
    return DONE


def rehearse(options: Options, new_policy: Path, day: date | None) -> int:
    """Report what another policy would change."""
    from backoffice.cli.price_rehearsal_results import show_rehearse
    from backoffice.jobs.rehearsing_prices import rehearse as rehearse_policy

    new = options.rules_in(new_policy)
    with options.run() as run:
        done = rehearse_policy(run, new, day or run.now.date())
    show_rehearse(options.output, done, str(new_policy))
    return DONE


def export(options: Options, ticket: str, out: Path | None) -> int:
    """Put together all that is kept about a customer."""
    from backoffice.cli.personal_data_results import show_export
    from backoffice.jobs.exporting import export as export_customer

    with options.run() as run:
        done = export_customer(run, ticket, options.lang, out)
    show_export(options.output, done)
    return DONE


def forget(options: Options, before: date | None, yes: bool, copy: Path | None, clear: bool) -> int:
    """Forget personal data of finished tickets, or report what that would do."""
    from backoffice.cli.personal_data_results import show_forget
    from backoffice.jobs.forgetting import forget as forget_tickets
    from backoffice.jobs.forgetting import kept_since, plan_forget

    if copy and clear:
        raise options.misused("copy-or-clear")
    with options.run() as run:
        day = before or kept_since(run.policy, run.now.date())
        if day is None:
            raise options.misused("which-day")
        if yes:
            done = forget_tickets(run, day, language=options.lang, copy=copy, clear=clear)
        else:
            done = plan_forget(run, day)
    show_forget(options.output, done)
    return REFUSED if done.undeleted or done.left else DONE


def restore(options: Options, version: Sequence[str], yes: bool) -> int:
    """List the kept versions; bring one back, or report what that would do."""
    from backoffice.cli.restore_results import show_restore, show_versions
    from backoffice.jobs.restoring import list_versions, plan_restore
    from backoffice.jobs.restoring import restore as bring_back

    asked = " ".join(version)
    if yes and not asked:
        raise options.misused("which-version")
    with options.run() as run:
        if not asked:
            listed = list_versions(run)
        else:
            done = bring_back(run, asked) if yes else plan_restore(run, asked)
    if asked:
        show_restore(options.output, done)
    else:
        show_versions(options.output, listed, run.book.where)
    return DONE


def starters(options: Options, system: str | None, out: Path | None) -> int:
    """Make files to double-click, with the paths of this desk."""
    import sys

    from backoffice.cli.setup_results import show_starters
    from backoffice.jobs.starter_making import make_starters
    from backoffice.outputs.starters.starter_files import System

    default = System.WINDOWS if sys.platform == "win32" else System.MAC
    wanted = System(system) if system else default
    with options.run() as run:
        made = make_starters(
            run,
            wanted,
            options.lang,
            python=Path(sys.executable),
            variables=options.variables(),
            folder=out,
        )
    show_starters(options.output, made, wanted)
    return DONE


def doctor(options: Options, probe: bool) -> int:
    """Examine whether everything is in order."""
    from backoffice.cli.setup_results import show_doctor
    from backoffice.jobs.doctor import examine

    with options.run() as run:
        findings = examine(run, options.lang, with_probe=probe)
    show_doctor(options.output, findings)
    return DONE if all(finding.ok for finding in findings) else REFUSED


def demo(options: Options, out: Path) -> int:
    """Play three months of a busy desk."""
    from backoffice.cli.demo_results import show_demo
    from backoffice.cli.progress import steps
    from backoffice.demo.player import play

    with steps(options.lang) as step:
        played = play(out, options.lang, step)
    show_demo(options.output, played, out)
    return DONE
