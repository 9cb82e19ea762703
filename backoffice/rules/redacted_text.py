"""A text from which names and contact data are left out, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from backoffice.rules.name_forms import name_form
from backoffice.sheet.folding import as_seen

_LEFT_OUT = "…"


class RedactedText:
    """A text as people see it, and in the form in which names compare.

    Both have the same length: a match in one is removed from both.
    """

    def __init__(self, text: str) -> None:
        self.seen, self.form = as_seen(text), name_form(text)
        self.is_shortened = False

    def leave_out(self, spans: Iterable[tuple[int, int]]) -> None:
        """Put … for each of `spans`; for those that overlap or touch, one."""
        apart: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if apart and start <= apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        for start, end in reversed(apart):
            self.seen = f"{self.seen[:start]}{_LEFT_OUT}{self.seen[end:]}"
            self.form = f"{self.form[:start]}{_LEFT_OUT}{self.form[end:]}"
            self.is_shortened = True

    def leave_out_all(self, pattern: str, only: Callable[[str], bool] = lambda _: True) -> None:
        """Put … for all that fits `pattern`, in small letters or large, and `only` accepts."""
        matches = re.finditer(pattern, self.form, flags=re.IGNORECASE)
        self.leave_out([match.span() for match in matches if only(match[0])])
