"""Joins the lines of Japanese Markdown: a line break inside a sentence must not become a space."""

from __future__ import annotations

import re

JAPANESE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BREAK = re.compile(rf"(?<=[{JAPANESE}*)])\n[ ]*(?=[{JAPANESE}\[*]|[\dA-Za-z])(?!\d+\. |[*-] |\*\[)")
BESIDE_JAPANESE = re.compile(rf"[{JAPANESE}]")


def without_breaks(text: str) -> str:
    r"""Return Markdown with each Japanese paragraph on one line.

    >>> without_breaks("まずは\nご連絡を。\n\n- 一\n- 二")
    'まずはご連絡を。\n\n- 一\n- 二'
    """
    return BREAK.sub(
        lambda match: "" if _inside(text, match.start(), match.end()) else match[0], text
    )


def _inside(text: str, before: int, after: int) -> bool:
    """Return whether the break is inside a paragraph and next to Japanese text."""
    line = text[text.rfind("\n", 0, before) + 1 : before]
    if line.lstrip().startswith(("#", "<", "{", "|")):
        return False
    return bool(BESIDE_JAPANESE.search(text[before - 1] + text[after : after + 3]))
