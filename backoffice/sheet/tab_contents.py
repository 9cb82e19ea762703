"""The contents of a tab of a new book, for either back end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice.sheet.headings import Column, Tab
from backoffice.sheet.snapshot import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TabContents:
    """One tab to be created.

    Attributes:
        tab: Which tab of a desk; None for one of staff's own.
        columns: The desk's columns in their order; None for a column of staff's own.
        rows: All rows, the headings first; none for Start, which has a fixed layout.
    """

    tab: Tab | None
    name: str
    columns: Sequence[Column | None] = ()
    rows: Sequence[Row] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return max([len(self.columns), *map(len, self.rows)])

    @property
    def column_index(self) -> dict[str, int]:
        """Index of each of the desk's columns by key."""
        return {column.key: index for index, column in enumerate(self.columns) if column}
