"""Where a text repeats what is typed under Phone and Return address of its request, however written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

import pandas as pd

from backoffice.intake.frames import Typed
from backoffice.intake.request_entries import of_request
from backoffice.rules.name_forms import name_form

_BETWEEN = r"[-ー() ./]{0,2}"
_LEAST_DIGITS = 6  # a shorter number is also a size, a year or a count
_LEAST_LETTERS = {True: 4, False: 3}  # of a part of an address in ASCII, in Japanese
_PARTS = re.compile(r"[,、，。\n/／;]+")
_WORDS = re.compile(r"[\s0-9一二三四五六七八九十\-ー丁目番地号室〒]+")
_DISTRICT = re.compile("(?<=[都道府県市区町村郡])")


def request_contacts(tickets: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return all phone numbers and return addresses in the request of each ticket."""
    phones, addresses = (of_request(tickets, key) for key in (Typed.PHONE, Typed.ADDRESS))
    return [(*some, *others) for some, others in zip(phones, addresses, strict=True)]


def own_spans(
    text: str, contacts: Sequence[str], trade: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Yield where `text`, in the form of `name_form`, repeats one of `contacts` or a part of it."""
    for contact in contacts:
        for pattern, word in _patterns(contact):
            if word.casefold() not in trade:
                yield from (match.span() for match in pattern.finditer(text))


@cache
def _patterns(contact: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns of a phone number or an address, each with the words that it stands for."""
    form = name_form(contact)
    digits = re.sub(r"\D", "", form)
    # 内線 and such may be behind a number
    if sum(letter.isalpha() for letter in form) <= len(digits) // 4:
        return tuple(_phone(form, digits))
    return tuple((re.compile(_spaced(word), re.IGNORECASE), word) for word in _words(form))


def _phone(form: str, digits: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the pattern of a number, with or without its country code and its first zero."""
    national = re.sub(r"^\+?81|^00?81", "", digits) if form.startswith("+") else digits
    national = national.lstrip("0")
    if len(national) >= _LEAST_DIGITS:
        before = rf"(?<![0-9])(?:\+[0-9]{{1,3}}{_BETWEEN})?(?:\(?0{_BETWEEN})?"
        yield re.compile(rf"{before}{_BETWEEN.join(national)}(?![0-9])"), national


def _words(form: str) -> list[str]:
    """Return an address and the parts of it that tell where somebody lives, the longest first."""
    found = [form]
    for part in _PARTS.split(form):
        found.append(part)
        if not part.isascii():
            found += (*part.split(), *_DISTRICT.split(part))
            found += (name for word in _WORDS.split(part) for name in _DISTRICT.split(word))
    distinct = dict.fromkeys(word.strip() for word in found)
    return sorted(filter(_is_distinctive, distinct), key=len, reverse=True)


def _is_distinctive(word: str) -> bool:
    is_long = len(word) >= _LEAST_LETTERS[word.isascii()]
    return is_long and not word.isdigit() and any(letter.isalnum() for letter in word)


def _spaced(word: str) -> str:
    """Return a pattern for `word`; spaces and commas between its letters do not matter."""
    letters = [re.escape(letter) for letter in word if not letter.isspace() and letter not in ",、"]
    pattern = r"[\s,、]{0,2}".join(letters)
    return rf"(?<![0-9A-Za-z]){pattern}(?![0-9A-Za-z])" if word.isascii() else pattern
