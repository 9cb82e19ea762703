"""Entries of a list as staff type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from backoffice.intake.blank_or_unread import Unclear, is_placeholder
from backoffice.intake.problems import ProblemCode
from backoffice.intake.typed_texts import folded_text, normal_text
from backoffice.sheet.headings import Choice
from backoffice.sheet.snapshot import Cell
from estimator.policy.label import Label

_SEPARATORS = re.compile("(?<![0-9])[-_・ ()]+|[-_・ ()]+(?![0-9])")
_WORD = re.compile("[a-z]{2,}|[一-鿿々]+|[ァ-ヺー]{2,}")
_KARATS = re.compile("k(?:9|10|14|18|20|22|24)(?![0-9])|(?<![0-9])(?:9|10|14|18|20|22|24)(?:k|金)")
_GOLD = frozenset({"gold", "金"})

_NEAR = 0.6
_TYPING_ERROR = 0.85
"""So near to one name is a slip of the keys; below it, the choices with most of the typed words count too."""

_LONGEST = 60


def read_choice(cell: Cell, choices: Sequence[Choice]) -> str | None:
    """Return the code of one of `choices`, typed as its name in either language, its code, or a synonym.

    What is `Unclear` names all choices that may be meant: 18金 is solid gold to one and plated to
    another.
    """
    text = normal_text(cell)
    if not text:
        return None
    names = [(choice, name) for choice in choices for name in (*choice.also, *_names(choice))]
    codes = {_key(name): choice.code for choice, name in names}
    key = _key(text)
    if key in codes:
        return codes[key]
    if is_placeholder(str(cell)):
        return None
    near = [choice.label for choice in _near(folded_text(cell), choices)]
    if not near:
        raise Unclear(ProblemCode.CHOICE)
    if len(near) == 1:
        raise Unclear(ProblemCode.CHOICE_NEAR, near[0])
    raise Unclear(ProblemCode.CHOICE_SEVERAL, _listed(near))


def _near(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices that may be meant, in their order."""
    ratios = {choice.code: _ratio(_key(text), choice) for choice in choices}
    best = max(ratios.values(), default=0.0)
    shared = {choice.code: 0 for choice in choices}
    if best < _TYPING_ERROR:
        words = {*_WORD.findall(text), *(_GOLD if _KARATS.search(text) else ())}
        shared = {
            choice.code: sum(_speaks_of(word, choice) for word in words) for choice in choices
        }
    most = max(shared.values(), default=0)
    return [
        choice
        for choice in choices
        if ratios[choice.code] == best >= _NEAR or shared[choice.code] == most > 0
    ]


def _ratio(key: str, choice: Choice) -> float:
    """Return how near `key` comes to a name of `choice`: 1 is the name itself."""
    return max(SequenceMatcher(None, key[:_LONGEST], _key(name)).ratio() for name in _names(choice))


def _speaks_of(word: str, choice: Choice) -> bool:
    """Return whether a name of `choice` has `word`: a Latin one in full, another also in a compound."""
    names = [folded_text(name) for name in _names(choice)]
    if word.isascii():
        return any(word in _WORD.findall(name) for name in names)
    return any(word in _key(name) for name in names)


def _listed(names: Sequence[Label]) -> Label:
    *first, last = (f"“{name.en}”" for name in names)
    return Label(en=f"{', '.join(first)} or {last}", ja="".join(f"「{name.ja}」" for name in names))


def _names(choice: Choice) -> tuple[str, str, str]:
    return choice.code, choice.label.en, choice.label.ja


def _key(name: str) -> str:
    """Return `name` without the separators that people leave out; digits stay apart."""
    return _SEPARATORS.sub("", normal_text(name))
