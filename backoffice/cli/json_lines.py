"""JSON for programs: one object on one line, valid in every encoding."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO


def print_json(data: Mapping[str, object], out: IO[str]) -> None:
    """Print `data` to `out`; characters that its encoding lacks are escaped as JSON does."""
    text = json.dumps(data, ensure_ascii=False)
    try:
        text.encode(getattr(out, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data)
    out.write(text + "\n")
