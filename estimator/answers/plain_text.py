"""Answers as plain text, for the terminal and for letters: made from the same trees as the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from estimator.answers.answer_texts import text
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.page_answer import answer_elements
from estimator.answers.refused_request import problem_text
from estimator.answers.tree import Element, Tree, parts_of
from estimator.errors import Problem
from estimator.policy.label import Language
from estimator.policy.model import UndatedPolicy
from estimator.rules.estimates import Estimate

LEFT_OUT = frozenset({"svg"})
PRINTED_ONLY = "estimator-slip"
"""Class of the packing slip, which only paper shows: it repeats the answer."""

BLOCKS = {"h2": "", "h3": "\n", "h4": "\n", "p": "", "li": "- "}
"""Elements that are lines of their own, and how the line begins."""

RULE = "estimator-why"
"""Class of links to rules; the text names the rule by its id too."""


def estimate_text(done: Estimate, language: str) -> str:
    """Return an estimate as a person reads it, each line with the rule that made it."""
    writer = AnswerWriter(done=done, language=language)
    return "\n".join(_lines(answer_elements(writer, done.request.asked)))


def refusal_text(problems: Sequence[Problem], policy: UndatedPolicy, language: str) -> str:
    """Return why a request was refused, one line a problem; English is the text of the rules."""
    lines = [text("refused", language)]
    for problem in problems:
        where = f"{problem.field}: " if problem.field else ""
        english = language == Language.EN
        what = problem.message if english else problem_text(problem, policy, language)
        lines.append(f"  {where}{what}")
    return "\n".join(lines)


def _lines(elements: Sequence[Tree]) -> Iterator[str]:
    """Yield the lines of elements; what is hidden, and text outside of lines, is left out."""
    for one in elements:
        if isinstance(one, list):
            yield from _lines_of(one)


def _lines_of(made: Element) -> Iterator[str]:
    name, attributes, children = parts_of(made)
    if name in LEFT_OUT or "hidden" in attributes or attributes.get("class") == PRINTED_ONLY:
        return
    if name in BLOCKS:
        yield from (BLOCKS[name] + "".join(map(_inline, children))).split("\n")
    elif name == "tr":
        cells = [cell for cell in map(_inline, children) if cell]
        yield "  ".join(cells if len(cells) == 1 else ["", *cells])
    else:
        yield from _lines(children)


def _inline(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    name, attributes, children = parts_of(tree)
    written = "\n" if name == "br" else "".join(map(_inline, children))
    if attributes.get("class") == RULE:
        return f"[{attributes['href'].rpartition('#')[2].upper()} {written}]"
    return written
