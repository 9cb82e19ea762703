"""Patterns of contact data: phone numbers, e-mail and postal addresses, hosts (佐藤方), names with a title.

Postal addresses are also what a navigation system takes for one: postcodes, map codes, coordinates.

A pattern that also matches measures or words of the trade requires more context.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

_NUMBER = "[0-9一二三四五六七八九十]{1,4}"
_HYPHEN = "[-ー]"
_BETWEEN = r"[-ー ()]"
_KANJI = "[一-鿿㐀-䶿々〇ヶ]"
_WORD = "[一-鿿㐀-䶿々〇ヶぁ-んァ-ヺー]"
_PREFECTURE = (
    "(?:北海道|東京都|京都府|大阪府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山"
    "|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知"
    "|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県)"
)
_POSTCODE = f"(?:〒 ?)?[0-9]{{3}}{_HYPHEN}?[0-9]{{4}}"
_CITY = rf"(?:{_KANJI}|[ぁ-んノ]){{1,8}}[市区町村郡]"
_HOUSE = (
    f"{_NUMBER}(?:丁目|番地?|{_HYPHEN}[0-9]{{1,4}})"
    f"(?:{_NUMBER}(?:丁目|番地?|号室?)|{_HYPHEN}?[0-9]{{1,4}})*号?(?:室)?"
)
_NO_ARTICLE = "(?<![0-9A-Za-z番号#.-])(?<![番号#.] )"
"""Not after what begins the number of an article: 品番 123-4567, No. 123-4567."""
_UNITS = "mm|cm|㎜|㎝|号|g|ct|円|個|石|本|%"
_TELEPHONE = (
    r"(?:\b(?i:tel|fax|phone|mobile|cell|whatsapp|viber|sms)\b|℡|☎|📞|📱|電話|携帯|ファックス)"
)
_STREETS = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Square|Terrace|Way"

_CONTACT = (
    r"[A-Za-z0-9._%+-]+@[^\s@、。,()「」ぁ-んァ-ヺ一-鿿]+",
    r"\S*[^\s\x00-\x7f]@\S*[A-Za-z]\S*",
    r"[A-Za-z0-9._%+-]+ ?[(\[]at[)\]] ?[A-Za-z0-9.-]+",
    rf"(?<![0-9A-Za-z])\+[0-9]{{1,3}}(?:{_BETWEEN}{{0,2}}[0-9]{{1,5}}){{2,5}}(?![0-9])",
    rf"{_TELEPHONE}[番号:. ]*[0-9]{_BETWEEN}?(?:[0-9]{_BETWEEN}?){{5,11}}[0-9]",
    rf"(?<![0-9.])0[0-9]{{1,4}}{_BETWEEN}{{1,2}}[0-9]{{1,4}}{_BETWEEN}{{1,2}}[0-9]{{3,4}}(?![0-9])",
    r"(?<![0-9.])0[0-9]{9,10}(?![0-9])",
    r"(?<![0-9.])0[0-9]{4} [0-9]{6}(?![0-9])",
    rf"{_NO_ARTICLE}\(?[2-9][0-9]{{2}}\)?[-. ][0-9]{{3}}[-.][0-9]{{4}}(?![0-9])",
    rf"(?:{_POSTCODE} ?)?{_PREFECTURE} ?{_CITY}(?:{_WORD}{{0,12}} ?{_HOUSE}|{_KANJI}{{0,6}})",
    rf"(?:{_POSTCODE} ?)?{_CITY} ?{_WORD}{{0,10}} ?{_HOUSE}",
    rf"(?:〒|郵便番号|\b(?i:zip code|zip|postcode|postal code)\b)[:は ]*[0-9]{{3}}{_HYPHEN}?[0-9]{{4}}",
    rf"{_NO_ARTICLE}[0-9]{{3}}-[0-9]{{4}}(?![0-9-]| ?(?:{_UNITS}))",
    r"\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}\b",
    r"(?:マップコード|(?i:map ?code))[:は ]*[0-9][0-9 ]{4,9}[0-9](?:\*[0-9]{1,2})?",
    rf"(?<![0-9A-Za-z])[0-9]{{1,5}}[A-Za-z]? (?:[A-Z][a-z]+ ){{1,3}}(?:{_STREETS})\b\.?",
    r"(?:[0-9]+(?:-[0-9]+)+,? )?(?:[A-Z][a-z]+,? )?[A-Z][a-z]+-(?:ku|shi|cho|machi|gun|mura|ken)\b",
    r"\b(?:[Cc]/[Oo]|[Cc]are of) [A-Z][\w'.-]*(?: [A-Z][\w'.-]*)*",
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\b\.? [A-Z][a-z]+(?: [A-Z][a-z]+)?",
)
_MARKED = (
    ("丁目", rf"{_WORD}{{1,10}} ?{_NUMBER}丁目(?:{_NUMBER}番?地?(?:{_HYPHEN}?{_NUMBER}号?)?)?"),
    ("番地", rf"(?:大字)?{_WORD}{{1,12}} ?[0-9]{{1,5}}番地(?:の?[0-9]{{1,4}})?"),
    ("号室", rf"{_WORD}{{2,14}} ?[0-9]{{1,4}}号室"),
    (
        "通",
        rf"{_WORD}{{1,8}}通り?{_WORD}{{1,10}}(?:[上下][るル]|[東西]入[るル]?){_WORD}{{0,12}}(?: ?{_HOUSE}|[0-9]{{1,4}})?",
    ),
    ("*", r"(?<![0-9])[0-9]{1,3} [0-9]{3} [0-9]{3}\*[0-9]{1,2}(?![0-9])"),
    (
        ".",
        r"(?<![0-9.])[NS北南緯]*-?[0-9]{1,2}\.[0-9]{4,}[,、 ]+[EW東西経]*-?[0-9]{1,3}\.[0-9]{4,}",
    ),
    (
        "+",
        r"(?<![0-9A-Z])(?=[0-9]*[A-Z])[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}(?![0-9A-Z])",
    ),
)
"""Patterns with a mark without which they cannot fit: it is looked for first, which is fast."""
_HINT = re.compile(
    "[0-9@〒℡☎📞📱方様氏県道都府]|さん|電話|携帯|-(?:ku|shi|cho|machi|gun|mura|ken)|[Cc]/[Oo]|[Cc]are of"
    r"|Mr|Ms|Miss|Mx|Dr|at[)\]]|丁目|番地|[東西]入|[上下][るル]"
)
"""Without one of these there is no contact data; most pieces have none."""

_SERVICE = (
    r"(?:(?i:instagram|insta|インスタグラム|インスタ|twitter|ツイッター|whatsapp|ワッツアップ|facebook|フェイスブック"
    r"|messenger|メッセンジャー|wechat|微信|kakao(?:talk)?|カカオ(?:トーク)?|telegram|テレグラム|skype|スカイプ|tiktok"
    r"|discord|viber|mixi|threads|bluesky)|IG|FB|DM|LINE|ライン)"
)
_SHAPE = r"(?:Line|line|X)"
_OWN = r"(?:ID|Id|id|アカウント名?|[Aa]ccount|ユーザー名|名)"
_NAME = r"@?(?!(?:K|PT|Pt|SV|AG|AU)[0-9])[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9_]"
_CLEAR_NAME = (
    r"@?(?![Nn]o\.)(?=[A-Za-z0-9.-]*_|[A-Za-z0-9-]+\.[A-Za-z0-9]|[A-Za-z]{3,}[0-9]{2,})"
    r"[A-Za-z][A-Za-z0-9_.-]{2,}[A-Za-z0-9_]"
)
_SITES = (
    r"(?:(?:instagram|facebook|fb|twitter|x|tiktok|threads|linkedin)\.(?:com|net)|(?:line|wa|t|fb|m)\.me"
    r"|lin\.ee|lit\.link|linktr\.ee|bsky\.app)"
)

_ACCOUNTS = (
    rf"(?<![A-Za-z]){_SERVICE}(?: ?{_OWN} ?[:=は]?| ?[:=は]) ?{_NAME}",
    rf"(?<![A-Za-z]){_SERVICE} {_CLEAR_NAME}",
    rf"(?<![A-Za-z]){_SHAPE}(?: {_OWN} ?[:=は]? ?{_NAME}| ?[:=は] ?{_CLEAR_NAME})",
    rf"(?<![A-Za-z])[Ll]ine {_CLEAR_NAME}",
    r"(?<![\w@])@(?:[A-Za-z_][A-Za-z0-9_.]{2,}|[0-9]+[A-Za-z_][A-Za-z0-9_.]{3,})",
    rf"(?:https?://)?(?:www\.|m\.)?(?<![A-Za-z0-9-]){_SITES}/[^\s、。]+",
)
"""Patterns of accounts (LINE, Instagram, X, WhatsApp and their like), with the name of their service.

*Line* is also a word for a shape, and a letter X a cross: without a colon or *ID* after such a word, only
what looks like the name of an account counts, such as ``hanako_0401``.
"""

_ACCOUNT_HINT = re.compile(
    r"(?i)@|line|insta|twit|whats|face|messenger|kakao|telegram|skype|tiktok|discord|viber|mixi|threads|bluesky|wechat"
    r"|\.(?:com|net|me|ee|link|app)/|IG|FB|DM|X *[:=は]"
    r"|ライン|インスタ|ツイッター|ワッツ|フェイス|メッセンジャー|微信|カカオ|テレグラム|スカイプ"
)
"""Without one of these there is no account."""

_HOST = rf"({_KANJI}|[ァ-ヺー]){{1,5}}(?:様|さん)?方(?=$|[\s、。,.()「」のへに])"
_TITLED = rf"{_KANJI}{{1,4}}(?=(?:様|さん|氏)(?:$|[^\w]|[のへに]))"
_BLOCK = rf"{_KANJI}{{2,8}}[0-9]{{1,2}}-[0-9]{{1,2}}-[0-9]{{1,3}}(?![0-9-]| ?(?:{_UNITS}))"
_NO_BLOCK = "[番号型各約径幅長厚高]"
_NO_HOST = "(?:[片両双一四八上下左右前後裏表外内味親夕朝仕遠地長正立直斜大何此其彼奥殿敵他先当多作見来行]|快)方$"
_NO_NAME = (
    ".*[模仕同多異文紋]|[一両左有各何客皆奥神仏王姫殿母父親兄姉嫁婿孫娘主彼華摂某家子妻夫]|息子|旦那|主人|職人"
    "|店員|店長|業者|作家|祖[父母]|[叔伯][父母]|友人|新[郎婦]|花屋|石屋"
)
_TRADE_WORDS_FIRST = 2  # letters; a shorter word of the trade may begin a name


def contact_spans(text: str, trade: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where `text`, in the form of `name_form`, holds contact data; spans may overlap.

    Of words of the `trade`, one before a name is kept.
    """
    if _ACCOUNT_HINT.search(text):
        for pattern in _ACCOUNTS:
            yield from (match.span() for match in _compiled(pattern).finditer(text))
    if not _HINT.search(text):
        return
    marked = (pattern for mark, pattern in _MARKED if mark in text)
    for pattern in (*_CONTACT, *marked):
        yield from (
            (_after_trade(match, trade), match.end()) for match in _compiled(pattern).finditer(text)
        )
    for shape, other in ((_BLOCK, _NO_BLOCK), (_HOST, _NO_HOST)):
        for match in _compiled(shape).finditer(text):
            start = _after_trade(match, trade)
            if not _compiled(other).search(match[0]) and not text[start].isdigit():
                yield start, match.end()
    for match in _compiled(_TITLED).finditer(text):
        start = _after_trade(match, trade)
        if start < match.end() and not _compiled(_NO_NAME).fullmatch(text[start : match.end()]):
            yield start, match.end()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, compiled when it is first needed: all of them take longer than a small desk."""
    return re.compile(pattern)


def _after_trade(match: re.Match[str], trade: Collection[str]) -> int:
    """Return where the name in `match` begins, which words of the trade may precede."""
    start, again = match.start(), True
    while again:
        rest = match.string[start : match.end()]
        words = [
            rest[:n] for n in range(len(rest), _TRADE_WORDS_FIRST - 1, -1) if rest[:n] in trade
        ]
        start += len(words[0]) if words else 0
        again = bool(words)
    return start
