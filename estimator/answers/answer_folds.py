"""A part of an answer behind words that say what is in it."""

from __future__ import annotations

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.tree import Element, Tree, element


def folded(key: str, writer: AnswerWriter, *children: Tree) -> Element:
    """Return a part that can be opened and closed, under the text `key`.

    It is open: paper and browsers without script show everything.  On a phone the page closes it.
    """
    title = element("summary", {}, element("h3", {}, writer.text(key)))
    attributes: dict[str, str | int | bool | None] = {
        "class": "estimator-fold",
        "id": f"estimate-fold-{key}",
        "open": True,
    }
    return element("details", attributes, title, *children)
