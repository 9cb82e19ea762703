"""What spreadsheets show in a cell whose formula went wrong."""

from __future__ import annotations

import re

NAMELESS_ERROR = "#ERROR!"
"""Shown for an error whose name is missing, or is none that we know."""

_ERRORS = re.compile(
    r"#(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|ERROR|BUSY|CONNECT|BLOCKED|UNKNOWN|EXTERNAL|PYTHON"
    r"|TIMEOUT)!|#N/A|#NAME\?|#GETTING_DATA|Err:[0-9]{3}|Loading\.\.\."
)


def is_error(text: str) -> bool:
    """Return whether `text` is the name of an error, in any program.

    >>> is_error("#SPILL!"), is_error("Err:502"), is_error("#1")
    (True, True, False)
    """
    return _ERRORS.fullmatch(text.strip()) is not None
