"""What can go wrong outside the sheet's own cells.

A mistake in a cell is a value (`backoffice.intake.problems.Problem`); these stop a run before it writes.
"""

from __future__ import annotations

import errno

from backoffice.messages import groups_of, label, message
from estimator.policy.model import Label


class BackofficeError(Exception):
    """A run that cannot go on.  Its text says what, where and what to do next, in either language.

    Args:
        text: Group and key of its message, with a dot between them.
        values: The fields of the message.
    """

    def __init__(self, text: str, ja: str = "", /, **values: object) -> None:
        group, dot, key = text.partition(".")
        if ja or not dot or " " in group:  # for now also both texts
            self.label = Label(en=text, ja=ja or text)
        else:
            self.label = label(group, key, **values)
        super().__init__(self.label.en)

    def in_(self, language: str) -> str:
        """Return the text in `language`, ``en`` or ``ja``."""
        return self.label.in_(language)


def system_reason(error: OSError) -> Label:
    """Return why the system refused; the English text is the system's own."""
    name = errno.errorcode.get(error.errno or 0, "")
    key = name if name in groups_of("messages.toml")["system"] else "other"
    reason = message("system", key, "ja", number=error.errno or error)
    return Label(en=error.strerror or str(error), ja=reason)


class BookUnavailableError(BackofficeError):
    """The book is missing, unreadable, or open in somebody's program."""


class BookChangedError(BackofficeError):
    """Somebody saved the book between our reading and our writing.  Nothing was written."""


class AlreadyWrittenError(BackofficeError):
    """This write happened before, by us or by somebody else.  Nothing was written."""


class LayoutError(BackofficeError):
    """A tab or a heading is missing, doubled or renamed.  Nothing was written."""


class RefusedError(BackofficeError):
    """The desk's own rules say no: a month closed out of order, a batch already back."""
