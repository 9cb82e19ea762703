"""Standard output and standard error that cannot fail a run which is done.

What an encoding lacks is printed as something readable; what a closed pipe or a full disk does not
take is dropped.
"""

from __future__ import annotations

import codecs
import errno
import io
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TextIO
from unicodedata import combining, normalize

# In this order; the first that the encoding has is printed.
_REPLACEMENTS = {
    "✓": ("OK",),
    "¥": ("￥", "JPY "),
    "￥": ("¥", "JPY "),
    "〜": ("～", "-"),
    "～": ("〜", "-"),
    "–": ("-",),
    "—": ("-",),
    "−": ("-",),
    "…": ("...",),
    "“": ('"',),
    "”": ('"',),
    "‘": ("'",),
    "’": ("'",),
    "×": ("x",),
    "☐": ("[ ]",),
    "\ufe0e": ("",),  # how the character before it is drawn
    "\ufe0f": ("",),
}


@dataclass(slots=True)
class Output:
    """What became of the output of a run: why the rest of it was dropped; None if nothing was."""

    failure: OSError | None = None

    @property
    def lost(self) -> OSError | None:
        """The failure, unless the reader closed the pipe because it has seen enough."""
        closed = self.failure and self.failure.errno in (errno.EPIPE, errno.EINVAL)  # on Windows
        return None if closed else self.failure


class _Bytes(io.BufferedIOBase):
    """Writes to a file, a pipe or a terminal; after the first failure, nowhere."""

    def __init__(self, out: Any, output: Output) -> None:
        super().__init__()
        self._out = getattr(out, "raw", out)  # a buffer would fail once more when Python ends
        self._output = output

    @property
    def name(self) -> object:
        return getattr(self._out, "name", None)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._out is not None and bool(self._out.isatty())

    def fileno(self) -> int:
        if self._out is None:
            raise io.UnsupportedOperation("fileno")
        return int(self._out.fileno())

    def write(self, data: Any, /) -> int:
        left = memoryview(data).cast("B")
        size = len(left)
        while left and self._out is not None:
            try:
                written = self._out.write(left)
            except OSError as error:
                self._output.failure, self._out = error, None
                break
            if written is None:  # a terminal that does not block, as some parents leave it
                select.select([], [self._out], [])
            else:
                left = left[written:]
        return size


@contextmanager
def failsafe_output() -> Iterator[Output]:
    """Replace the standard streams by some that do not raise errors; yield the state of standard output."""
    real, output = (sys.stdout, sys.stderr), Output()
    ours = _failsafe(sys.stdout, output), _failsafe(sys.stderr, Output())
    sys.stdout, sys.stderr = ours
    try:
        yield output
    finally:
        for stream in ours:
            stream.flush()
        sys.stdout, sys.stderr = real


def _failsafe(stream: TextIO | None, output: Output) -> TextIO:
    if stream is None:  # closed before Python began, or a program without a window
        return io.TextIOWrapper(_Bytes(None, output), encoding="utf-8", errors="replace")
    if not hasattr(stream, "buffer"):  # text in memory cannot fail
        return stream
    stream.flush()
    encoding = codecs.lookup(stream.encoding or "utf-8").name
    errors = f"stand-in-{encoding}"
    codecs.register_error(errors, _in(encoding))
    return io.TextIOWrapper(
        _Bytes(stream.buffer, output),
        encoding=encoding,
        errors=errors,
        line_buffering=bool(stream.line_buffering),
    )


def _in(encoding: str) -> Callable[[UnicodeError], tuple[str, int]]:
    """Return an error handler that replaces characters that `encoding` lacks."""

    def written(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeEncodeError)
        lacking = error.object[error.start : error.end]
        return "".join(_replacement(letter, encoding) for letter in lacking), error.end

    return written


def _replacement(letter: str, encoding: str) -> str:
    """Return the most readable text for `letter` that `encoding` has; at worst its number."""
    parts = normalize("NFKD", letter)
    base = "".join(part for part in parts if not combining(part))
    for text in (*_REPLACEMENTS.get(letter, ()), normalize("NFKC", letter), base):
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            continue
        return text
    return letter.encode("ascii", "backslashreplace").decode()
