"""The estimate code: a request in a few characters, to be quoted in a mail.

    A0ZQ-4K2M-…    version mark, packed request, two check characters

It holds days, materials, re-plating and counts: no personal data.  Services and materials are written as
the numbers the policy gives them, so a code stays readable when prices or names change.  The
characters are Crockford's base 32: no I, L, O, U; small letters, spaces and dashes do not matter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from estimator.errors import Problem, RequestError
from estimator.policy.model import UndatedPolicy
from estimator.policy.offer import UNKNOWN
from estimator.rules.estimates import Request
from estimator.rules.items import Replating

VERSION = "A"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DAY_ZERO = date(2000, 1, 1)
UNKNOWN_NUMBER = 0
"""Of an unknown material; those of the policy begin with 1."""
PRIME = 1021
"""Largest prime below 32²: the check finds every wrong character and every swap of neighbours."""

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_DASHES = "-‐‑‒–—―−ー"  # as phones and Japanese keyboards write a hyphen
_ANSWERS = tuple(Replating)  # their order is part of version A
_LONGEST = 4000  # 31 pieces with 31 counted services each need some 2600

_DAY, _ITEMS, _NUMBER, _ANSWER, _MANY, _COUNT = 15, 5, 5, 2, 1, 7  # bits


def encode(request: Request, policy: UndatedPolicy) -> str:
    """Return the estimate code of `request`."""
    bits = "".join(f"{value:0{width}b}" for value, width in _packed(request, policy))
    bits += "0" * (-len(bits) % 5)
    text = VERSION + "".join(ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))
    return grouped(text + _check(text))


def decode(code: str, policy: UndatedPolicy) -> dict[str, object]:
    """Return the request in `code` as plain data, as `read_request` takes it.

    Raises:
        RequestError: If the code is damaged, of another version, or names what the policy lacks.
    """
    text = normal(code)
    if not text or len(text) > _LONGEST or set(text) - set(ALPHABET):
        raise _refused("this is no estimate code. Copy it whole, as A1B2-C3D4-….")
    if text[0] != VERSION:
        raise _refused(f"this software reads codes that begin with {VERSION}. Make a new estimate.")
    if len(text) < 4 or _check(text[:-2]) != text[-2:]:
        raise _refused("a character is wrong or missing. Copy the code again, whole.")
    try:
        return _unpacked(text[1:-2], policy)
    except (ValueError, LookupError) as error:
        raise _refused("it does not hold a request of this shop. Make a new estimate.") from error


def normal(code: str) -> str:
    """Return `code` without what does not matter: case, dashes, spaces, full width."""
    text = unicodedata.normalize("NFKC", code[: 2 * _LONGEST]).upper().translate(_MISREAD)
    return "".join(one for one in text if not one.isspace() and one not in _DASHES)


def grouped(text: str) -> str:
    """Return `text` in groups of four."""
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def _refused(message: str) -> RequestError:
    return RequestError([Problem(field="code", code="code", message=message)])


def _check(text: str) -> str:
    value = 0
    for character in text:
        value = (value * 32 + ALPHABET.index(character)) % PRIME
    value = value * 32 * 32 % PRIME
    return ALPHABET[value // 32] + ALPHABET[value % 32]


def _packed(request: Request, policy: UndatedPolicy) -> Iterator[tuple[int, int]]:
    """Yield each value of `request` with its width in bits."""
    numbers = {code: material.number for code, material in policy.materials.items()}
    yield (request.asked - DAY_ZERO).days, _DAY
    yield (request.arrives - DAY_ZERO).days, _DAY
    yield len(request.items), _ITEMS
    for item in request.items:
        yield numbers.get(item.material, UNKNOWN_NUMBER), _NUMBER
        yield _ANSWERS.index(item.replating), _ANSWER
        yield len(item.services), _NUMBER
        for number, count in sorted(
            (policy.services[code].number, count) for code, count in item.services.items()
        ):
            yield number, _NUMBER
            yield int(count > 1), _MANY
            if count > 1:
                yield count, _COUNT


def _unpacked(text: str, policy: UndatedPolicy) -> dict[str, object]:
    """Return the request in the packed part of a code; a ValueError or LookupError if there is none."""
    bits = iter("".join(f"{ALPHABET.index(character):05b}" for character in text))
    materials = {material.number: code for code, material in policy.materials.items()}
    if policy.unknown_material:
        materials[UNKNOWN_NUMBER] = UNKNOWN
    services = {service.number: code for code, service in policy.services.items()}

    def take(width: int) -> int:
        taken = "".join(islice(bits, width))
        if len(taken) < width:
            raise ValueError("the code ends too early")
        return int(taken, 2)

    def day() -> str:
        return str(DAY_ZERO + timedelta(days=take(_DAY)))

    def item() -> dict[str, object]:
        material = materials[take(_NUMBER)]
        replating = _ANSWERS[take(_ANSWER)].value
        counts: dict[str, int] = {}
        for _ in range(take(_NUMBER)):
            code = services[take(_NUMBER)]
            counts[code] = take(_COUNT) if take(_MANY) else 1
        return {"material": material, "replating": replating, "services": counts}

    asked, arrives = day(), day()
    items = [item() for _ in range(take(_ITEMS))]
    rest = "".join(bits)
    if len(rest) >= 5 or "1" in rest:  # more than padding
        raise ValueError("the code goes on after its end")
    return {"asked": asked, "arrives": arrives, "items": items}
