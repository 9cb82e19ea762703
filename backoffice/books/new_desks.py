"""A desk to be created in a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backoffice.sheet.snapshot import Cell
from backoffice.sheet.tab_contents import TabContents, new_tabs
from estimator.policy.model import UndatedPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesk:
    """A desk to be created in a book.

    Attributes:
        policy: Gives the shop's name, its time zone and its currency.
        language: Of the sheet, ``en`` or ``ja``; headings show the other one below.
        tabs: Its tabs in their order; each column of the desk gets its format, check and colours.
        closed_months: Marks of closed months, which Log shows as in use.
    """

    policy: UndatedPolicy
    language: str
    tabs: Sequence[TabContents]
    closed_months: Sequence[int] = ()


def new_desk(
    policy: UndatedPolicy,
    language: str,
    numbers: Sequence[str],
    tickets: Sequence[Mapping[str, Cell]] = (),
) -> NewDesk:
    """Return a desk on which nobody has run anything.

    Args:
        policy: Its services and materials become columns and dropdowns.
        language: Of the sheet.
        numbers: Ticket numbers of the docket pad.
        tickets: Cells of the first numbered rows by column key; not more than `numbers`.
    """
    tabs = new_tabs(policy, language, numbers, tickets)
    return NewDesk(policy=policy, language=language, tabs=tabs)
