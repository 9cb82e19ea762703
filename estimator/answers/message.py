"""The message to the shop in full, to be copied; and the lines that a mail shares with it."""

from __future__ import annotations

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.piece_signs import Notation, opening_line
from estimator.rules import codes

OPEN = ("name", "order", "photos")
"""Texts of what the customer fills in, before the limit."""

GO_AHEAD = "go-ahead-limit"
"""The promise that work up to an amount starts without asking."""


def message_text(writer: AnswerWriter) -> str:
    """Return the message in full."""
    pieces = ["\n  ".join(entry) for entry in named_pieces(writer)]
    lines = [
        writer.text("greeting"),
        opening_line(writer, Notation.SIGNS),
        "",
        *pieces,
        "",
        *summary_lines(writer),
        code_line(writer),
        "",
        *(writer.text(key) for key in OPEN),
        *limit_line(writer, "limit"),
        "",
    ]
    return "\n".join(lines)


def named_pieces(writer: AnswerWriter) -> list[tuple[str, str]]:
    """Return each piece with its work, in words."""
    return [
        (wording.piece_name(number, writer.done, writer.language), _works(number, writer))
        for number in range(1, len(writer.done.request.items) + 1)
    ]


def summary_lines(writer: AnswerWriter) -> list[str]:
    """Return arrival, total and return."""
    schedule = writer.done.schedule
    return [
        writer.named(writer.text("arrival"), writer.day(schedule.arrives)),
        writer.named(writer.text("estimate"), writer.range(writer.done.quote.total)),
        writer.named(writer.text("back"), writer.day(schedule.back)),
    ]


def limit_line(writer: AnswerWriter, key: str) -> list[str]:
    """Return the line of the go-ahead limit; nothing where the shop does not promise it."""
    return [writer.taxed(key)] if writer.policy.promises_any(GO_AHEAD) else []


def code_line(writer: AnswerWriter) -> str:
    """Return the estimate code, which holds all pieces and days."""
    code = codes.encode(writer.done.request, writer.policy)
    return writer.named(writer.text("code"), code)


def _works(number: int, writer: AnswerWriter) -> str:
    policy, item = writer.policy, writer.done.request.items[number - 1]
    works = [
        wording.work_name(code, count, policy, writer.language)
        for code, count in item.services.items()
    ]
    if any(item.material in surcharge.materials for surcharge in policy.surcharges):
        answer = writer.text(item.replating.value)
        works.append(writer.named(writer.text("replating"), answer))
    return writer.text("list").join(works)
