"""Words: both languages say everything, and amounts and days as people write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from estimator import bridge
from estimator.answers import wording
from estimator.errors import EstimatorError, Problem
from estimator.policy.model import Currency
from estimator.rules.quotes import Span
from tests.tools.casebook import Table, cases_in, policy_called, request_of

SHOP, WATCH = policy_called("policy.toml"), policy_called("watch.toml")
YEN = SHOP.undated.currency
FRANCS = WATCH.undated.currency
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龥]")
CASES = cases_in("estimates.toml")


def test_words_are_in_both_languages() -> None:
    """Every word has an English and a Japanese text, with the same number of gaps to fill."""
    wrong = [
        name
        for name, label in wording._WORDS.items()
        if JAPANESE.search(label.en)
        or not JAPANESE.search(label.ja)
        or label.en.count("{") != label.ja.count("{")
    ]

    assert not wrong


BAD_TEXTS: tuple[str | bytes, ...] = (
    "", "{", "[]", "null", "NaN", '{"a": 1, "a": 2}', "9" * 5000, "[" * 100_000, b"\xff",
    '{"asked": "9999-99-99", "arrives": "0001-01-01", "items": [1, {}, {"services": {"a": 1}}]}',
)  # fmt: skip


def refusals() -> Iterator[EstimatorError]:
    """Yield the refusal of everything we know to be wrong."""
    wrong = [json.dumps(request_of(case)) for case in CASES if {"refused", "problems"} & set(case)]
    texts = [*BAD_TEXTS, *wrong]
    for text in texts:
        with pytest.raises(EstimatorError) as caught:
            bridge.estimated(text, SHOP)
        yield caught.value


def every_problem() -> list[Problem]:
    """Return every problem of every refusal, one of each code."""
    found = [problem for refusal in refusals() for problem in refusal.problems]
    found.append(Problem(field="code", code="code", message="…"))
    return found


def test_every_problem_has_japanese_words() -> None:
    """Whatever a request does wrong, a Japanese reader is told so in Japanese, and no more words
    are kept than are needed."""
    assert set(wording._PROBLEMS_JA) == {problem.code for problem in every_problem()}


def test_japanese_refusals_hold_no_english() -> None:
    """No English sentence stands in a Japanese refusal; paths and formats are no sentences."""
    for refusal in refusals():
        first, *rest = wording.refusal_text(refusal.problems, "ja").splitlines()
        told = [line.split(": ", 1)[-1].replace("JSON", "") for line in rest]
        assert not [line for line in [first, *told] if re.search("[A-Za-z]", line)]
        assert all(line.endswith("。") for line in [first, *told])


def test_english_refusals_say_what_to_do() -> None:
    """An English problem says what is wrong, and in a second sentence what to do."""
    short = [
        problem.message for problem in every_problem()
        if problem.code != "code" and len(re.findall(r"[.?](?: |$)", problem.message)) < 2
    ]  # fmt: skip

    assert not short


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


@pytest.mark.parametrize(("amount", "english", "japanese"), [
    (Span(1760, 1760), "from ¥1,760", "1,760円〜"),
    (Span(1760, 3740), "¥1,760 – ¥3,740", "1,760円〜3,740円"),
])  # fmt: skip
def test_ranges(amount: Span, english: str, japanese: str) -> None:
    """A price is a guide: *from*, or from low to high."""
    expected = (english, japanese)

    assert expected == tuple(wording.span(amount, YEN, language) for language in ("en", "ja"))


@pytest.mark.parametrize(("value", "english", "japanese"), [
    (date(2026, 6, 30), "Tue 30 June 2026", "2026年6月30日(火)"),
    (date(2026, 1, 4), "Sun 4 January 2026", "2026年1月4日(日)"),
    (date(2028, 2, 29), "Tue 29 February 2028", "2028年2月29日(火)"),
    (date(2025, 12, 27), "Sat 27 December 2025", "2025年12月27日(土)"),
])  # fmt: skip
def test_days(value: date, english: str, japanese: str) -> None:
    """Days stand in words, with the day of the week."""
    expected = (english, japanese)

    assert expected == tuple(wording.day(value, language) for language in ("en", "ja"))


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(("name", "policy"), [
    ("estimates.toml", "policy.toml"),
    ("watch_estimates.toml", "watch.toml"),
])  # fmt: skip
def test_every_estimate_can_be_read(name: str, policy: str, language: str) -> None:
    """Each case that has an answer can be told in words, with every line, notice and the code."""
    book = policy_called(policy)
    for case in cases_in(name):
        if {"refused", "problems"} & set(case):
            continue
        done = bridge.estimated(json.dumps(request_of(case)), book)
        text = wording.estimate_text(done, language)
        assert str(bridge.as_answer(done)["code"]) in text
        assert wording.span(done.quote.total, done.policy.currency, language) in text
        for line in done.quote.lines:
            assert wording.line_name(line, done.policy, language) in text
        for notice in done.notices:
            assert wording.notice_text(notice, done.policy, language) in text
        assert not re.search(r"[{}]", text)


def text_of(case: Table, policy: str, language: str) -> str:
    """Return the estimate of a request in words."""
    done = bridge.estimated(json.dumps(case), policy_called(policy))
    return wording.estimate_text(done, language)


REQUEST: dict[str, Any] = {
    "asked": "2026-05-20", "arrives": "2026-06-01",
    "items": [{"material": "gold-plated", "services": {"refinish": 1, "stone": 3}}],
}  # fmt: skip

ENGLISH = """\
Estimate (a guide)
  Total with tax: ¥3,410 – ¥5,390
  Before tax: ¥3,100 – ¥4,900  [P8]
  Back about: Fri 31 July 2026 (60 days after arrival)  [P9]

  Piece 1: 18K gold-plated
    ① Refinish to new: ¥700  [P5 Price list]
    ④ Stone setting, 3 × stone: ¥1,500  [P5 Price list]
    ⑤ 18K gold plating: ¥1,800 (perhaps)  [P6 Re-plating of 18K-gold-plated pieces]
  For the whole request
    Handling fee: ¥900  [P7 Handling fee]
"""

JAPANESE_TEXT = """\
お見積り(目安)
  合計(税込): 3,410円〜5,390円
  税抜: 3,100円〜4,900円  [P8]
  お戻りの目安: 2026年7月31日(金) (到着から60日)  [P9]

  1点目: 18金メッキ
    ① 新品仕上げ: 700円  [P5 料金表]
    ④ 石留め 3石: 1,500円  [P5 料金表]
    ⑤ 18金メッキ: 1,800円 (必要な場合)  [P6 18金メッキ製品の再メッキ]
  ご依頼全体
    修理手数料: 900円  [P7 修理手数料]
"""


@pytest.mark.parametrize(("language", "expected"), [("en", ENGLISH), ("ja", JAPANESE_TEXT)])
def test_an_estimate_in_words(language: str, expected: str) -> None:
    """A person reads the total with tax first, then each line with its reason."""
    text = text_of(REQUEST, "policy.toml", language)

    assert expected == text[: len(expected)]


def test_what_was_just_missed_is_named() -> None:
    """The notice about the parcel before carries its last day in words."""
    assert "delivered by Sun 31 May 2026 would have" in text_of(REQUEST, "policy.toml", "en")
    assert "2026年5月31日(日)までに" in text_of(REQUEST, "policy.toml", "ja")


def test_a_tax_exempt_seller_speaks_of_no_tax() -> None:
    """Nothing about tax stands in the words of a seller without it, nor of a month-end parcel."""
    request = {"asked": "2026-06-01", "arrives": "2026-06-03",
               "items": [{"material": "mechanical", "services": {"part": 2}}] * 2}  # fmt: skip

    text = text_of(request, "watch.toml", "en")

    assert "  Total: from CHF 100.40" in text
    assert "P Replacing a part, parts: 2: CHF 24.70" in text
    assert "Opening and testing × 2: CHF 51.00" in text
    assert "tax" not in text.lower()
    assert "parcel" not in text.lower()
    assert "税" not in text_of(request, "watch.toml", "ja")
