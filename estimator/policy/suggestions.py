"""What a message quotes of a wrong value, and what it suggests instead."""

from __future__ import annotations

from collections.abc import Collection


def shown(value: object) -> str:
    """Return `value` as a message quotes it: short, on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, (int, float)) and abs(value) > 10**15:
        return "so large a number"
    text = printable(str(value))
    return f"'{text}'" if isinstance(value, str) else text


def printable(text: str) -> str:
    """Return `text` as one short line that can be printed everywhere.

    Lone surrogates cannot be encoded as UTF-8, and control characters are commands to a terminal.
    """
    text = " ".join(text[:200].split())
    text = f"{text[:37]}…" if len(text) > 40 else text
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def choose(wrong: str, names: Collection[str]) -> str:
    """Return what to write instead of `wrong`: the likely name, or all of them."""
    if not names:
        return "Nothing can be chosen here yet."
    return suggest(wrong, names) or f"Choose one of: {', '.join(sorted(names))}."


def suggest(wrong: str, names: Collection[str]) -> str:
    """Return a question about the name that was probably meant; an empty text if none is near."""
    from difflib import get_close_matches  # slow to import, and needed for typing errors only

    near = get_close_matches(wrong[:80], names, n=1)
    return f"Did you mean '{near[0]}'?" if near else ""
