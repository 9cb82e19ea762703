"""Text on standard output: messages that fit the terminal, lines to be copied, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

from backoffice.cli.wrapping import display_width, wrapped
from backoffice.messages import message

FILE_WIDTH = 160
"""Columns of a table where nobody watches: enough for the longest message with its cell."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Text wrapped by display width.  Rich alone wraps at spaces only, and truncates Japanese."""

    text: str

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        lines = "\n".join(wrapped(self.text, options.max_width))
        yield Text(lines, no_wrap=True, overflow="ignore")

    def __rich_measure__(self, _: Console, options: ConsoleOptions) -> Measurement:
        widest = display_width(self.text)
        return Measurement(min(widest, 12), widest).with_maximum(options.max_width)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Prints text in `language` to `out`."""

    language: str
    out: IO[str]

    def console(self) -> Console:
        """Return a console as wide as the terminal, or wide enough for a file."""
        console = Console(file=self.out, highlight=False, soft_wrap=False)
        if not console.is_terminal:
            console.width = FILE_WIDTH
        return console

    def say(self, key: str, **values: object) -> None:
        """Print the message `key` of the results."""
        self.text(message("results", key, self.language, **values))

    def text(self, text: str) -> None:
        """Print `text`, wrapped to the terminal: nothing in it is markup."""
        self.console().print(Wrapped(text))

    def line(self, text: str) -> None:
        """Print `text` as one line, so that a path or a command can be copied."""
        self.console().print(Text(text), soft_wrap=True)
