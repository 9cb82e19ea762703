"""What the workshop reads of a piece, without the customer: papers leave the building.

Names and words cannot always be distinguished, so the rule weighs both errors.  What is left out:

- contact data of anybody, see `backoffice.rules.contact_data`, and every order number of the request;
- what is typed under Phone and Return address of the request, see `backoffice.rules.own_contacts`;
- of every name of the request, the full name, and each part of it that holds kanji and three
  letters or more, anywhere;
- another part of a name, or the two or three letters one begins or ends with, before 様 or さん;
  and where it is alone or before の, unless the trade uses the word;
- a surname of one letter before 様 or さん;
- a part in Latin letters before 's or さん; elsewhere with a capital letter, or written just as in
  the name, unless the trade uses the word: *Ring with ruby* of Ruby Smith keeps its stone.

Names are compared in the form of `backoffice.rules.name_forms`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from backoffice.rules.contact_data import contact_spans
from backoffice.rules.name_forms import in_other_kana, name_form
from backoffice.rules.own_contacts import own_spans
from backoffice.rules.trade import TRADE
from backoffice.sheet.folding import as_seen

_TITLES = "(?:様|さま|さん|氏|殿|先生|夫人|ちゃん|君|くん)"
_TITLE = re.compile(rf"\s*{_TITLES}$")
_BETWEEN = r"[\s,、・/／()\[\]「」【】<>:;]"
_APART = re.compile(_BETWEEN)
_LATIN = "[A-Za-zÀ-ɏ]"
_KATAKANA = "[ァ-ヿ]"
_KANJI = "[々㐀-鿿豈-﫿]"
_LEFT_OUT = "…"
_ORDER_LEAST = 4  # a shorter order number is also a size, a year or a count


def without_person(
    piece: str,
    names: Sequence[str],
    orders: Sequence[str],
    trade: Collection[str] = TRADE,
    contacts: Sequence[str] = (),
) -> str:
    """Return `piece`, what it is or what the workshop is to know, without names, contact data and order numbers.

    `names`, `orders` and `contacts` are those of its whole request; `trade` has words that a piece is
    described with, in small letters.

    >>> without_person("山田様のRing, Rin", ["山田花子"], []), without_person("Ring, Rin", ["Rin Mori"], [])
    ('…様のRing, Rin', 'Ring, …')
    """
    if not piece:
        return piece
    known = _known(piece, frozenset(trade))
    numbers = [
        number
        for number in map(name_form, orders)
        # a pattern for each row takes long
        if len(number) >= _ORDER_LEAST and number.casefold() in known.folded
    ]
    parts = [each for name in names for each in _parts(name) if known.may_hold(each)]
    if not (contacts or known.contacts or numbers or parts):
        return piece
    text = _RedactedText(piece)
    text.leave_out(own_spans(text.form, contacts, trade))
    text.leave_out(contact_spans(text.form, trade))
    for number in numbers:
        text.leave_out_all(rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9A-Za-z])")
    for each in parts:
        _leave_out_parts(text, each, trade)
    return text.seen if text.is_shortened else piece


class _KnownPiece:
    """What decides whether a closer look is worth its time; of 100,000 pieces few name anybody."""

    def __init__(self, piece: str, trade: frozenset[str]) -> None:
        self.form = name_form(piece)
        self.folded = self.form.casefold()
        self.letters = "".join(self.form.split()).casefold()
        self.titled = re.search(_TITLES, self.form) is not None
        self.contacts = any(True for _ in contact_spans(self.form, trade))

    def may_hold(self, parts: Sequence[str]) -> bool:
        """Return whether a name of these parts may be in it."""
        for part in parts:
            if part[:2].casefold() in self.letters or part[-2:].casefold() in self.letters:
                return True
        return self.titled and bool(parts) and parts[0][0] in self.form


_known = lru_cache(10_000)(_KnownPiece)


def _parts(name: str) -> Iterator[list[str]]:
    """Yield the parts of a name, and the same in the other kana if it has any."""
    form = name_form(name)
    parts = [
        part for part in _APART.split(form if form.isascii() else _TITLE.sub("", form)) if part
    ]
    yield parts
    if not form.isascii() and (others := [in_other_kana(part) or part for part in parts]) != parts:
        yield others


class _RedactedText:
    """A text as people see it, and in the form in which names compare.

    Both have the same length: a match in one is removed from both.
    """

    def __init__(self, text: str) -> None:
        self.seen, self.form = as_seen(text), name_form(text)
        self.is_shortened = False

    def leave_out(self, spans: Iterable[tuple[int, int]]) -> None:
        """Put … for each of `spans`; for those that overlap or touch, one."""
        apart: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if apart and start <= apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        for start, end in reversed(apart):
            self.seen = f"{self.seen[:start]}{_LEFT_OUT}{self.seen[end:]}"
            self.form = f"{self.form[:start]}{_LEFT_OUT}{self.form[end:]}"
            self.is_shortened = True

    def leave_out_all(self, pattern: str, only: Callable[[str], bool] = lambda _: True) -> None:
        """Put … for all that fits `pattern`, in small letters or large, and `only` accepts."""
        matches = re.finditer(pattern, self.form, flags=re.IGNORECASE)
        self.leave_out([match.span() for match in matches if only(match[0])])


def _leave_out_parts(text: _RedactedText, parts: Sequence[str], trade: Collection[str]) -> None:
    if len(parts) > 1:
        joined = rf"{_BETWEEN}*".join(map(_spaced, parts))
        text.leave_out_all(_alone(joined, "".join(parts)))
    for part in sorted(parts, key=len, reverse=True):
        if re.match(_LATIN, part):
            _leave_out_latin(text, part, trade)
        else:
            _leave_out_eastern(text, part, trade)
    text.leave_out_all(rf"(?<!\w){re.escape(parts[0][0])}(?=\s?{_TITLES})")


def _leave_out_latin(text: _RedactedText, part: str, trade: Collection[str]) -> None:
    if len(part) < 2:
        return
    text.leave_out_all(_alone(rf"{re.escape(part)}(?='s(?!\w)|\s?{_TITLES})", part))
    if part.casefold() not in trade:
        text.leave_out_all(
            _alone(re.escape(part), part), lambda found: found[0].isupper() or found == part
        )


def _leave_out_eastern(text: _RedactedText, part: str, trade: Collection[str]) -> None:
    kanji = re.search(_KANJI, part)
    if kanji and len(part) > 2 and part not in trade:
        text.leave_out_all(_alone(_spaced(part), part))
    for word in _ends(part):
        pattern = re.escape(word)
        text.leave_out_all(_alone(rf"{pattern}(?=\s?{_TITLES})", word))
        if word not in trade and (kanji or word == part):
            text.leave_out_all(rf"(?<!\w){pattern}(?=の|\W|$)")


def _ends(part: str) -> Iterable[str]:
    """Return `part`, and the two or three letters it begins or ends with, the longest first."""
    ends = {part[:3], part[-3:], part[:2], part[-2:], part}
    return sorted((word for word in ends if len(word) > 1), key=lambda word: (-len(word), word))


def _spaced(part: str) -> str:
    """Return a pattern for `part`; between letters of the East a space may be."""
    return re.escape(part) if re.match(_LATIN, part) else r"\s?".join(map(re.escape, part))


def _alone(pattern: str, word: str) -> str:
    """Return `pattern` for `word` where it is no part of a longer one: *Rin* is not in *Ring*."""
    before = "".join(f"(?<!{kind})" for kind in (_LATIN, _KATAKANA) if re.match(kind, word))
    after = "".join(f"(?!{kind})" for kind in (_LATIN, _KATAKANA) if re.match(kind, word[-1]))
    return f"{before}(?:{pattern}){after}"
