"""What the doctor checks that depends on where a book is stored.  Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from estimator.policy.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked.

    Attributes:
        subject: Its name, or the key of it among the doctor's messages.
        ok: Whether it is in order.
        outcome: Key of the message about it, or the message itself.
        values: Values of the message; a label is shown in the language of the message.
        stops: Whether nothing else can be checked.
    """

    subject: str | Label
    ok: bool
    outcome: str | Label
    values: Mapping[str, object] = field(default_factory=dict)
    stops: bool = False


class Diagnosis:
    """The checks of one book; nothing to check by default."""

    def before_reading(self) -> Iterable[Check]:
        """Return the checks of access and settings."""
        return ()

    def after_reading(self) -> Iterable[Check]:
        """Return the checks that make sense once the book was read."""
        return ()

    def at_the_end(self) -> Iterable[Check]:
        """Return the checks of quotas; they count the requests of all others."""
        return ()
