"""Names under which people are found in other services: LINE, Instagram, X, WhatsApp and their like.

*Line* is also a word for a shape, and a letter X a cross: without a colon or *ID* after such a word, only
what looks like the name of an account counts, such as ``hanako_0401``.
"""

from __future__ import annotations

import re

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

ACCOUNTS = (
    rf"(?<![A-Za-z]){_SERVICE}(?: ?{_OWN} ?[:=は]?| ?[:=は]) ?{_NAME}",
    rf"(?<![A-Za-z]){_SERVICE} {_CLEAR_NAME}",
    rf"(?<![A-Za-z]){_SHAPE}(?: {_OWN} ?[:=は]? ?{_NAME}| ?[:=は] ?{_CLEAR_NAME})",
    rf"(?<![A-Za-z])[Ll]ine {_CLEAR_NAME}",
    r"(?<![\w@])@(?:[A-Za-z_][A-Za-z0-9_.]{2,}|[0-9]+[A-Za-z_][A-Za-z0-9_.]{3,})",
    rf"(?:https?://)?(?:www\.|m\.)?(?<![A-Za-z0-9-]){_SITES}/[^\s、。]+",
)
"""Patterns of accounts, with the name of their service."""

HINT = re.compile(
    r"(?i)@|line|insta|twit|whats|face|messenger|kakao|telegram|skype|tiktok|discord|viber|mixi|threads|bluesky|wechat"
    r"|\.(?:com|net|me|ee|link|app)/|IG|FB|DM|X *[:=は]"
    r"|ライン|インスタ|ツイッター|ワッツ|フェイス|メッセンジャー|微信|カカオ|テレグラム|スカイプ"
)
"""Without one of these there is no account."""
