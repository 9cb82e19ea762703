"""What a doctor says of one thing looked at."""

from __future__ import annotations

from dataclasses import dataclass

from backoffice.messages import message


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its name, whether it is in order, and what to do if not."""

    name: str
    ok: bool
    message: str


def finding(language: str, key: str, ok: bool, words: str, **places: object) -> Finding:
    """Return what ``words.toml`` says of the thing `key`."""
    return Finding(
        message("doctor", key, language), ok, message("doctor", words, language, **places)
    )
