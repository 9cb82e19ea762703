"""The second lock of a close: a tab whose name may exist once, made in the same batch as the rest.

The first is a note whose number may exist once (`versions`).  Either alone keeps a month from being
closed twice; see ``docs/decisions/0013-two-locks.md``.
"""

from __future__ import annotations

from collections.abc import Collection
from random import randrange

from backoffice.books.google.cell_data import as_cell_data
from backoffice.books.google.request_kinds import (
    Request,
    add_tab,
    delete_tab,
    update_rows,
)
from backoffice.books.google.sheet_state import SheetState
from backoffice.messages import message
from backoffice.sheet.marks import closed_by, closing_tab
from estimator.policy.label import Language

_FIRST_ID, _LAST_ID = 2**24, 2**31
"""Numbers among which a new tab gets one, far above those that a desk's own tabs have."""


def lock_month(mark: int, language: Language) -> list[Request]:
    """Return requests that make the tab of the month of `mark`; refused if there is one.

    The tab is hidden, and says what it is to whoever finds it.
    """
    name, sheet_id = closing_tab(mark), new_tab_id()
    text = message("closing-tab", "text", language, month=name[:7])
    return [
        add_tab(sheet_id, name, {"rowCount": 1, "columnCount": 1}, hidden=True),
        update_rows(sheet_id, 0, [[as_cell_data(text, {})]], "userEnteredValue"),
    ]


def unlock_months(state: SheetState, marks: Collection[object]) -> list[Request]:
    """Return requests that delete the tabs of the months of `marks`."""
    return [
        delete_tab(grid.sheet_id) for name, grid in state.grids.items() if closed_by(name) in marks
    ]


def new_tab_id() -> int:
    """Return a number that no other tab has."""
    return randrange(_FIRST_ID, _LAST_ID)  # noqa: S311  nobody gains by guessing it
