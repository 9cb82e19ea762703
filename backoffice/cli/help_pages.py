"""Help pages in the caller's language: click itself speaks English only."""

from __future__ import annotations

from collections.abc import Iterable

import click

from backoffice.cli.wrapping import display_width, wrapped
from backoffice.messages import message
from estimator.policy.label import Language


class OrderedGroup(click.Group):
    """A group whose help lists commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names as they were added."""
        del ctx  # one order everywhere
        return list(self.commands)


def help_option(language: str) -> click.Option:
    """Return the option that prints the help page of a command."""
    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        help=message("help", "help", language),
        callback=_print_help,
    )


def with_help(command: click.Command, language: str) -> None:
    """Give `command` a help page in `language`."""
    command.add_help_option = False
    if language == Language.JA:
        command.context_class = _JapaneseContext
        command.options_metavar = message("click-help", "options-metavar", language)
        if isinstance(command, click.Group):
            command.subcommand_metavar = message("click-help", "command-metavar", language)


def _print_help(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(context.get_help(), color=context.color)
        context.exit()


class _JapaneseFormatter(click.HelpFormatter):
    """Headings in Japanese, and text wrapped by the columns that Japanese letters really take."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how to call a command."""
        super().write_usage(prog, args, prefix or message("click-help", "usage", Language.JA))

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{message('click-help', heading.lower(), Language.JA)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a backspace keeps its lines."""
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            kept = paragraph.startswith("\b\n")
            lines = (
                paragraph.split("\n")[1:] if kept else wrapped(paragraph, self.width - len(indent))
            )
            paragraphs.append("".join(f"{indent}{line}\n" for line in lines))
        self.write("\n".join(paragraphs))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms and their meanings in two columns."""
        rows = list(rows)
        first = min(max(display_width(term) for term, _ in rows), col_max) + col_spacing
        begin = " " * self.current_indent
        for term, meaning in rows:
            lines = list(wrapped(meaning, max(self.width - first - len(begin), 10)))
            gap = " " * max(first - display_width(term), col_spacing)
            self.write(f"{begin}{term}{gap}{lines[0] if lines else ''}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{begin}{' ' * first}{line}\n")


class _JapaneseContext(click.Context):
    formatter_class = _JapaneseFormatter
