"""The command line: parses, and reports what kept a command from being done; decides nothing.

Results go to standard output, progress and refusals to standard error.  The exit status is that of the
run, whatever becomes of its output.
"""

from __future__ import annotations

import atexit
import gc
import locale
import os
import shutil
import sys
from collections.abc import Sequence

import click

from backoffice.cli.command_group import command_group
from backoffice.cli.exit_status import DONE, MISUSED, REFUSED, STOPPED
from backoffice.cli.misuse import misuse_text, policy_text, usage_text
from backoffice.cli.wrapping import wrapped
from backoffice.messages import message
from backoffice.messages.errors import BackofficeError, system_reason
from estimator.errors import PolicyError
from estimator.policy.label import Language
from estimator.printing import failsafe_output


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    if arguments is None:
        _collect_nothing()
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language_of(given)
    with failsafe_output() as output:
        status = _run(given, language)
        sys.stdout.flush()
        if output.lost:
            reason = system_reason(output.lost).in_(language)
            click.echo(message("results", "unprinted", language, reason=reason), err=True)
    return status


def _collect_nothing() -> None:
    """Switch the garbage collector off: a command ends soon, and its cycles do not grow with the sheet.

    They are a thousand objects at 5 tickets and at 20,000.  Going through all cells now and then took a
    sixth of a close of 100,000 tickets; through all of pandas as Python ends, a seventh of a `check` of 2,000.
    """
    gc.disable()
    atexit.register(gc.freeze)


def _run(given: Sequence[str], language: str) -> int:
    """Run one command, report what kept it from being done; return the exit status."""
    try:
        status = command_group(language).main(given, prog_name="backoffice", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return DONE
    except click.UsageError as error:
        _report(misuse_text(error, language), given, usage_text(error, language))
        return MISUSED
    except click.ClickException as error:
        _report(error.format_message(), given)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _report(message("results", "stopped", language), given)
        return STOPPED
    except BackofficeError as error:
        _report(error.in_(language), given)
        return REFUSED
    except PolicyError as error:
        _report(policy_text(error, None, language), given)
        return MISUSED
    return int(status or DONE)


def _report(text: str, given: Sequence[str], usage: str = "") -> None:
    """Print to standard error why nothing was done; as JSON to standard output for programs."""
    if "--json" in given:
        from backoffice.cli.json_results import print_json

        print_json({"ok": False, "error": text}, sys.stdout)
    else:
        text = _fitted(text) if sys.stderr.isatty() else text
        click.echo(f"{usage}\n{text}" if usage else text, err=True)


def _fitted(text: str) -> str:
    """Return `text` in lines that fit the terminal; a line that is set in stays one, to be copied."""
    width = shutil.get_terminal_size().columns
    lines = text.split("\n")
    return "\n".join(
        each
        for line in lines
        for each in ([line] if line[:1] in ("", " ") else wrapped(line, width))
    )


def _language_of(given: Sequence[str]) -> str:
    """Return the language asked for: by the option, the variable, else the system's."""
    for at, word in enumerate(given):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and at + 1 < len(given):
            value = given[at + 1]
        if value in list(Language):
            return value
    system = os.environ.get("BACKOFFICE_LANG") or os.environ.get("LANG") or _locale()
    return Language.JA if system.lower().startswith("ja") else Language.EN


def _locale() -> str:
    """Return the language of Windows: ``Japanese_Japan``; it sets no variable."""
    return (locale.getlocale()[0] or "") if sys.platform == "win32" else ""
