"""Whose entries a ticket has since the last run: entries that left one row and came to another.

People type entries, a sort moves them.  That one ticket has now what another one had is so by chance
where a column knows few values, and after an entry was typed in a wrong row and put into the right one.
So one column is enough where its entries belong to one customer; of days, amounts and texts it takes two
rows that exchanged them or three that passed them on; of ticks and choices whole rows, or many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from backoffice.rules.entry_records import OWN, EntryRecord

MANY = 6
"""Changes of ticks or choices that leave a column with the same entries, on other rows: a sort."""

_PASSED_ON = 3
_ROUNDS = 8
_TRIED = 8  # owners of one entry that are compared


@dataclass(frozen=True)
class Moves:
    """The tickets that changed since the last run: the record of each then and now.

    `few` has the keys of the columns that know few values.
    """

    before: Mapping[str, EntryRecord]
    now: Mapping[str, EntryRecord]
    few: frozenset[str]

    @cached_property
    def changed(self) -> Mapping[str, frozenset[str]]:
        """The columns in which each ticket changed, of those that both records have."""
        return {
            ticket: frozenset(
                key
                for key in old.entries.keys() | self.now[ticket].entries.keys()
                if (old.complete or key in OWN) and old.entry(key) != self.now[ticket].entry(key)
            )
            for ticket, old in self.before.items()
        }

    @cached_property
    def losers(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """The tickets that lost each entry, by column and entry."""
        losers: dict[str, dict[str, list[str]]] = {}
        for ticket, keys in self.changed.items():
            for key in keys:
                if old := self.before[ticket].entry(key):
                    losers.setdefault(key, {}).setdefault(old, []).append(ticket)
        return losers

    def owners(self, ticket: str, key: str) -> Sequence[str]:
        """Return tickets that had, and lost, what `ticket` has in one column now."""
        had = self.losers.get(key, {}).get(self.now[ticket].entry(key), ())
        return [other for other in had[: _TRIED + 1] if other != ticket]

    def taken(self, ticket: str, other: str) -> frozenset[str]:
        """Return the columns in which `ticket` has what `other` had and lost."""
        return frozenset(
            key
            for key in self.changed[ticket] & self.changed[other]
            if self.now[ticket].entry(key) == self.before[other].entry(key) != ""
        )


def owners_of(moves: Moves) -> dict[str, tuple[str, frozenset[str]]]:
    """Return each ticket that has another's entries, or whose entries another has, with these columns."""
    taken_by = {ticket: _source(ticket, moves) for ticket in moves.changed}
    found = {
        ticket: (other, taken)
        for ticket, (other, taken) in taken_by.items()
        if other and _is_foreign(ticket, other, taken, moves)
    }
    # where a column was sorted, every row that it changed is foreign, however little that says of it
    columns = _sorted_columns(moves).union(*(taken for _, taken in found.values()))
    for ticket, (other, taken) in taken_by.items():
        if other and taken & columns:
            found.setdefault(ticket, (other, taken))
    for ticket, (other, taken) in list(found.items()):
        found.setdefault(other, (ticket, taken))
    return found


def _source(ticket: str, moves: Moves) -> tuple[str, frozenset[str]]:
    """Return the ticket most of whose lost entries `ticket` has now, and these columns; else empty."""
    changed, others = moves.changed[ticket], set[str]()
    for keys in (changed - moves.few, changed):
        others = others or {other for key in keys for other in moves.owners(ticket, key)}
    taken = {other: moves.taken(ticket, other) for other in sorted(others)}
    best = max(taken, key=lambda other: len(taken[other]), default="")
    return best, taken.get(best, frozenset())


def _is_foreign(ticket: str, other: str, taken: frozenset[str], moves: Moves) -> bool:
    """Return whether `ticket` has the entries of `other`, by what these two rows say."""
    changed, old, now = moves.changed[ticket], moves.before[ticket], moves.now[other]
    for key in taken & set(OWN):
        # an entry that was only written out differently in its own row came to nobody
        if old.entry(key) or not now.entry(key) or moves.owners(other, key):
            return True
    distinctive = taken - moves.few
    exchanged = {key for key in taken if old.entry(key) == now.entry(key)}
    if any(old.entry(key) for key in distinctive & exchanged):
        return True
    if len(taken) > 1 and distinctive:
        return True
    # ticks and choices: all that changed is what the other row had
    had, has, both_changed = moves.before[other], moves.now[ticket], changed & moves.changed[other]
    explained = all(has.entry(key) == had.entry(key) for key in changed)
    gave_back = all(now.entry(key) == old.entry(key) for key in changed)
    both_ways = changed == moves.changed[other] and gave_back
    return explained and len(both_changed) >= (2 if both_ways else _PASSED_ON)


def _sorted_columns(moves: Moves) -> frozenset[str]:
    """Return the columns whose entries are the same as before, but on other rows."""
    keys = {key for changed in moves.changed.values() for key in changed}
    return frozenset(key for key in keys if _is_sorted(key, moves))


def _is_sorted(key: str, moves: Moves) -> bool:
    pairs = [
        (old.entry(key), moves.now[ticket].entry(key))
        for ticket, old in moves.before.items()
        if key in moves.changed[ticket]
    ]
    circle = _circle(pairs)
    if key in moves.few:
        return len(circle) >= MANY
    lost = {old for old, _ in pairs if old}
    passed_on = [new for old, new in pairs if old and new in lost]
    return len(passed_on) >= _PASSED_ON or (
        len(circle) >= _PASSED_ON and any(old and new for old, new in circle)
    )


def _circle(pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return the changes, old and new entry, that leave the column as it was but for the order.

    Entries that only left or only came are left out: somebody typed or cleared them.
    """
    for _ in range(_ROUNDS):
        left, came = {old for old, _ in pairs}, {new for _, new in pairs}
        kept = [(old, new) for old, new in pairs if old in came and new in left]
        if len(kept) == len(pairs):
            break
        pairs = kept
    is_closed = Counter(old for old, _ in pairs) == Counter(new for _, new in pairs)
    return pairs if is_closed else ()
