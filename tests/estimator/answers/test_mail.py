"""The message to the shop: as a mail that every mail program takes, and in full."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import cycle, dropwhile, islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from estimator.answers.answer_texts import text
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.message import LONGEST_MAIL, OPEN_IN_MAIL, mail_address, message_text
from estimator.rules import codes
from tests.estimator.answers import answered_cases
from tests.tools.casebook import policy_called

SHOP = policy_called("policy.toml")
LANGUAGES = ["en", "ja"]
SERVICES = {service.code: service.most for service in SHOP.undated.services.values()}
MATERIALS = sorted(SHOP.undated.materials)
USUAL: list[dict[str, Any]] = [
    {"material": "gold-plated", "replating": "not-sure", "services": {"refinish": 1, "stone": 12}},
    {"material": "silver", "services": {"clean": 1, "brazing": 1}},
    {"material": "rhodium-plated", "services": {"refinish": 1, "rhodium-plating": 1}},
    {"material": "gold-plated", "replating": "yes", "services": {"chain": 1}},
    {"material": "solid-gold", "services": {"reshape": 1, "stone": 3, "clean": 1}},
]
LARGEST: list[dict[str, Any]] = [
    {
        "material": MATERIALS[number] if number < len(MATERIALS) else "gold-plated",
        "replating": "not-sure",
        "services": {code: min(most, 80 + number) for code, most in SERVICES.items()
                     if code != "gold-plating"},
    }
    for number in range(20)
]  # fmt: skip
"""No two pieces alike, all materials, everything done to each."""
PAIRS = LARGEST[:10] * 2


def writer_of(items: list[dict[str, Any]], language: str) -> AnswerWriter:
    """Return the writer of the answer about `items`."""
    return answered_cases.writer_of({**answered_cases.REQUEST, "items": items}, language)


def mail_of(writer: AnswerWriter) -> list[str]:
    """Return the lines of the mail, after checking that its address is not too long."""
    address = mail_address(writer)
    assert len(address.encode()) <= LONGEST_MAIL
    assert urlsplit(address).path == "repair@aujour.example"
    return parse_qs(urlsplit(address).query, strict_parsing=True)["body"][0].split("\r\n")


def pieces_in(lines: list[str]) -> Counter[str]:
    """Return the pieces that a mail lists, as ``Silver 1 4x3 5?``: a sign is read as its digit."""
    pieces: Counter[str] = Counter()
    for line in islice(dropwhile(bool, lines), 1, None):
        plain = unicodedata.normalize("NFKC", line).replace("、", "; ").replace("×", "x")
        material, _, entries = plain.partition(":")
        if not re.match(r" ?\d", entries):
            break
        for entry in entries.strip().split("; "):
            signs, n = re.fullmatch(r"(.+?)(?:(?: ?\(|が)(\d+)(?: pieces|点)\)?)?", entry).groups()  # type: ignore[union-attr]
            pieces[f"{material} {signs.replace(',', ' ')}"] += int(n or 1)
    return pieces


def pieces_of(items: list[dict[str, Any]], language: str) -> Counter[str]:
    """Return the pieces of a request in the same form, from the lines of its estimate."""
    signs: list[list[str]] = [[] for _ in items]
    for line in writer_of(items, language).done.quote.lines:
        if line.item:
            sign = str(SHOP.undated.services[line.code].number)
            count = f"x{line.quantity}" if line.quantity > 1 else ""
            signs[line.item - 1].append(sign + count + ("" if line.certain else "?"))
    names = [SHOP.undated.materials[item["material"]].label.in_(language) for item in items]
    return Counter(
        f"{unicodedata.normalize('NFKC', name)} {' '.join(one)}"
        for name, one in zip(names, signs, strict=True)
    )


def test_a_japanese_mail_of_three_pieces_is_complete() -> None:
    """It holds pieces, what the shop needs to know, and the estimate; nothing is left out."""
    writer = writer_of(USUAL[:3], "ja")

    assert mail_of(writer) == [
        "下記3点の修理をお願いいたします。",
        "",
        "18金メッキ：① ④×12 ⑤？",
        "シルバー：② ⑦",
        "ロジウムメッキ：① ⑥",
        "",
        "お名前：",
        "ご注文番号：",
        "写真：添付／後送",
        "ご承認の上限額（税込）：",
        "",
        "到着予定日：2026年6月1日（月）",
        "お見積り（目安）：12,100円〜14,080円",
        "お返しの目安：2026年7月31日（金）",
        f"見積コード：{codes.encode(writer.done.request, writer.policy)}",
    ]


@st.composite
def requests(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return the pieces of some request."""
    pieces = []
    for _ in range(draw(st.integers(1, 20))):
        chosen = draw(st.lists(st.sampled_from(sorted(SERVICES)), min_size=1, unique=True))
        services = {code: draw(st.integers(1, SERVICES[code])) for code in chosen}
        material = draw(st.sampled_from(MATERIALS))
        replating = draw(st.sampled_from(["yes", "no", "not-sure"]))
        pieces.append({"material": material, "replating": replating, "services": services})
    return pieces


@pytest.mark.parametrize("language", LANGUAGES)
@given(items=requests())
@example(items=LARGEST)
@example(items=PAIRS)
def test_every_mail_lists_every_piece(items: list[dict[str, Any]], language: str) -> None:
    """Whatever the pieces, the mail fits, lists each, ends with the code, and says so if anything is left out.

    Where the pieces are signs, nothing to fill in is.
    """
    writer = writer_of(items, language)
    lines = mail_of(writer)
    shortened = writer.text("shortened") in lines
    estimate = writer.named(writer.text("estimate"), writer.range(writer.done.quote.total))
    back = writer.named(writer.text("back"), writer.day(writer.done.schedule.back))

    assert pieces_of(items, language) == pieces_in(lines)
    assert codes.encode(writer.done.request, writer.policy) in lines[-1]
    assert text("name", language) in lines
    filled_in = {text(key, language) for key in (*OPEN_IN_MAIL, "short-limit")}
    assert lines[0] != text("signs-opening", language, n=len(items)) or filled_in <= set(lines)
    complete = {*filled_in, estimate, back} <= set(lines)
    assert complete != shortened


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_to_copy_is_never_shortened(language: str) -> None:
    """The text in full names each piece with all its services by name."""
    writer = writer_of(list(islice(cycle(USUAL), 20)), language)
    full = message_text(writer)

    assert text("shortened", language) not in full
    for number in range(1, 21):
        assert text("piece", language, n=number, material="").rstrip() in full
    assert 4 == full.count(writer.label(SHOP.undated.services["reshape"].name))
