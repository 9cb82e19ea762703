"""The message to the shop: in full to be copied, and shortened to fit the address of a mail."""

from __future__ import annotations

from collections import Counter

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.rules import codes

LONGEST_MAIL = 1500
"""Bytes of a mailto address that every mail program takes; a kana is nine of them."""

OPEN = ("name", "order", "photos", "limit")
SHORT = ("name", "short-order", "short-photos", "short-limit")
"""Texts of what the customer fills in: with an explanation, and as a mail has them."""

UNESCAPED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~@")


def message_text(writer: AnswerWriter) -> str:
    """Return the message in full."""
    pieces = [
        "\n  ".join(
            [wording.piece_name(number, writer.done, writer.language), _works(number, writer)]
        )
        for number in range(1, len(writer.done.request.items) + 1)
    ]
    lines = [
        writer.text("greeting"),
        _opening(writer),
        "",
        *pieces,
        "",
        *_summary(writer),
        _code(writer),
        "",
        *(writer.text(key) for key in OPEN),
        "",
    ]
    return "\n".join(lines)


def mail_address(writer: AnswerWriter) -> str:
    """Return the mailto address with a message of at most `LONGEST_MAIL` bytes.

    The pieces come first, one short line for those of one material; then what the customer fills
    in.  What is too much is left out from the end; the message then says so.  The estimate code,
    which holds pieces and days, is always in it.
    """
    short = [writer.text(key) for key in SHORT]
    lines = [_opening(writer), "", *_short_pieces(writer), "", *short, "", *_summary(writer)]
    ending = [_code(writer)]
    while True:
        address = _mailto([*lines, *ending], writer)
        if len(address) <= LONGEST_MAIL or not lines:
            return address
        lines.pop()
        while lines and not lines[-1]:
            lines.pop()
        ending = [writer.text("shortened"), _code(writer)]


def _opening(writer: AnswerWriter) -> str:
    return writer.text("opening", n=len(writer.done.request.items))


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


def _short_pieces(writer: AnswerWriter) -> list[str]:
    """Return the pieces as the signs of their lines, by material: ``Silver: ② ⑦; ④×3 (2 pieces)``."""
    by_material: dict[str, Counter[str]] = {}
    for number, item in enumerate(writer.done.request.items, 1):
        by_material.setdefault(item.material, Counter())[_signs(number, writer)] += 1
    return [
        writer.named(
            writer.label(writer.policy.materials[material].label),
            writer.text("list").join(
                signs if n == 1 else writer.text("alike", signs=signs, n=n)
                for signs, n in pieces.items()
            ),
        )
        for material, pieces in by_material.items()
    ]


def _signs(number: int, writer: AnswerWriter) -> str:
    """Return the signs of a piece's lines: ``① ④×3 ⑤?``."""
    services = writer.policy.services
    signs = []
    for line in writer.done.quote.lines:
        if line.item == number and line.code in services:
            sign = services[line.code].sign + (f"×{line.quantity}" if line.quantity > 1 else "")
            signs.append(sign if line.certain else writer.text("perhaps-sign", sign=sign))
    return " ".join(signs)


def _summary(writer: AnswerWriter) -> list[str]:
    schedule = writer.done.schedule
    return [
        writer.named(writer.text("arrival"), writer.day(schedule.arrives)),
        writer.named(writer.text("estimate"), writer.range(writer.done.quote.total)),
        writer.named(writer.text("back"), writer.day(schedule.back)),
    ]


def _code(writer: AnswerWriter) -> str:
    code = codes.encode(writer.done.request, writer.policy)
    return writer.named(writer.text("code"), code)


def _mailto(lines: list[str], writer: AnswerWriter) -> str:
    subject, body = escaped(writer.text("subject")), escaped("\r\n".join(lines))
    return f"mailto:{escaped(writer.policy.shop.contact)}?subject={subject}&body={body}"


def escaped(text: str) -> str:
    """Return `text` percent-encoded.

    `urllib.parse.quote` does the same, and would bring the browser 30 kB of modules.
    """
    return "".join(chr(byte) if byte in UNESCAPED else f"%{byte:02X}" for byte in text.encode())
