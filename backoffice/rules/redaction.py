"""The words about a piece without the customer: papers leave the building.

Nobody can tell every name from every word, so the rule is careful both ways.  What is left out:

- every e-mail address, and the order number of the row;
- the whole name, and each part of it that holds kanji and three letters or more, anywhere;
- another part of the name, or the two or three letters one begins or ends with, before 様 or さん;
  and where it stands alone or before の, unless the trade uses the word;
- a surname of one letter before 様 or さん;
- a part in Latin letters before 's or さん; elsewhere with a capital letter, or written just as in
  the name, unless the trade uses the word: *Ring with ruby* of Ruby Smith keeps its stone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from estimator.policy.model import UndatedPolicy

_TITLES = "(?:様|さま|さん|氏|殿|ちゃん|君|くん)"
_TITLE = re.compile(rf"\s*{_TITLES}$")
_BETWEEN = r"[\s,、・()]"
_LATIN = "[A-Za-zÀ-ɏ]"
_KATAKANA = "[ァ-ヿ]"
_KANJI = re.compile("[々㐀-鿿豈-﫿]")
_LEFT_OUT = "…"
_ORDER_LEAST = 4  # a shorter order number is also a size, a year or a count

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
_TRADE = frozenset(_WORDS.split())
"""Words of the trade that are names too."""


def trade_words(policy: UndatedPolicy) -> frozenset[str]:
    """Return the words that a piece is described with, those of the policy too, in small letters."""
    services, materials = policy.services.values(), policy.materials.values()
    labels = [*(each.label for each in services), *(each.label for each in materials)]
    texts = [text for label in labels for text in (label.en, label.ja)]
    return _TRADE | {word.casefold() for text in texts for word in re.findall(r"\w+", text)}


def without_person(
    piece: str, name: str | None, order: str | None, trade: Collection[str] = _TRADE
) -> str:
    """Return `piece` without name, addresses and order number of the customer.

    >>> without_person("山田様のRing, Rin", "山田花子", None), without_person("Ring, Rin", "Rin Mori", None)
    ('…様のRing, Rin', 'Ring, …')
    """
    if "@" in piece:
        piece = re.sub(r"\S+@\S+", _LEFT_OUT, piece)
    if order and len(order) >= _ORDER_LEAST and order.casefold() in piece.casefold():
        alone = rf"(?<![0-9A-Za-z]){re.escape(order)}(?![0-9A-Za-z])"
        piece = re.sub(alone, _LEFT_OUT, piece, flags=re.IGNORECASE)
    parts = [part for part in re.split(_BETWEEN, _TITLE.sub("", name or "")) if part]
    if not _may_name(piece, parts):
        return piece
    if len(parts) > 1:
        piece = _leave_out(piece, rf"{_BETWEEN}*".join(map(_spaced, parts)), "".join(parts))
    for part in sorted(parts, key=len, reverse=True):
        if re.match(_LATIN, part):
            piece = _without_latin(piece, part, trade)
        else:
            piece = _without_eastern(piece, part, trade)
    return re.sub(rf"(?<!\w){re.escape(parts[0][0])}(?=\s?{_TITLES})", _LEFT_OUT, piece)


def _may_name(piece: str, parts: Sequence[str]) -> bool:
    """Return whether a closer look is worth its time; of 100,000 pieces few name anybody."""
    small = "".join(piece.split()).casefold()
    ends = {end.casefold() for part in parts for end in (part[:2], part[-2:])}
    if any(end in small for end in ends):
        return True
    return bool(parts) and parts[0][0] in piece and re.search(_TITLES, piece) is not None


def _without_latin(piece: str, part: str, trade: Collection[str]) -> str:
    if len(part) < 2:
        return piece
    piece = _leave_out(piece, rf"{re.escape(part)}(?=['’]s(?!\w)|\s?{_TITLES})", part)
    if part.casefold() in trade:
        return piece
    return re.sub(
        _alone(re.escape(part), part),
        lambda found: _LEFT_OUT if found[0][0].isupper() or found[0] == part else found[0],
        piece,
        flags=re.IGNORECASE,
    )


def _without_eastern(piece: str, part: str, trade: Collection[str]) -> str:
    kanji = _KANJI.search(part)
    if kanji and len(part) > 2 and part not in trade:
        piece = _leave_out(piece, _spaced(part), part)
    for word in _ends(part):
        pattern = re.escape(word)
        piece = _leave_out(piece, rf"{pattern}(?=\s?{_TITLES})", word)
        if word not in trade and (kanji or word == part):
            piece = re.sub(rf"(?<!\w){pattern}(?=の|\W|$)", _LEFT_OUT, piece)
    return piece


def _ends(part: str) -> Iterable[str]:
    """Return `part`, and the two or three letters it begins or ends with, the longest first."""
    ends = {part[:3], part[-3:], part[:2], part[-2:], part}
    return sorted((word for word in ends if len(word) > 1), key=lambda word: (-len(word), word))


def _leave_out(piece: str, pattern: str, word: str) -> str:
    return re.sub(_alone(pattern, word), _LEFT_OUT, piece, flags=re.IGNORECASE)


def _spaced(part: str) -> str:
    """Return a pattern for `part`; between letters of the East a space may stand."""
    return re.escape(part) if re.match(_LATIN, part) else r"\s?".join(map(re.escape, part))


def _alone(pattern: str, word: str) -> str:
    """Return `pattern` for `word` where it is no part of a longer one: *Rin* is not in *Ring*."""
    before = "".join(f"(?<!{kind})" for kind in (_LATIN, _KATAKANA) if re.match(kind, word))
    after = "".join(f"(?!{kind})" for kind in (_LATIN, _KATAKANA) if re.match(kind, word[-1]))
    return f"{before}(?:{pattern}){after}"
