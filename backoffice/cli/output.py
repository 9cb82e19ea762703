"""Standard output: sentences, lines and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

from backoffice.cli.wrapping import broken, columns_of
from backoffice.messages import message


@dataclass(frozen=True, slots=True)
class Lines:
    """Text that takes as many lines as it needs.  Rich alone breaks at spaces, and cuts Japanese off."""

    text: str

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        lines = "\n".join(broken(self.text, options.max_width))
        yield Text(lines, no_wrap=True, overflow="ignore")

    def __rich_measure__(self, _: Console, options: ConsoleOptions) -> Measurement:
        widest = columns_of(self.text)
        return Measurement(min(widest, 12), widest).with_maximum(options.max_width)


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go: standard output, as words in `language` or as JSON."""

    language: str
    as_json: bool
    out: IO[str]

    def console(self) -> Console:
        """Return what prints tables: as wide as the terminal, or wide enough for a file."""
        console = Console(file=self.out, highlight=False, soft_wrap=False)
        if not console.is_terminal:
            console.width = 160
        return console

    def say(self, key: str, **places: object) -> None:
        """Print one sentence."""
        self.text(message("results", key, self.language, **places))

    def text(self, text: str) -> None:
        """Print sentences, in lines that fit the terminal: nothing in them is markup."""
        self.console().print(Lines(text))

    def line(self, text: str) -> None:
        """Print one line as it stands, so that a path or a command can be copied."""
        self.console().print(Text(text), soft_wrap=True)

    def data(self, data: Mapping[str, object]) -> None:
        """Print JSON on one line."""
        self.out.write(json.dumps(data, ensure_ascii=False) + "\n")

    def heading(self, key: str) -> str:
        """Return the heading of a table's column."""
        return message("columns", key, self.language)
