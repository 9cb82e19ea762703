"""What can go wrong outside the sheet's own cells.

A mistake in a cell is a value (`backoffice.intake.problems.Problem`); these stop a run before it writes.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backoffice.messages.catalogue import groups_of, label, message
from estimator.policy.label import Label


class BackofficeError(Exception):
    """A run that cannot go on.  Its text says what, where and what to do next, in either language.

    Args:
        text: Group and key of its message, with a dot between them.
        values: The fields of the message.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        group, _, key = text.partition(".")
        self.label = label(group, key, **values)
        super().__init__(self.label.en)

    def in_(self, language: str) -> str:
        """Return the text in `language`, ``en`` or ``ja``."""
        return self.label.in_(language)


@contextmanager
def refused_as(text: str, /, **values: object) -> Iterator[None]:
    """Raise the error `text` where the system refuses a file: with its reason and the next step besides `values`."""
    try:
        yield
    except OSError as error:
        reason, step = system_reason(error), next_step(error)
        raise BackofficeError(text, **values, reason=reason, step=step) from error


def system_reason(error: OSError) -> Label:
    """Return why the system refused; the English text is the system's own."""
    name = errno.errorcode.get(error.errno or 0, "")
    key = name if name in groups_of("messages/system.toml")["system"] else "other"
    reason = message("system", key, "ja", number=error.errno or error)
    return Label(en=error.strerror or str(error), ja=reason)


_NEXT_STEPS = {
    errno.ENOSPC: "no-space",
    errno.EDQUOT: "no-space",
    errno.EROFS: "read-only",
    errno.ENAMETOOLONG: "long-name",
    errno.EISDIR: "folder",
    errno.ELOOP: "loop",
    errno.EBUSY: "in-use",
    errno.ETXTBSY: "in-use",
    errno.EMFILE: "too-many",
    errno.ENFILE: "too-many",
    **dict.fromkeys((errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS), "not-offered"),
    **dict.fromkeys((errno.EINVAL, errno.EFBIG), "not-offered"),
}


def next_step(error: OSError) -> Label:
    """Return what to do after the system refused, as a sentence; by the kind of the refusal."""
    path = Path(error.filename) if error.filename else None
    match error:
        case PermissionError() if path:
            # a hidden file is one of ours: what matters is its folder
            path = path.parent if path.name.startswith(".") else path
            return label("system-step", "not-allowed", path=path)
        case PermissionError():
            return label("system-step", "not-allowed", path=label("system-step", "the-file"))
        case FileExistsError() | NotADirectoryError() if path:
            return label("system-step", "taken", path=path)
        case FileNotFoundError() if path:
            return label("system-step", "no-folder", path=path.parent)
        case _:
            return label("system-step", _NEXT_STEPS.get(error.errno or 0, "no-disk"))


class BookUnavailableError(BackofficeError):
    """The book is missing, unreadable, or open in somebody's program."""


class AlreadySetUpError(BookUnavailableError):
    """There is something already where a new desk was to be created.  Nothing was written."""


class BookChangedError(BackofficeError):
    """Somebody saved the book between our reading and our writing.  Nothing was written."""


class AlreadyWrittenError(BackofficeError):
    """This write happened before, by us or by somebody else.  Nothing was written."""


class LayoutError(BackofficeError):
    """A tab or a heading is missing, doubled or renamed.  Nothing was written."""


class RefusedError(BackofficeError):
    """The desk's own rules say no: a month closed out of order, a batch already back."""
