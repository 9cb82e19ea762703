"""Line breaks of Japanese: none of Markdown becomes a space, and none of a browser falls inside a word."""

from __future__ import annotations

import re

JAPANESE = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BREAK = re.compile(
    rf"(?<=[{JAPANESE}*)])\n[ ]*(?=[{JAPANESE}\[*]|[\dA-Za-z]|\{{\{{)(?!\d+\. |[*-] |\*\[)"
)
BESIDE_JAPANESE = re.compile(rf"[{JAPANESE}]")

MARKUP = re.compile(
    r'(<span class="word">[^<]*</span>|'
    r"<(script|style|textarea|option|svg|button)\b.*?</\2>|<[^>]+>)",
    re.DOTALL | re.IGNORECASE,
)
ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
WORD = re.compile(r"[ァ-ヺー]{3,12}(?![ァ-ヺー])|(?:営業|休業)日?|月末便")
"""Words that are read wrongly when a line ends inside them."""


def with_words_unbroken(page: str) -> str:
    """Return a built page with each of certain words in an element that no browser breaks.

    >>> with_words_unbroken("<article>お盆と<b>営業日</b></article>")
    '<article>お盆と<b><span class="word">営業日</span></b></article>'
    """
    return ARTICLE.sub(lambda article: _with_words(article[0]), page)


def _with_words(html: str) -> str:
    parts = MARKUP.split(html)  # text, markup, name of an element of which all is markup, …
    texts = [WORD.sub(r'<span class="word">\g<0></span>', text) for text in parts[::3]]
    return "".join(text + markup for text, markup in zip(texts, [*parts[1::3], ""], strict=True))


def without_breaks(text: str) -> str:
    r"""Return Markdown with each Japanese paragraph on one line.

    >>> without_breaks("まずは\nご連絡を。\n\n- 一\n- 二")
    'まずはご連絡を。\n\n- 一\n- 二'
    >>> without_breaks("{{ day }}の便です。\n{{ day }}は\n[別の便](a.md)です。\n{ .lead }")
    '{{ day }}の便です。{{ day }}は[別の便](a.md)です。\n{ .lead }'
    """
    return BREAK.sub(
        lambda match: "" if _inside(text, match.start(), match.end()) else match[0], text
    )


def _inside(text: str, before: int, after: int) -> bool:
    """Return whether the break is inside a paragraph and next to Japanese text."""
    line = text[text.rfind("\n", 0, before) + 1 : before]
    if re.match(r"\s*(?:[#<|]|\{(?!\{))", line):
        return False
    return bool(BESIDE_JAPANESE.search(text[before - 1] + text[after : after + 3]))
