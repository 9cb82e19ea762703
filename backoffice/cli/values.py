"""Values of options: each is checked here, and one that does not fit is said with what would."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from unicodedata import normalize

import click

from backoffice.messages import message

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)


class BadValueError(click.BadParameter):
    """A value that does not fit its option.

    Args:
        key: Key of the message in the group *misuse*.
        param: The option.
        values: The fields of the message.
    """

    def __init__(self, key: str, param: click.Parameter | None, **values: object) -> None:
        self.key = key
        self.values = {"name": param.opts[0] if param else "", **values}
        super().__init__(self.text("en"), param=param)

    def text(self, language: str) -> str:
        """Return what does not fit and what would."""
        return message("misuse", self.key, language, **self.values)


class Day(click.ParamType[date]):
    """A day, as ``2026-06-30`` or as people write it: ``２０２６/6/30``, ``2026年6月30日``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        del ctx
        if isinstance(value, date):
            return value
        match = _DAY.fullmatch(normalize("NFKC", value).strip())
        try:
            if match:
                return date(*map(int, match.groups()))
        except ValueError:
            pass
        raise BadValueError("bad-day", param, typed=value)


class IntegerInRange(click.IntRange):
    """An integer within a range, in full-width digits too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        try:
            return super().convert(int(normalize("NFKC", str(value))), param, ctx)
        except (ValueError, click.BadParameter):
            limits = {"least": self.min, "most": self.max}
            raise BadValueError("bad-number", param, typed=value, **limits) from None


class OneOf(click.Choice[str]):
    """One of a few words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            choices = ", ".join(self.choices)
            raise BadValueError("bad-choice", param, typed=value, choices=choices) from None
