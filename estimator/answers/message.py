"""The message to the shop: in full, to be copied, and as a mail, short enough for the address that opens a mail program."""

from __future__ import annotations

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.piece_signs import Notation, opening_line, piece_lines
from estimator.rules import codes

OPEN = ("name", "order", "photos")
OPEN_IN_MAIL = ("name", "short-order", "short-photos")
"""Texts of what the customer fills in, before the limit."""

GO_AHEAD = "go-ahead-limit"
"""The promise that work up to an amount starts without asking."""

LONGEST_MAIL = 1500
"""Bytes of a mailto address that every mail program takes; a kana is nine of them."""

UNESCAPED = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~@!$()*,;:"
)
"""What a mailto address holds as it is.  Source: RFC 6068."""


def message_text(writer: AnswerWriter) -> str:
    """Return the message in full."""
    lines = [
        writer.text("greeting"),
        opening_line(writer, Notation.SIGNS),
        "",
        *("\n  ".join(entry) for entry in named_pieces(writer)),
        "",
        *summary_lines(writer),
        _code_line(writer),
        "",
        *(writer.text(key) for key in OPEN),
        *_limit_line(writer, "limit"),
        "",
    ]
    return "\n".join(lines)


def mail_address(writer: AnswerWriter) -> str:
    """Return the mailto address with a message of at most `LONGEST_MAIL` bytes.

    The pieces come first, then what the customer fills in, then the estimate.  What is too much is left
    out from the end, and the message then says so; the estimate code is always in it.  Where the pieces
    as signs would push out what is filled in, they are written as digits.  Then twenty pieces of the
    shop's own policy fit, whatever they are.
    """
    open_lines = [
        *(writer.text(key) for key in OPEN_IN_MAIL),
        *_limit_line(writer, "short-limit"),
    ]
    for notation in Notation:
        head = [opening_line(writer, notation), "", *piece_lines(writer, notation)]
        lines = [*head, "", *open_lines, "", *summary_lines(writer)]
        address, kept = _fitting(lines, writer)
        if kept >= len(head) + 1 + len(open_lines):
            break
    return address


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


def _limit_line(writer: AnswerWriter, key: str) -> list[str]:
    """Return the line of the go-ahead limit; nothing where the shop does not promise it."""
    return [writer.taxed(key)] if writer.policy.promises_any(GO_AHEAD) else []


def _code_line(writer: AnswerWriter) -> str:
    """Return the estimate code, which holds all pieces and days."""
    return writer.named(writer.text("code"), codes.encode(writer.done.request, writer.policy))


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


def _fitting(lines: list[str], writer: AnswerWriter) -> tuple[str, int]:
    """Return the address with as many of `lines` as fit, and their number."""
    ending = [_code_line(writer)]
    kept = len(lines)
    while True:
        address = _mailto([*lines[:kept], *ending], writer)
        if len(address) <= LONGEST_MAIL or not kept:
            return address, kept
        kept -= 1
        while kept and not lines[kept - 1]:
            kept -= 1
        ending = [writer.text("shortened"), _code_line(writer)]


def _mailto(lines: list[str], writer: AnswerWriter) -> str:
    subject, body = escaped(writer.text("subject")), escaped("\r\n".join(lines))
    return f"mailto:{escaped(writer.policy.shop.contact)}?subject={subject}&body={body}"


def escaped(text: str) -> str:
    """Return `text` percent-encoded.

    `urllib.parse.quote` does the same, and would bring the browser 30 kB of modules.
    """
    return "".join(chr(byte) if byte in UNESCAPED else f"%{byte:02X}" for byte in text.encode())
