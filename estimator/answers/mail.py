"""The message to the shop as a mail: short enough for the address that opens a mail program."""

from __future__ import annotations

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.message import code_line, limit_line, summary_lines
from estimator.answers.piece_signs import NOTATIONS, opening_line, piece_lines

LONGEST_MAIL = 1500
"""Bytes of a mailto address that every mail program takes; a kana is nine of them."""

OPEN = ("name", "short-order", "short-photos")
"""Texts of what the customer fills in, before the limit."""

UNESCAPED = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~@!$()*,;:"
)
"""What a mailto address holds as it is.  Source: RFC 6068."""


def mail_address(writer: AnswerWriter) -> str:
    """Return the mailto address with a message of at most `LONGEST_MAIL` bytes.

    The pieces come first, then what the customer fills in, then the estimate.  What is too much is left
    out from the end, and the message then says so; the estimate code is always in it.  Where the pieces
    as signs would push out what is filled in, they are written as digits.  Then twenty pieces of the
    shop's own policy fit, whatever they are.
    """
    open_lines = [*(writer.text(key) for key in OPEN), *limit_line(writer, "short-limit")]
    for notation in NOTATIONS:
        head = [opening_line(writer, notation), "", *piece_lines(writer, notation)]
        lines = [*head, "", *open_lines, "", *summary_lines(writer)]
        address, kept = _fitting(lines, writer)
        if kept >= len(head) + 1 + len(open_lines):
            break
    return address


def _fitting(lines: list[str], writer: AnswerWriter) -> tuple[str, int]:
    """Return the address with as many of `lines` as fit, and their number."""
    ending = [code_line(writer)]
    kept = len(lines)
    while True:
        address = _mailto([*lines[:kept], *ending], writer)
        if len(address) <= LONGEST_MAIL or not kept:
            return address, kept
        kept -= 1
        while kept and not lines[kept - 1]:
            kept -= 1
        ending = [writer.text("shortened"), code_line(writer)]


def _mailto(lines: list[str], writer: AnswerWriter) -> str:
    subject, body = escaped(writer.text("subject")), escaped("\r\n".join(lines))
    return f"mailto:{escaped(writer.policy.shop.contact)}?subject={subject}&body={body}"


def escaped(text: str) -> str:
    """Return `text` percent-encoded.

    `urllib.parse.quote` does the same, and would bring the browser 30 kB of modules.
    """
    return "".join(chr(byte) if byte in UNESCAPED else f"%{byte:02X}" for byte in text.encode())
