"""The commands as click reads them, built from their specifications."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import click

from backoffice.cli.command_list import COMMANDS, CommandSpec
from backoffice.cli.help_pages import OrderedGroup, with_help
from backoffice.cli.options import Options
from backoffice.cli.parameters import OF_THE_GROUP
from backoffice.messages import message


def command_group(language: str) -> click.Group:
    """Return all commands with their help in `language`."""
    group = OrderedGroup(
        help="\n\n".join(message("help", key, language) for key in ("desk", "desk-more")),
        no_args_is_help=True,
        context_settings={"max_content_width": 100},
        params=[parameter(language) for parameter in OF_THE_GROUP],
    )
    with_help(group, language)
    for spec in COMMANDS:
        group.add_command(_command(spec, language))
    return group


def _command(spec: CommandSpec, language: str) -> click.Command:
    text = message("help", spec.name, language)
    examples = [f"  {f'backoffice {spec.name} {example}'.rstrip()}" for example in spec.examples]
    command = click.Command(
        spec.name,
        callback=_callback(spec.run),
        params=[parameter(language) for parameter in (*spec.parameters, *spec.shared)],
        help=text,
        short_help=re.split(r"(?<=\.) |(?<=。)", text)[0],
        epilog="\n".join(["\b", message("help", "examples", language), *examples]),
    )
    return with_help(command, language)


def _callback(run: Callable[..., int]) -> Callable[..., int]:
    """Return what click calls: `run`, with the options that commands share in one value."""
    shared = {field.name for field in fields(Options)}

    def call(**given: Any) -> int:
        options = Options(**{key: value for key, value in given.items() if key in shared})
        return run(options, **{key: value for key, value in given.items() if key not in shared})

    return call
