"""Words that describe a piece: they are kept, also where they are names."""

from __future__ import annotations

import re

from estimator.policy.model import UndatedPolicy

_WORDS = """
ring rings earring earrings pierce necklace pendant bracelet bangle brooch anklet chain charm
clasp band stone pearl coral ruby sapphire emerald diamond opal jade amber garnet topaz beryl
crystal onyx agate turquoise ivory gold silver platinum rose heart star cross clover lily ivy
リング 指輪 ピアス イヤリング ネックレス ペンダント ブレスレット バングル ブローチ チェーン
チャーム パール ルビー サファイア エメラルド ダイヤ ダイヤモンド オパール ヒスイ コハク
サンゴ アメジスト ガーネット トパーズ クリスタル オニキス メノウ ゴールド シルバー プラチナ
ローズ ハート スター クロス 真珠 珊瑚 瑠璃 翡翠 琥珀 水晶 瑪瑙 紅玉 青玉 黄玉 碧玉 白金
純金 純銀 小花 百合 さくら サクラ ゆり ユリ すみれ スミレ ひまわり
"""
TRADE = frozenset(_WORDS.split())
"""Words of the trade that are names too."""


def trade_words(policy: UndatedPolicy) -> frozenset[str]:
    """Return the words that a piece is described with, those of the policy too, in small letters."""
    services, materials = policy.services.values(), policy.materials.values()
    labels = [*(each.label for each in services), *(each.label for each in materials)]
    texts = [text for label in labels for text in (label.en, label.ja)]
    return TRADE | {word.casefold() for text in texts for word in re.findall(r"\w+", text)}
