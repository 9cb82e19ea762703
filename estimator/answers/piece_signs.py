"""Pieces in the fewest characters: the signs of their lines, those of one material together."""

from __future__ import annotations

import unicodedata
from collections import Counter
from enum import StrEnum

from estimator.answers.answer_writer import AnswerWriter
from estimator.rules.items import LineItem


class Notation(StrEnum):
    """How lines are written; the value begins the keys of its texts.

    As price lists have them: ``Silver: ② ⑦; ① ④×3 (2 pieces)``.  In a tenth of the bytes:
    ``Silver:2,7; 1,4x3 (2)``.
    """

    SIGNS = "signs"
    DIGITS = "digits"


def opening_line(writer: AnswerWriter, notation: Notation) -> str:
    """Return what a message is about, with the number of pieces."""
    return writer.text(f"{notation}-opening", n=len(writer.done.request.items))


def piece_lines(writer: AnswerWriter, notation: Notation) -> list[str]:
    """Return one line for the pieces of each material."""
    by_material: dict[str, Counter[str]] = {}
    for number, item in enumerate(writer.done.request.items, 1):
        by_material.setdefault(item.material, Counter())[_signs(number, writer, notation)] += 1
    return [
        writer.text(
            f"{notation}-of-material",
            material=writer.label(writer.policy.material_labels[material]),
            pieces=writer.text(f"{notation}-list").join(
                signs if n == 1 else writer.text(f"{notation}-alike", signs=signs, n=n)
                for signs, n in pieces.items()
            ),
        )
        for material, pieces in by_material.items()
    ]


def _signs(number: int, writer: AnswerWriter, notation: Notation) -> str:
    services = writer.policy.services
    return writer.text(f"{notation}-gap").join(
        _sign(line, writer, notation)
        for line in writer.done.quote.lines
        if line.item == number and line.code in services
    )


def _sign(line: LineItem, writer: AnswerWriter, notation: Notation) -> str:
    sign = writer.policy.services[line.code].sign
    if notation is Notation.DIGITS:
        sign = unicodedata.normalize("NFKC", sign)
    if line.quantity > 1:
        sign = writer.text(f"{notation}-counted", sign=sign, n=line.quantity)
    return sign if line.certain else writer.text(f"{notation}-perhaps", sign=sign)
