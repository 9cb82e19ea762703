"""What the workshop reads of a piece: without the customer, and with all that the piece is."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.rules.redaction import trade_words, without_person
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import APPROVED, MAY, POLICY, rows_of, run_of

TRADE = trade_words(POLICY.undated)


@pytest.mark.parametrize(
    ("piece", "name", "expected"),
    [
        ("山田花子の指輪", "山田花子", "…の指輪"),
        ("山田花子の指輪", "山田 花子", "…の指輪"),
        ("山田 花子の指輪", "山田花子", "…の指輪"),
        ("K18リング山田花子", "山田花子", "K18リング…"),
        ("山田の指輪", "山田花子", "…の指輪"),
        ("花子さんの指輪", "山田花子", "…さんの指輪"),
        ("花子ちゃんのリング", "山田花子", "…ちゃんのリング"),
        ("リング 山田", "山田花子", "リング …"),
        ("指輪(山田様)", "山田花子", "指輪(…様)"),
        ("リング 長谷川の", "長谷川花", "リング …の"),
        ("佐々木の指輪", "佐々木花子", "…の指輪"),
        ("山田様の指輪", "山田花子", "…様の指輪"),
        ("林さんの指輪", "林 花子", "…さんの指輪"),
        ("林さんの指輪", "林花子", "…さんの指輪"),
        ("山田花子の指輪", "山田花子様", "…の指輪"),
        ("山田の指輪", "山田花子(ヤマダ ハナコ)", "…の指輪"),
        ("ヤマダさんの指輪", "山田花子(ヤマダ ハナコ)", "…さんの指輪"),
        ("やまださんの指輪", "やまだはなこ", "…さんの指輪"),
        ("真珠さんの指輪", "真珠 花子", "…さんの指輪"),
        ("Emma's ring", "Emma Brown", "…'s ring"),
        ("emma’s ring", "Emma Brown", "…’s ring"),
        ("Emmaさんの指輪", "Emma", "…さんの指輪"),
        ("Ruby's ring", "Ruby Smith", "…'s ring"),
        ("ring of EMMA", "emma", "ring of …"),
        ("ring of emma", "emma", "ring of …"),
        ("Ring, ruby smith", "Ruby Smith", "Ring, …"),
        ("Ring, Rin", "Rin Mori", "Ring, …"),
        ("Ring, ask hanako@example.com", "山田", "Ring, ask …"),
        ("Ring .*", ".*", "Ring …"),
    ],
)  # fmt: skip
def test_the_customer_is_left_out_of_the_piece(piece, name, expected):
    """The customer's name is left out in each form that staff use."""
    assert expected == without_person(piece, name, None, TRADE)


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("お客様の指輪", "山田花子"),
        ("森の指輪", "森 花子"),
        ("真珠のネックレス", "真珠 花子"),
        ("真珠のネックレス", "真珠花子"),
        ("シルバーの指輪", "シルバー 花子"),
        ("花のリング", "山田花子"),
        ("リング", "リン モリ"),
        ("リング", "リン"),
        ("さくらんぼのピアス", "さくら"),
        ("Ring with ruby", "Ruby Smith"),
        ("Ring with Ruby", "Ruby Smith"),
        ("Pearl ring", "Pearl"),
        ("Ring, small mark inside", "Mark Brown"),
        ("Silver ring", "Silver"),
        ("Goldring", "Gold"),
        ("Ring", None),
        ("Ring", " 様"),
        ("", "山田花子"),
    ],
)  # fmt: skip
def test_what_the_piece_is_stays(piece, name):
    """Stones, metals, motifs and words that only contain a name are kept."""
    assert piece == without_person(piece, name, None, TRADE)


@pytest.mark.parametrize(
    ("piece", "order", "expected"),
    [
        ("リング 注文00123", "00123", "リング 注文…"),
        ("Ring (aj-1234)", "AJ-1234", "Ring (…)"),
        ("Ring 100123", "00123", "Ring 100123"),
        ("Ring, size 12", "12", "Ring, size 12"),
        ("Ring", None, "Ring"),
    ],
)
def test_the_order_number_is_left_out(piece, order, expected):
    """The order number is left out, unless it is part of a longer one or as short as a size."""
    assert expected == without_person(piece, None, order, TRADE)


def test_the_batch_holds_neither_name_nor_order_number():
    """The frozen row has a piece without name and order number."""
    run = run_of(APPROVED | {"name": "山田花子", "piece": "山田の指輪 00123"}, now="2026-05-31")
    jobs.close(run, MAY)

    assert ["…の指輪 …"] == [row["piece"] for row in rows_of(run, Tab.BATCHES)]
