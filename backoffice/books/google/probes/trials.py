"""What was tried, how it ended, and which locks of a close can be relied on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

EDITION = 1
"""Of the list of trials; results of another edition do not count."""


NOT_TRIED = "not-tried"
"""Result of what Google did not let us try."""


class Lock(StrEnum):
    """What keeps a month from being closed twice."""

    NOTE = "note"
    TAB = "tab"


class Trial(StrEnum):
    """What is tried; the values are keys of messages and of the record in the sheet."""

    NOTE_NUMBER = "note-number"
    NOTE_AGAIN = "note-again"
    NOTE_RACE = "note-race"
    TAB_AGAIN = "tab-again"
    TAB_RACE = "tab-race"
    MISSING_NOTE = "missing-note"
    APPEND = "append"
    HEADINGS = "headings"
    PROTECTED = "protected"
    DAYS = "days"
    CHECKBOX = "checkbox"
    DATE_CHIP = "date-chip"
    PEOPLE_CHIP = "people-chip"
    DROPDOWN = "dropdown"
    PICTURE = "picture"


OUTCOMES: Mapping[Trial, Sequence[str]] = {
    Trial.NOTE_NUMBER: ("kept", "other", "hidden"),
    Trial.NOTE_AGAIN: ("refused", "partly", "accepted", "renumbered", "replaced"),
    Trial.NOTE_RACE: ("one", "both", "none"),
    Trial.TAB_AGAIN: ("refused", "partly", "accepted", "renamed"),
    Trial.TAB_RACE: ("one", "both", "none"),
    Trial.MISSING_NOTE: ("done", "refused"),
    Trial.APPEND: ("below", "on-checkboxes", "far-below", "over"),
    Trial.HEADINGS: ("shown", "hidden", NOT_TRIED),
    Trial.PROTECTED: ("written", "refused"),
    Trial.DAYS: ("same", "shifted"),
    Trial.CHECKBOX: ("truth", "other"),
    Trial.DATE_CHIP: ("day", "other"),
    Trial.PEOPLE_CHIP: ("text", "blank", "other", NOT_TRIED),
    Trial.DROPDOWN: ("text", "blank", "other", NOT_TRIED),
    Trial.PICTURE: ("blank", "text", NOT_TRIED),
}
"""The results that each trial can have; the desk relies on the first."""

_LOCKS = {
    Lock.NOTE: (Trial.NOTE_NUMBER, Trial.NOTE_AGAIN, Trial.NOTE_RACE),
    Lock.TAB: (Trial.TAB_AGAIN, Trial.TAB_RACE),
}
"""The trials of each lock; it can be relied on if all of them ended as expected."""

_BARS = {(Trial.APPEND, "over"), (Trial.PROTECTED, "refused"), (Trial.DAYS, "shifted")}
"""Results with which entries could be lost, or a piece could be sent with a wrong month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """How the trials on a sheet ended; a copy of the file has them too, since it is at Google as well.

    Attributes:
        outcomes: The result of each trial.
        statuses: With which status Google refused, for the trials in which it does.
        when: Shop time, to the minute.
        by: Version of this program.
        edition: Of the list of trials.
    """

    outcomes: Mapping[Trial, str]
    statuses: Mapping[Trial, int]
    when: str
    by: str
    edition: int = EDITION

    @property
    def differing(self) -> Mapping[Trial, str]:
        """The results that are not what the desk relies on; what could not be tried is none."""
        return {
            trial: outcome
            for trial, outcome in self.outcomes.items()
            if outcome not in (OUTCOMES[trial][0], NOT_TRIED)
        }

    @property
    def locks(self) -> frozenset[Lock]:
        """The locks that can be relied on."""
        return frozenset(
            lock
            for lock, trials in _LOCKS.items()
            if all(self.outcomes.get(trial) == OUTCOMES[trial][0] for trial in trials)
        )

    @property
    def barring(self) -> list[Trial]:
        """The trials whose results let no month be closed, apart from those of the locks."""
        return [trial for trial, outcome in self.outcomes.items() if (trial, outcome) in _BARS]

    @property
    def may_close(self) -> bool:
        """Whether a month may be closed."""
        return bool(self.locks) and not self.barring
