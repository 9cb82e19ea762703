"""What holds for every request, tried on many."""

from __future__ import annotations

import json
import string
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import bridge
from estimator.errors import RequestError
from estimator.policy.file import PolicyBook
from estimator.policy.model import HANDLING
from estimator.rules import codes
from estimator.rules.estimates import Request, estimate
from estimator.rules.quotes import Item, Replating, quote
from estimator.rules.requests import read_request
from tests.tools.casebook import policy_called, policy_with

BOOK = policy_called("policy.toml")
POLICY = BOOK.on(date(2026, 6, 1))
PRIMES = (701, 307, 907, 503, 1801, 1511, 911, 2003)
ODD = policy_with(
    [
        *(
            {"at": f"services.{code}.fee.0.value", "value": value}
            for code, value in zip(POLICY.services, PRIMES, strict=True)
        ),
        {"at": "handling.fee.0.value", "value": 919},
        {"at": "tax.rate.0.value", "value": 877},
    ]
)
"""A policy with awkward prices and tax, where rounding shows."""

WATCH = policy_called("watch.toml")


@st.composite
def pieces(draw: st.DrawFn, book: PolicyBook = BOOK) -> Item:
    """Return a piece with some services of `book`."""
    offered = book.on(date(2026, 6, 1)).offered
    chosen = draw(st.lists(st.sampled_from(offered), min_size=1, unique_by=lambda one: one.code))
    return Item(
        material=draw(st.sampled_from(list(book.undated.materials))),
        replating=draw(st.sampled_from(Replating)),
        services={one.code: draw(st.integers(1, one.most)) for one in chosen},
    )


def many(book: PolicyBook = BOOK) -> st.SearchStrategy[list[Item]]:
    """Return a few pieces, as many as one letter holds; the cases have twenty."""
    return st.lists(pieces(book), min_size=1, max_size=min(6, book.undated.max_items))


def requests(book: PolicyBook = BOOK) -> st.SearchStrategy[Request]:
    """Return a request that `book` can answer."""
    return st.builds(
        Request,
        asked=st.dates(date(2026, 3, 1), date(2027, 12, 31)),
        arrives=st.dates(date(2025, 1, 2), date(2027, 10, 31)),
        items=many(book).map(tuple),
    )


def as_written(request: Request) -> dict[str, Any]:
    """Return `request` as its author writes it."""
    items = [
        {
            "material": item.material,
            "replating": item.replating.value,
            "services": dict(item.services),
        }
        for item in request.items
    ]
    return {"asked": str(request.asked), "arrives": str(request.arrives), "items": items}


@given(many())
def test_low_is_never_above_high(items: list[Item]) -> None:
    """Each amount of an estimate is a range that begins at its lower end."""
    done = quote(items, POLICY)

    assert done.net.low <= done.net.high
    assert done.tax
    assert done.tax.low <= done.tax.high
    assert done.total.low <= done.total.high


@given(many(ODD))
def test_tax_is_rounded_down_once(items: list[Item]) -> None:
    """The tax is the exact tax on the whole request, without its fraction of a yen."""
    done = quote(items, ODD.on(date(2026, 6, 1)))

    exact = [Fraction(net * 877, 10_000) for net in (done.net.low, done.net.high)]

    assert done.tax
    assert [floor(tax) for tax in exact] == [done.tax.low, done.tax.high]
    assert [done.net.low + floor(exact[0]), done.net.high + floor(exact[1])] == [
        done.total.low, done.total.high,
    ]  # fmt: skip


@given(many(ODD))
def test_lines_add_up(items: list[Item]) -> None:
    """What is printed adds up to what is asked for, with one handling fee at the end."""
    done = quote(items, ODD.on(date(2026, 6, 1)))

    assert sum(line.amount for line in done.lines) == done.net.high
    assert sum(line.amount for line in done.lines if line.certain) == done.net.low
    assert [len(done.lines) - 1] == [
        place for place, line in enumerate(done.lines) if line.code == HANDLING
    ]


@given(many())
def test_nothing_is_charged_twice_on_a_piece(items: list[Item]) -> None:
    """No piece has two lines of one service."""
    lines = [(line.item, line.code) for line in quote(items, POLICY).lines]

    assert sorted(set(lines), key=str) == sorted(lines, key=str)


@given(many(ODD), pieces(ODD))
def test_another_piece_never_lowers_the_total(items: list[Item], item: Item) -> None:
    """A longer list costs at least as much."""
    policy = ODD.on(date(2026, 6, 1))
    before, after = quote(items, policy).total, quote([*items, item], policy).total

    assert before.low <= after.low
    assert before.high <= after.high


@given(pieces(ODD), st.sampled_from(sorted(POLICY.services)))
def test_another_service_never_lowers_the_total(item: Item, code: str) -> None:
    """More work costs at least as much, also when it was perhaps needed anyway."""
    policy = ODD.on(date(2026, 6, 1))
    more = Item(
        material=item.material, replating=item.replating, services={code: 1} | dict(item.services)
    )
    before, after = quote([item], policy).total, quote([more], policy).total

    assert before.low <= after.low
    assert before.high <= after.high


@given(many())
def test_the_order_of_pieces_does_not_matter(items: list[Item]) -> None:
    """The same pieces the other way round cost the same."""
    assert quote(items, POLICY).total == quote(items[::-1], POLICY).total


@given(many(WATCH))
def test_no_tax_is_no_tax(items: list[Item]) -> None:
    """A tax-exempt seller asks for what the lines say, and a fee for each piece."""
    done = quote(items, WATCH.on(date(2026, 6, 1)))

    assert done.tax is None
    assert done.net == done.total
    assert len(items) == done.lines[-1].quantity


@pytest.mark.parametrize("book", [BOOK, WATCH], ids=["shop", "watch"])
@given(data=st.data())
def test_codes_hold_the_request(book: PolicyBook, data: st.DataObject) -> None:
    """A request comes back from its code as it went in."""
    request = data.draw(requests(book))
    code = codes.encode(request, book.undated)

    assert as_written(request) == codes.decode(code, book.undated)
    assert request == read_request(codes.decode(code.lower(), book.undated), book)


@given(requests(), st.data())
def test_a_wrong_character_is_always_found(request: Request, data: st.DataObject) -> None:
    """Whatever the request, a code with one other character is refused."""
    signs = codes.normal(codes.encode(request, BOOK.undated))
    place = data.draw(st.integers(0, len(signs) - 1))
    sign = data.draw(st.sampled_from(sorted(set(codes.SIGNS) - {signs[place]})))

    with pytest.raises(RequestError):
        codes.decode(signs[:place] + sign + signs[place + 1 :], BOOK.undated)


@pytest.mark.parametrize("book", [BOOK, WATCH], ids=["shop", "watch"])
@given(data=st.data())
def test_requests_survive_json(book: PolicyBook, data: st.DataObject) -> None:
    """A request through JSON gives the estimate it gives without."""
    request = data.draw(requests(book))
    text = json.dumps(as_written(request))

    assert estimate(request, book) == bridge.estimated(text, book)
    assert bridge.as_answer(estimate(request, book)) == json.loads(bridge.answer(text, book))


@given(requests(), st.sampled_from(["", "items.0", "items.0.services"]), st.text(min_size=1))
def test_unknown_keys_are_always_refused(request: Request, place: str, key: str) -> None:
    """A typing error anywhere never passes silently."""
    written = as_written(request)
    table: Any = written
    for step in filter(None, place.split(".")):
        table = table[int(step)] if isinstance(table, list) else table[step]
    known = {
        "asked",
        "arrives",
        "items",
        "material",
        "replating",
        "services",
        *BOOK.undated.services,
    }
    key = f"{key}?" if key in known else key
    table[key] = 1

    answer = bridge.answer_to(json.dumps(written), BOOK)

    assert answer["ok"] is False
    assert {"unknown"} == {problem["code"] for problem in problems(answer)}


def problems(answer: dict[str, Any]) -> list[dict[str, str]]:
    """Return the problems of a refusal."""
    found: list[dict[str, str]] = answer["problems"]
    return found


def assert_sound(text: str | bytes) -> dict[str, Any]:
    """Return the answer to `text`, which must be JSON of the one kind or the other."""
    written = bridge.answer(text, BOOK)
    answer: dict[str, Any] = json.loads(written)
    assert "\n" not in written
    assert written.isascii()
    assert answer["ok"] in (True, False)
    if not answer["ok"]:
        assert problems(answer)
        assert all(problem["message"].isprintable() for problem in problems(answer))
        assert all(problem["field"].isprintable() for problem in problems(answer))
    return answer


@given(st.binary())
def test_any_bytes_are_answered(text: bytes) -> None:
    """Bytes that are nothing at all are refused, in JSON."""
    assert assert_sound(text)["ok"] is False


@given(st.text(alphabet=st.characters(), max_size=50))
def test_any_text_is_answered(text: str) -> None:
    """Text that is nothing at all is refused, in JSON, lone surrogates included."""
    assert assert_sound(text)["ok"] is False


KEYS = st.sampled_from(
    ["asked", "arrives", "items", "material", "replating", "services", "stone", "clean"]
) | st.text(max_size=5)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(string.printable + "石\ud800\u202e", max_size=8)
    | st.sampled_from(["2026-06-01", "silver", "yes", "0000-00-00", "9999-12-31", "0001-01-01"])
)
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5)
)


@given(ANY_JSON)
def test_any_json_is_answered(written: object) -> None:
    """Any JSON gets an answer, never an exception."""
    assert_sound(json.dumps(written))


@given(ANY_JSON, st.sampled_from(["asked", "arrives", "items", "material", "services", "stone"]))
def test_anything_in_the_place_of_a_value_is_answered(value: object, place: str) -> None:
    """A sound request with anything in one place gets an answer."""
    item: dict[str, Any] = {"material": "silver", "services": {"stone": 1}}
    written: dict[str, Any] = {"asked": "2026-05-20", "arrives": "2026-06-01", "items": [item]}
    for table in (written, item, item["services"]):
        if place in table:
            table[place] = value

    assert_sound(json.dumps(written))


GOOD = '{"asked": "2026-05-20", "arrives": "2026-06-01", "items": [%s]}'
PIECE = '{"material": "silver", "services": {"stone": %s}}'


@pytest.mark.parametrize(("text", "code", "says"), [
    ("", "json", "this is not JSON at line 1, column 1"),
    ("{", "json", "line 1, column 2"),
    ("{'asked': 1}", "json", "Correct it there"),
    ("[" * 100_000, "json", "too deep"),
    ('{"a":' * 100_000, "json", "too deep"),
    ("[" * 400 + "]" * 400, "type", "a table is needed here, not a list"),
    (GOOD % (PIECE % ("9" * 5000)), "json", "a number is too long"),
    (GOOD % (PIECE % ("9" * 4000)), "count", "so large a number"),
    (GOOD % (PIECE % "1e999"), "count", "so large a number"),
    (GOOD % (PIECE % "1e2"), "count", "100.0 is no count"),
    (GOOD % (PIECE % "NaN"), "json", "NaN is no number"),
    (GOOD % (PIECE % "-Infinity"), "json", "-Infinity is no number"),
    (GOOD % (PIECE % '1, "stone": 2'), "twice", "'stone' stands twice"),
    (GOOD % (PIECE % '1, "st\\u006fne": 2'), "twice", "'stone' stands twice"),
    (GOOD % (PIECE % '1, "\\ud800": 2'), "unknown", "there is no service called '\ufffd'"),
    (GOOD % (PIECE % '1, "\\u001b[31m": 2'), "unknown", "'\ufffd[31m'"),
    (GOOD % (PIECE % "1") + "\n" + GOOD % (PIECE % "1"), "json", "Extra data"),
    (b"\xff\xfe{\x00}\x00", "json", "byte 1 is not UTF-8"),
    (GOOD.encode("utf-16") , "json", "is not UTF-8. Save it as UTF-8"),
    ("null", "type", "not nothing"),
    ("1" * 1_000_001, "json", "longer than 1,000,000 characters"),
    ("true", "type", "not true"),
])  # fmt: skip
def test_bad_json(text: str | bytes, code: str, says: str) -> None:
    """Each kind of bad JSON is refused with its code and with words that help."""
    answer = assert_sound(text)

    assert [code] == [problem["code"] for problem in problems(answer)]
    assert says in problems(answer)[0]["message"]


@pytest.mark.parametrize("text", [
    "\ufeff" + GOOD % (PIECE % "1"),
    b"\xef\xbb\xbf" + (GOOD % (PIECE % "1")).encode(),
    "\r\n" + GOOD % (PIECE % "1") + "\r\n\r\n",
])  # fmt: skip
def test_harmless_marks(text: str | bytes) -> None:
    """A byte order mark and line ends of any system do no harm."""
    assert assert_sound(text)["ok"] is True


def test_many_keys_take_no_time() -> None:
    """A table of a hundred thousand keys, one of them twice, is refused without long thought."""
    keys = [f'"k{number}":1' for number in range(70_000)]

    answer = assert_sound("{" + ",".join([*keys, keys[-1]]) + "}")

    assert ["twice"] == [problem["code"] for problem in problems(answer)]
