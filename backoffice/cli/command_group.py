"""The commands as click reads them, built from their specifications."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any

import click

from backoffice.cli.command_list import COMMANDS, CommandSpec
from backoffice.cli.help_pages import OrderedGroup, help_option, with_help
from backoffice.cli.options import Options
from backoffice.cli.parameters import OF_THE_GROUP
from backoffice.messages import message


@cache
def command_group(language: str) -> click.Group:
    """Return all commands with their help in `language`."""
    group = OrderedGroup(
        help="\n\n".join(message("help", key, language) for key in ("desk", "desk-more")),
        no_args_is_help=True,
        context_settings={"max_content_width": 100},
        params=[parameter(language) for parameter in OF_THE_GROUP],
    )
    group.params.append(help_option(language))
    with_help(group, language)
    for spec in COMMANDS:
        group.add_command(_Command(spec, language))
    return group


class _Command(click.Command):
    """A command; its parameters are made when it is called, as those of all take ten milliseconds."""

    def __init__(self, spec: CommandSpec, language: str) -> None:
        text = message("help", spec.name, language)
        examples = (f"  {f'backoffice {spec.name} {each}'.rstrip()}" for each in spec.examples)
        super().__init__(
            spec.name,
            callback=_callback(spec.run),
            help=text,
            short_help=re.split(r"(?<=\.) |(?<=。)", text)[0],
            epilog="\n".join(["\b", message("help", "examples", language), *examples]),
        )
        self._made_by = (*spec.parameters, *spec.shared, help_option)
        self._language = language
        with_help(self, language)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the arguments and options."""
        self.params = self.params or [make(self._language) for make in self._made_by]
        return super().get_params(ctx)


def _callback(run: Callable[..., int]) -> Callable[..., int]:
    """Return what click calls: `run`, with the options that commands share in one value."""
    shared = {field.name for field in fields(Options)}

    def call(**given: Any) -> int:
        options = Options(**{key: value for key, value in given.items() if key in shared})
        return run(options, **{key: value for key, value in given.items() if key not in shared})

    return call
