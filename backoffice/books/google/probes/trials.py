"""What was tried and how it ended, kept in the sheet; which locks of a close can be relied on, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backoffice.books.diagnosis import Check
from backoffice.books.google.request_kinds import Message, Request, create_note
from backoffice.messages import label
from estimator.policy.label import Label

EDITION = 1
"""Of the list of trials; results of another edition do not count."""

RECORD_KEY = "backoffice.proof"
"""Key of the note that keeps the results; Google chooses its number."""

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


def record(results: Results) -> Request:
    """Return the request that keeps `results` in the sheet."""
    value = {
        "edition": results.edition,
        "when": results.when,
        "by": results.by,
        "results": results.outcomes,
        "statuses": results.statuses,
    }
    return create_note(None, RECORD_KEY, json.dumps(value, separators=(",", ":")))


def read_record(metadata: Iterable[Message]) -> Results | None:
    """Return the newest results kept in a sheet; None if there are none of this list of trials."""
    found = (_results(one) for one in metadata if one.get("metadataKey") == RECORD_KEY)
    readable = [each for each in found if each and each.edition == EDITION]
    return max(readable, key=lambda each: each.when, default=None)


def _results(note: Message) -> Results | None:
    try:
        value = json.loads(note["metadataValue"])
        return Results(
            outcomes={Trial(key): str(outcome) for key, outcome in value["results"].items()},
            statuses={Trial(key): int(status) for key, status in value["statuses"].items()},
            when=str(value["when"]),
            by=str(value["by"]),
            edition=int(value["edition"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def checks_of(results: Results) -> Iterator[Check]:
    """Yield a check for each trial, and one for what follows from them for a close."""
    for trial in Trial:
        if trial in results.outcomes:
            is_expected = trial not in results.differing
            yield Check(
                subject=label("probe-name", trial), ok=is_expected, outcome=_said(results, trial)
            )
    yield locks_check(results)


def locks_check(results: Results) -> Check:
    """Return whether a month may be closed, and which locks keep it from being closed twice."""
    name = label("probe-name", "locks")
    values = {"when": results.when, "by": results.by}
    if not results.may_close:
        reasons = [
            label("probe", "reason", name=label("probe-name", trial), said=_said(results, trial))
            for trial in results.barring
        ]
        if not results.locks:
            reasons.append(label("probe", "no-lock-holds"))
        outcome = label("probe", "locks-none", reasons=reasons, **values)
        return Check(subject=name, ok=False, outcome=outcome)
    key = "locks-both"
    if len(results.locks) == 1:
        key = "locks-only-note" if Lock.NOTE in results.locks else "locks-only-tab"
    return Check(subject=name, ok=True, outcome=label("probe", key, **values))


def _said(results: Results, trial: Trial) -> Label:
    """Return the sentence about the result of one trial."""
    key = f"{trial}-{results.outcomes[trial]}"
    return label("probe-result", key, status=results.statuses.get(trial, 0))
