"""The message to the shop: in full to be copied, and shortened to fit the address of a mail."""

from __future__ import annotations

from estimator.answers import wording
from estimator.answers.answer_writer import AnswerWriter
from estimator.rules import codes

LONGEST_MAIL = 1500
"""Bytes of a mailto address that every mail program takes; a kana is nine of them."""

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
        *_opening(writer),
        *pieces,
        "",
        *_summary(writer),
        _code(writer),
        "",
        *_open(writer),
        "",
    ]
    return "\n".join(lines)


def mail_address(writer: AnswerWriter) -> str:
    """Return the mailto address with a message of at most `LONGEST_MAIL` bytes.

    The pieces come first, each in one short line.  What is too much is left out from the end; the
    message then says so.  The estimate code, which holds the request, is always in it.
    """
    lines = [*_opening(writer), *_short_pieces(writer), "", *_summary(writer), "", *_open(writer)]
    ending = [_code(writer)]
    while True:
        address = _mailto([*lines, "", *ending], writer)
        if len(address) <= LONGEST_MAIL or not lines:
            return address
        lines.pop()
        ending = [writer.text("shortened"), _code(writer)]


def _opening(writer: AnswerWriter) -> list[str]:
    return [writer.text("greeting"), writer.text("opening"), ""]


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
    """Return each piece as its material and the signs of its services: ``18K gold-plated ① ④×3``."""
    policy = writer.policy
    return [
        " ".join(
            [
                writer.label(policy.materials[item.material].label),
                *(
                    policy.services[code].sign + (f"×{count}" if count > 1 else "")
                    for code, count in item.services.items()
                ),
            ]
        )
        for item in writer.done.request.items
    ]


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


def _open(writer: AnswerWriter) -> list[str]:
    """Return what the customer fills in."""
    return [writer.text(key) for key in ("name", "order", "photos", "limit")]


def _mailto(lines: list[str], writer: AnswerWriter) -> str:
    subject, body = escaped(writer.text("subject")), escaped("\r\n".join(lines))
    return f"mailto:{escaped(writer.policy.shop.contact)}?subject={subject}&body={body}"


def escaped(text: str) -> str:
    """Return `text` percent-encoded.

    `urllib.parse.quote` does the same, and would bring the browser 30 kB of modules.
    """
    return "".join(chr(byte) if byte in UNESCAPED else f"%{byte:02X}" for byte in text.encode())
