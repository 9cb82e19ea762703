"""Estimates as plain text, made from the tree of the page; amounts as people write them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from estimator.answers import wording
from estimator.answers.plain_text import estimate_text
from estimator.policy.currency import Currency
from estimator.rules import codes
from tests.estimator.answers.answered_cases import REQUEST, every_writer, writer_of
from tests.tools.casebook import policy_called

ENGLISH = """\
Your estimate (a guide)
Total with tax ¥3,410 – ¥5,390
Before tax ¥3,100 – ¥4,900 [P8 Tax]
Back about Fri 31 July 2026 (60 days after arrival)
Arrive by Tue 30 June 2026 to go with the June parcel. One day later costs about a month. \
Your parcel arrives 29 days before that.
- A parcel delivered by Fri 29 May 2026 would have gone with the month-end parcel before and come back a month earlier. \
[P9 The month-end parcel]

How this adds up
  Work  Amount before tax
Piece 1: 18K gold-plated
  ① Refinish to new [P5 Price list]  ¥700
  ④ Stone setting, 3 stones [P5 Price list]  ¥1,500
  ⑤ 18K gold plating (perhaps) [P6 Re-plating of 18K-gold-plated pieces]  ¥1,800
For the whole request
  [P7 Handling fee]  ¥900
  Before tax  ¥3,100 – ¥4,900
  Consumption tax [P8 Tax]  ¥310 – ¥490
  Total with tax  ¥3,410 – ¥5,390

What happens when
- Arrives here Mon 1 June 2026
"""

JAPANESE = """\
お見積り（目安）
合計（税込） 3,410円〜5,390円
税抜 3,100円〜4,900円 [P8 消費税]
お返しの目安 2026年7月31日（金）、到着から60日
2026年6月30日（火）までに到着すれば、6月の月末便に間に合います。1日遅れると、お返しが約1か月遅くなります。\
期限まで29日の余裕があります。
- 2026年5月29日（金）までに到着していれば、ひと月前の便に間に合い、お返しも約1か月早くなります。 [P9 月末便]

料金の内訳
  修理内容  金額（税抜）
1点目：18金メッキ
  ① 新品仕上げ [P5 料金表]  700円
  ④ 石留め 3石 [P5 料金表]  1,500円
  ⑤ 18金メッキ（必要な場合） [P6 18金メッキ製品の再メッキ]  1,800円
"""


@pytest.mark.parametrize(("language", "expected"), [("en", ENGLISH), ("ja", JAPANESE)])
def test_an_estimate(language: str, expected: str) -> None:
    """The text begins with the total with tax and the return, then has each line with its rule."""
    text = estimate_text(writer_of(REQUEST, language).done, language)

    assert expected == text[: len(expected)]


def test_every_estimate() -> None:
    """The text of each case has its total, lines, notices and code, and no field left to fill."""
    for writer in every_writer():
        done, language = writer.done, writer.language
        text = estimate_text(done, language)
        wanted = [
            codes.encode(done.request, done.policy),
            writer.range(done.quote.total),
            *(wording.notice_text(notice, done.policy, language) for notice in done.notices),
            *(
                wording.line_name(line, done.policy, language)
                for line in done.quote.lines
                if line.item is not None
            ),
        ]
        assert [part for part in wanted if part not in text] == []
        assert not re.search(r"[{}]", text)


def test_a_tax_exempt_seller() -> None:
    """A seller without tax and month-end parcels says nothing of tax or parcels."""
    request = {"asked": "2026-06-01", "arrives": "2026-06-03",
               "items": [{"material": "mechanical", "services": {"part": 2}}] * 2}  # fmt: skip
    english, japanese = (
        estimate_text(writer_of(request, language, "watch.toml").done, language)
        for language in ("en", "ja")
    )

    assert "Total from CHF 100.40" in english
    assert "P Replacing a part, parts: 2" in english
    assert "Opening and testing × 2" in english
    assert "tax" not in english.lower()
    assert "parcel" not in english.lower()
    assert "税" not in japanese


YEN = policy_called("policy.toml").undated.currency
FRANCS = policy_called("watch.toml").undated.currency


@pytest.mark.parametrize(("amount", "currency", "english", "japanese"), [
    (0, YEN, "¥0", "0円"),
    (700, YEN, "¥700", "700円"),
    (3740, YEN, "¥3,740", "3,740円"),
    (1_089_990, YEN, "¥1,089,990", "1,089,990円"),
    (-900, YEN, "−¥900", "−900円"),
    (5, FRANCS, "CHF 0.05", "0.05スイスフラン"),
    (4450, FRANCS, "CHF 44.50", "44.50スイスフラン"),
    (123456789, FRANCS, "CHF 1,234,567.89", "1,234,567.89スイスフラン"),
    (-4450, FRANCS, "−CHF 44.50", "−44.50スイスフラン"),
    (1234, replace(FRANCS, digits=3), "CHF 1.234", "1.234スイスフラン"),
    (7, replace(YEN, digits=1), "¥0.7", "0.7円"),
])  # fmt: skip
def test_amounts(amount: int, currency: Currency, english: str, japanese: str) -> None:
    """Amounts have thousands apart and the currency where its readers expect it."""
    expected = (english, japanese)

    assert expected == tuple(wording.price(amount, currency, language) for language in ("en", "ja"))
