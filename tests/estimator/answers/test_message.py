"""The message to the shop: as a mail that every mail program takes, and in full."""

from __future__ import annotations

import json
import re
from itertools import cycle, islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import bridge
from estimator.answers.answer_texts import text
from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.message import LONGEST_MAIL, mail_address, message_text
from estimator.rules import codes
from tests.tools.casebook import policy_called

SHOP = policy_called("policy.toml")
LANGUAGES = ["en", "ja"]
USUAL: list[dict[str, Any]] = [
    {"material": "gold-plated", "replating": "not-sure", "services": {"refinish": 1, "stone": 12}},
    {"material": "silver", "services": {"clean": 1, "brazing": 1}},
    {"material": "rhodium-plated", "services": {"refinish": 1, "rhodium-plating": 1}},
    {"material": "gold-plated", "replating": "yes", "services": {"chain": 1}},
    {"material": "solid-gold", "services": {"reshape": 1, "stone": 3, "clean": 1}},
]


def writer_of(items: list[dict[str, Any]], language: str) -> AnswerWriter:
    """Return the writer of the answer about `items`."""
    request = {"asked": "2026-05-20", "arrives": "2026-06-01", "items": items}
    return AnswerWriter(done=bridge.estimated(json.dumps(request), SHOP), language=language)


def mail_of(writer: AnswerWriter) -> list[str]:
    """Return the lines of the mail, after checking that its address is not too long."""
    address = mail_address(writer)
    assert len(address.encode()) <= LONGEST_MAIL
    return parse_qs(urlsplit(address).query, strict_parsing=True)["body"][0].split("\r\n")


def signs_in(lines: list[str]) -> list[str]:
    """Return the signs of each piece, as the mail lists them."""
    listed = lines[lines.index("") + 1 :]
    listed = listed[: listed.index("")]
    separators = {"：": "、", ": ": "; "}
    pieces = []
    for line in listed:
        mark = next(mark for mark in separators if mark in line)
        for signs in line.partition(mark)[2].split(separators[mark]):
            alike = re.fullmatch(r"(.*?)(?: \((\d+) pieces\)|（(\d+)点）)", signs)
            pieces += [alike[1]] * int(alike[2] or alike[3]) if alike else [signs]
    return pieces


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", range(1, 21))
def test_the_mail_lists_every_piece_of_a_usual_request(count: int, language: str) -> None:
    """One to twenty pieces with one to three services each are all listed, before what is filled in."""
    writer = writer_of(list(islice(cycle(USUAL), count)), language)
    lines = mail_of(writer)

    assert count == len(signs_in(lines))
    assert text("opening", language, n=count) in lines
    for key in ("name", "short-order"):
        assert text(key, language) in lines
    assert writer.text("code") in lines[-1]


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
    offered = {service.code: service.most for service in SHOP.undated.services.values()}
    pieces = []
    for _ in range(draw(st.integers(1, 20))):
        chosen = draw(st.lists(st.sampled_from(sorted(offered)), min_size=1, unique=True))
        services = {code: draw(st.integers(1, offered[code])) for code in chosen}
        material = draw(st.sampled_from(sorted(SHOP.undated.materials)))
        replating = draw(st.sampled_from(["yes", "no", "not-sure"]))
        pieces.append({"material": material, "replating": replating, "services": services})
    return pieces


@given(requests(), st.sampled_from(LANGUAGES))
def test_what_is_too_long_is_cut_from_the_end_and_says_so(
    items: list[dict[str, Any]], language: str
) -> None:
    """Every mail fits, begins with its pieces, ends with the code, and says so if it is shortened."""
    writer = writer_of(items, language)
    *lines, code = mail_of(writer)
    shortened = text("shortened", language) in lines

    assert writer.text("code") in code
    assert text("opening", language, n=len(items)) == lines[0]
    assert len(lines) >= 3
    if not shortened:
        assert len(items) == len(signs_in(lines))
        for key in ("name", "short-order", "short-photos", "short-limit"):
            assert text(key, language) in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_to_copy_is_never_shortened(language: str) -> None:
    """The text in full names each piece with all its services by name."""
    writer = writer_of(list(islice(cycle(USUAL), 20)), language)
    full = message_text(writer)

    assert text("shortened", language) not in full
    for number in range(1, 21):
        assert text("piece", language, n=number, material="").rstrip() in full
    assert 4 == full.count(writer.label(SHOP.undated.services["reshape"].name))
