"""What prints results: messages that fit the terminal, lines to be copied, tables; or one JSON object."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import IO

import click

from backoffice.cli.json_results import print_json
from backoffice.cli.wrapping import display_width, one_line, wrapped
from backoffice.messages import message

FILE_WIDTH = 160
"""Columns of a table where nobody watches: enough for the longest message with its cell."""

_LEAST = 12
_GAP = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        heading: Above it; no column of a table has one, or each.
        wraps: Whether its texts are wrapped where the terminal is narrow.
        right: Whether they stand on the right.
        colors: Those of some of its texts.
    """

    heading: str = ""
    wraps: bool = True
    right: bool = False
    colors: Mapping[str, str] = field(default_factory=dict)

    def shown(self, line: str, width: int, color: str | None) -> str:
        """Return one line of a cell, filled up to `width`."""
        gap = " " * (width - display_width(line))
        text = click.style(line, color) if color and line else line
        return gap + text if self.right else text + gap


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints results to `out`: text in `language` for people, or JSON for programs.

    Attributes:
        as_json: Which of the two; texts in the JSON are in `language`.
        group: Whose messages are printed.
    """

    language: str
    out: IO[str]
    as_json: bool = False
    group: str = "results"

    @property
    def width(self) -> int:
        """How many columns the terminal has; enough of them where there is none."""
        return shutil.get_terminal_size().columns if self.out.isatty() else FILE_WIDTH

    def json(self, **data: object) -> None:
        """Print `data` as one JSON object."""
        print_json(data, self.out)

    def message(self, key: str, **values: object) -> str:
        """Return the message `key` of the group."""
        return message(self.group, key, self.language, **values)

    def say(self, key: str, **values: object) -> None:
        """Print the message `key` of the group."""
        self.text(self.message(key, **values))

    def text(self, text: str) -> None:
        """Print `text`, wrapped to the terminal."""
        self.line("\n".join(wrapped(text, self.width)))

    def line(self, text: str) -> None:
        """Print `text` as one line, so that a path or a command can be copied."""
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        click.echo(text, self.out, color=False if plain else None)

    def listed(self, key: str, lines: Sequence[object], **values: object) -> None:
        """Print the message `key` with the number of `lines`, and these below it; nothing if there are none."""
        if lines:
            self.say(key, count=len(lines), **values)
        for line in lines:
            self.line(f"  {line}")

    def columns(
        self,
        group: str,
        keys: Sequence[str],
        *,
        unwrapped: str = "",
        right: str = "",
        colors: Mapping[str, str] | None = None,
        **values: object,
    ) -> list[Column]:
        """Return the columns whose headings are the messages `keys` of `group`, filled with `values`.

        Columns named in `unwrapped` are never wrapped, those in `right` stand on the right; blanks part the names.
        """
        return [
            Column(
                heading=message(group, key, self.language, **values),
                wraps=key not in unwrapped.split(),
                right=key in right.split(),
                colors=colors or {},
            )
            for key in keys
        ]

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], indent: str = ""
    ) -> None:
        """Print `rows` below the headings of their `columns`; nothing in them is cut off."""
        cells = [[*map(one_line, row)] for row in rows]
        headings = [column.heading for column in columns]
        widths = [max(map(display_width, texts)) for texts in zip(headings, *cells, strict=True)]
        room = self.width - len(indent) - len(_GAP) * (len(columns) - 1)
        wide = [at for at, column in enumerate(columns) if column.wraps]
        while sum(widths) > room and max((widths[at] for at in wide), default=0) > _LEAST:
            widths[max(wide, key=lambda at: widths[at])] -= 1
        lines = [*_lines(columns, headings, widths, bold=True)] if any(headings) else []
        lines += [line for row in cells for line in _lines(columns, row, widths)]
        self.line("\n".join(indent + line for line in lines))


def _lines(
    columns: Sequence[Column], row: Sequence[str], widths: Sequence[int], *, bold: bool = False
) -> Iterator[str]:
    """Yield the lines of one row."""
    cells = [
        [*wrapped(text, width)] if column.wraps else [text]
        for column, text, width in zip(columns, row, widths, strict=True)
    ]
    colors = [column.colors.get(text) for column, text in zip(columns, row, strict=True)]
    for line in zip_longest(*cells, fillvalue=""):
        shown = map(Column.shown, columns, line, widths, colors)
        text = _GAP.join(shown).rstrip()
        yield click.style(text, bold=True) if bold else text
