"""What is wrong with a call or with a policy file, in the caller's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import NoSuchCommand

from backoffice.cli.values import BadValueError
from backoffice.messages import message
from estimator.policy.label import Language

if TYPE_CHECKING:
    from estimator.errors import PolicyError


class MisusedError(click.UsageError):
    """A command called in a way that it does not offer; its text is in the caller's language."""


class PolicyRefusedError(click.ClickException):
    """A policy file that cannot be used; its text is in the caller's language."""

    exit_code = 2


def misuse_text(error: click.UsageError, language: str) -> str:
    """Return what is wrong with the call."""
    if isinstance(error, BadValueError):
        return error.text(language)
    if language != Language.JA or isinstance(error, MisusedError):
        return error.format_message()
    match error:
        case NoSuchCommand():
            key, name = "no-command", error.command_name
        case click.NoSuchOption():
            key, name = "no-option", error.option_name
        case click.MissingParameter():
            key, name = "missing", _name_of(error.param)
        case click.BadOptionUsage():
            key, name = "no-value", error.option_name
        case _:
            key, name = "other", ""
    text = message("click-misuse", key, language, name=name)
    if meant := getattr(error, "possibilities", None):
        text += message("click-misuse", "meant", language, names="、".join(meant))
    return text


def usage_text(error: click.UsageError, language: str) -> str:
    """Return how the command is called, and where its help is; empty if it is not known which."""
    if error.ctx is None:
        return ""
    hint = message("misuse", "hint", language, command=error.ctx.command_path)
    return f"{error.ctx.get_usage()}\n{hint}\n"


def policy_text(error: PolicyError, file: Path | None, language: str) -> str:
    """Return what is wrong with a policy, a line for each problem with its dotted path."""
    head = [message("misuse", "policy", language, file=file)] if file else []
    if language != Language.JA:
        text = str(error)
        return text if str(file) in text else "\n".join([*head, text])
    lines = [
        f"{problem.field}: {message('policy-problem', problem.code, language)}".removeprefix(": ")
        for problem in error.problems
    ]
    return "\n".join([*head, *lines, message("policy-problem", "english", language)])


_NO_CONTEXT = click.Context(click.Command(None))


def _name_of(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(_NO_CONTEXT)
