"""What the workshop reads of a piece: without the customer, and with all that the piece is."""

from __future__ import annotations

import pandas as pd
import pytest

from backoffice import jobs
from backoffice.intake.request_entries import SHARED, names_of
from backoffice.rules.name_forms import variant_rows
from backoffice.rules.redaction import without_person
from backoffice.rules.trade import trade_words
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import APPROVED, MAY, POLICY, problems_of, rows_of, run_of

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
    assert expected == without_person(piece, [name], [], TRADE)


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
    assert piece == without_person(piece, [name] if name else [], [], TRADE)


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
    assert expected == without_person(piece, [], [order] if order else [], TRADE)


@pytest.mark.parametrize(
    ("piece", "name", "expected"),
    [
        ("葛城様の指輪", "葛\U000e0100城花子", "…様の指輪"),
        ("葛\U000e0100城様の指輪", "葛城花子", "…様の指輪"),
        ("塚本の指輪", "\ufa10本花子", "…の指輪"),
        ("\ufa10本の指輪", "塚本花子", "…の指輪"),
        ("高橋の指輪", "髙橋花子", "…の指輪"),
        ("髙槗の指輪", "高橋花子", "…の指輪"),
        ("𠮷田の指輪", "吉田花子", "…の指輪"),
        ("吉田の指輪", "𠮷田花子", "…の指輪"),
        ("山崎の指輪", "山﨑花子", "…の指輪"),
        ("渡邉の指輪", "渡辺花子", "…の指輪"),
        ("渡邊の指輪", "渡邉花子", "…の指輪"),
        ("浜田の指輪", "濵田花子", "…の指輪"),
        ("濱田の指輪", "濵田花子", "…の指輪"),
        ("斉藤の指輪", "齋藤花子", "…の指輪"),
        ("齊藤の指輪", "斎藤花子", "…の指輪"),
        ("沢田の指輪", "澤田花子", "…の指輪"),
        ("広田の指輪", "廣田花子", "…の指輪"),
        ("桜井の指輪", "櫻井花子", "…の指輪"),
        ("国分の指輪", "國分花子", "…の指輪"),
        ("島田の指輪", "嶋田花子", "…の指輪"),
        ("嶌田の指輪", "島田花子", "…の指輪"),
        ("佐佐木様の指輪", "佐々木花子", "…様の指輪"),
        ("山田樣の指輪", "山田花子", "…樣の指輪"),
        ("か\u3099んたさんの指輪", "がんた", "…さんの指輪"),
        ("やまださんの指輪", "ヤマダハナコ", "…さんの指輪"),
        ("ヤマダさんの指輪", "やまだ はなこ", "…さんの指輪"),
        ("Jose\u0301's ring", "José García", "…'s ring"),
        ("Jose's ring", "José García", "…'s ring"),
        ("José’s ring", "Jose Garcia", "…’s ring"),
        ("ring of Zoe", "Zoë", "ring of …"),
        ("エマ・ブラウンの指輪", "エマ ブラウン", "…の指輪"),
        ("エマブラウンの指輪", "エマ·ブラウン", "…の指輪"),
        ("エマ‧ブラウンさんの指輪", "エマ＝ブラウン", "…さんの指輪"),
        ("山田の指輪", "ヤマダ／山田花子", "…の指輪"),
    ],
)  # fmt: skip
def test_names_are_compared_as_people_see_them(piece, name, expected):
    """A name in another form of its characters, in variant kanji or other kana is left out too."""
    assert expected == without_person(piece, [name], [], TRADE)


def test_variants_are_in_one_row_each():
    """No character of the table of variants is in two rows, and no row has one character."""
    rows = variant_rows()
    characters = [character for row in rows for character in row]

    assert len({*characters}) == len(characters)
    assert all(len(row) > 1 for row in rows)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("リング 090-1111-2222", "リング …"),
        ("リング 09011112222 へ", "リング … へ"),
        ("リング(03-1234-5678)", "リング(…)"),
        ("リング 03(1234)5678", "リング …"),
        ("リング 090 1111 2222", "リング …"),
        ("Ring +81 90-1111-2222", "Ring …"),
        ("Ring +41 79 123 45 67", "Ring …"),
        ("リング TEL:1234-5678", "リング …"),
        ("リング 電話 1234-5678", "リング …"),
        ("リング hanako@example.comまで", "リング …まで"),
        ("Ring, hanako (at) example.com", "Ring, …"),
        ("Ring @hanako_rings", "Ring …"),
        ("リング LINE: hanako_0401", "リング …"),
        ("リング LINE ID hanako", "リング …"),
        ("リング LINE ID: hanako へ", "リング … へ"),
        ("リング(LINEはhanako-k)", "リング(…)"),
        ("リング ライン:hanako0401", "リング …"),
        ("Ring, line hanako_0401", "Ring, …"),
        ("Ring, Line ID hanako", "Ring, …"),
        ("Ring, Line: hanako.k", "Ring, …"),
        ("リング Instagram @hanako.k", "リング …"),
        ("リング インスタ hanako.k", "リング …"),
        ("リング インスタ:hanako", "リング …"),
        ("Ring, IG: hanako", "Ring, …"),
        ("Ring, X: hanako_k", "Ring, …"),
        ("Ring, Twitter hanako_k", "Ring, …"),
        ("Ring (@_hanako)", "Ring (…)"),
        ("Ring @0401hanako", "Ring …"),
        ("Ring, WhatsApp: hanako.k", "Ring, …"),
        ("Ring, WhatsApp 7911 123456", "Ring, …"),
        ("Ring, WhatsApp +44 7911 123456", "Ring, WhatsApp …"),
        ("Ring, Facebook account Hanako", "Ring, …"),
        ("リング カカオトークID:hanako", "リング …"),
        ("Ring https://www.instagram.com/hanako.k/", "Ring …"),
        ("リング line.me/ti/p/abcDEF", "リング …"),
        ("Ring, 07911 123456", "Ring, …"),
        ("Ring, (415) 555-2671", "Ring, …"),
        ("リング 〒150-0041", "リング …"),
        ("リング 150-0041", "リング …"),
        ("リング 郵便番号 1500041", "リング …"),
        ("Ring, SW1A 1AA", "Ring, …"),
        ("リング 神南1丁目2-3", "リング …"),
        ("リング 渋谷1-2-3", "リング …"),
        ("リング 大字上田123番地4", "リング …"),
        ("リング メゾン青山302号室", "リング …"),
        ("リング 寺町通御池上る上本能寺前町488", "リング …"),
        ("リング マップコード 1 234 567*89", "リング …"),
        ("リング 1 234 567*89", "リング …"),
        ("リング 35.65861,139.74543", "リング …"),
        ("リング 8Q7XMP5W+9C", "リング …"),
        ("リング 150-0041 東京都渋谷区神南1-2-3", "リング …"),
        ("リング 東京都渋谷区神南1丁目2番3号", "リング …"),
        ("リング 東京都渋谷区神南一丁目2-3", "リング …"),
        ("リング 渋谷区神南1-2-3", "リング …"),
        ("リング 京都市北区上賀茂1-2", "リング …"),
        ("リング 大阪府堺市", "リング …"),
        ("Ring, 12 Baker Street", "Ring, …"),
        ("Ring, 221B Baker St, London", "Ring, …, London"),
        ("Ring, 1-2-3 Jinnan, Shibuya-ku", "Ring, …"),
        ("リング 佐藤方", "リング …"),
        ("リング 佐々木様方", "リング …"),
        ("Ring c/o Sato", "Ring …"),
        ("葛城様の指輪", "…様の指輪"),
        ("指輪鈴木さん", "指輪…さん"),
        ("Mr. Tanaka's ring", "…'s ring"),
    ],
)  # fmt: skip
def test_contact_data_of_anybody_is_left_out(piece, expected):
    """Phone numbers, addresses, hosts and titled names go, whatever the customer is called."""
    assert expected == without_person(piece, [], [], TRADE)
    assert expected == without_person(piece, ["山田花子"], ["00123"], TRADE)


@pytest.mark.parametrize(
    "piece",
    [
        "ピアス片方", "ピアス片方の石", "両方のピアス", "イヤリング、右方", "長方形の石", "方位磁石の飾り",
        "唐草模様の指輪", "市松模様の指輪", "お客様の指輪", "奥様の指輪", "真珠様の光沢", "お母さんの指輪",
        "彼氏の指輪", "ダイヤ 0.30・0.25・0.12・0.10", "リング 12-14号", "K18 PT900 0.5ct",
        "ネックレス 40-45cm", "Ring, 12 mm, 2 stones", "品番 12-34-56", "石 3個 1-2mm", "リング @1500",
        "Line ring", "LINEデザインの指輪", "ライン K18", "ライン:PT900", "Line: thin, K18", "Line 2mm pave", "クロス X: 10mm",
        "Instagramで見たリング", "Ring as on Instagram", "Line no.5", "ピアス @12mm", "品番 123-4567", "No.123-4567",
        "No. 123-4567", "チェーン 100-1200mm", "指輪12-14-16", "指輪 12-14-16号", "K18 1CT", "石 345 678 901",
        "文字入れ 2-3行", "ロット AJ-123-4567", "3連 K18+PT900", "大通りの店で購入", "0.30 0.25", "2丁", "番号 45",
        "Street style ring", "Ring 1234567890", "ピアス 2026-05-20", "京都の指輪", "神戸の市章",
    ],
)  # fmt: skip
def test_words_that_only_look_like_contact_data_stay(piece):
    """Measures, numbers, patterns and words with 方, 様 or さん are kept."""
    assert piece == without_person(piece, ["山田花子"], ["00123"], TRADE)


def frame_of(*rows):
    return pd.DataFrame(rows, columns=["ticket", "request", "name"], dtype=object)


@pytest.mark.parametrize("blank", [None, "〃", "同上", "上に同じ", "々", "ditto", "Same", '"'])
def test_names_of_a_request_are_those_of_all_its_rows(blank):
    """For a blank name, or a mark that repeats one, the names of the same request are removed."""
    tickets = frame_of(
        ("R-1", "R-1", "山田花子"),
        ("R-2", "R-2", "鈴木"),
        ("R-3", "R-1", blank),
        ("R-4", "R-1", "佐藤"),
    )

    own, other, third, fourth = names_of(tickets)

    assert ("山田花子", "佐藤") == own == third == fourth
    assert ("鈴木",) == other


def test_a_mark_that_repeats_a_name_means_the_one_above():
    """In a request of its own, 〃 is the name in the row above; a blank one is nobody's."""
    tickets = frame_of(("R-1", "R-1", "山田花子"), ("R-2", "R-2", None), ("R-3", "R-3", "〃"))

    assert [("山田花子",), (), ("山田花子",)] == names_of(tickets)


FIRST = {"name": "山田花子", "phone": "123-4567"}
LATER = {"piece": "山田の指輪", "together": "R-00101"}
UNSAID = dict.fromkeys(SHARED, "")


@pytest.mark.parametrize(
    ("rows", "cell", "sent"),
    [
        ([{"name": "山田花子", "piece": "山田の指輪 00123"}], "C2", "…の指輪 …"),
        ([{"piece": "リング ＬＩＮＥ　ＩＤ　ｈａｎａｋｏ"}], "C2", "リング …"),
        ([{"piece": "リング ＬＩＮＥ：hanako_0401"}], "C2", "リング …"),
        ([{"piece": "リング インスタ　＠hanako.k"}], "C2", "リング …"),
        *(
            ([FIRST, LATER | {"name": name}], "C3", "…の指輪")
            for name in ("〃", "同上", "", "鈴木一郎")
        ),
        ([FIRST, LATER | UNSAID | {"piece": "Ring 00123 of 山田"}], "C3", "Ring … of …"),
        ([FIRST, LATER | {"workshop_note": "連絡は 1234567 まで"}], "AE3", "連絡は … まで"),
    ],
)
def test_nobody_of_the_request_is_in_the_batch(rows, cell, sent):
    """What names, numbers and contacts of any row of the request are in a text is left out, and reported."""
    run = run_of(*(APPROVED | row for row in rows), now="2026-05-31")

    assert ("personal", cell) in problems_of(jobs.read_desk(run))
    jobs.close(run, MAY)

    frozen = rows_of(run, Tab.BATCHES)[-1]
    assert sent == frozen["note" if cell.startswith("AE") else "piece"]
