"""What the doctor checks that depends on where a book is stored.  Nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from estimator.policy.model import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked.

    Attributes:
        subject: Key of its name among the doctor's messages.
        ok: Whether it is in order.
        outcome: Key of the message about it, or the message itself.
        values: Values of the message; a label is shown in the language of the message.
        stops: Whether nothing else can be checked.
    """

    subject: str
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


class FileDiagnosis(Diagnosis):
    """The checks of a book in a file: whether another program has it open.

    Args:
        write_blocker: Returns who has it open; see `backoffice.books.book.Book.write_blocker`.
    """

    def __init__(self, write_blocker: Callable[[], Label | None]) -> None:
        self._write_blocker = write_blocker

    def after_reading(self) -> Iterator[Check]:
        """Yield whether the file is open in another program."""
        blocker = self._write_blocker()
        yield Check(subject="open", ok=blocker is None, outcome=blocker or "open-ok")
