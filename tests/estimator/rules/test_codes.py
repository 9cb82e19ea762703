"""Estimate codes: the same in every version, checked, tolerant of how people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.errors import RequestError
from estimator.policy.file import policy_from
from estimator.policy.policy_book import PolicyBook
from estimator.rules import codes
from estimator.rules.requests import read_request
from tests.estimator.rules.generated_requests import BOOK, WATCH, as_written, requests
from tests.tools.casebook import Table, as_json, changed, policy_called, table_of

GOLDEN = table_of("codes.toml")["code"]
CODE = "A9D4-9DG1-1GG8-J1GR-X"
POLICY = policy_called("policy.toml").undated
CHARACTERS = codes.normal(CODE)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: str(case["code"])[:9])
def test_a_code_is_read_for_ever(case: Table) -> None:
    """A code of an earlier version decodes to the same request, and the request has the same code."""
    book, written = policy_called(case["policy"]), as_json(case["request"])

    assert written == codes.decode(case["code"], book.undated)
    assert case["code"] == codes.encode(read_request(written, book), book.undated)


def test_new_prices_and_names_leave_codes_readable() -> None:
    """A code decodes after its service was renamed, moved and repriced."""
    table = table_of("policy.toml")
    services = table["services"]
    renamed = {"like-new": services["refinish"], "stone": services["stone"]}
    new = changed(table, [
        {"at": "services", "value": renamed | services},
        {"at": "services.refinish", "remove": True},
        {"at": "services.like-new.fee.0.value", "value": 999},
        {"at": "surcharges.0.after", "value": ["like-new", "chain"]},
        {"at": "notices.rhodium-may-need-plating", "remove": True},
        {"at": "symptoms", "remove": True},
    ])  # fmt: skip

    request = codes.decode(CODE, policy_from(new).undated)

    assert [{"material": "gold-plated", "replating": "not-sure",
             "services": {"like-new": 1, "stone": 3}}] == request["items"]  # fmt: skip


@pytest.mark.parametrize("written", [
    CODE.lower(),
    CODE.replace("-", ""),
    CODE.replace("-", " "),
    f"  {CODE}\n",
    CODE.replace("-", "–"),
    CODE.replace("-", "ー"),
    CODE.replace("-", "−"),
    CODE.replace("-", "‐"),
    "Ａ９Ｄ４－９ＤＧ１－１ＧＧ８－Ｊ１ＧＲ－Ｘ",
    "Ａ９Ｄ４　９ＤＧ１　１ＧＧ８　Ｊ１ＧＲ　Ｘ",
    "a9d4ー9dgl-igg8-jLgr-x",
    CODE.replace("1", "I"),
])  # fmt: skip
def test_as_people_type_it(written: str) -> None:
    """Lower case, full width, spaces, any dash, and I or L for 1 decode to the same request."""
    assert codes.decode(CODE, POLICY) == codes.decode(written, POLICY)


def refused(code: str) -> bool:
    """Return whether `code` is refused with the problem `code` alone."""
    try:
        codes.decode(code, POLICY)
    except RequestError as error:
        return {"code"} == {problem.code for problem in error.problems}
    return False


def test_every_wrong_character_is_found() -> None:
    """A code with one wrong character, anywhere, is refused."""
    passed = [
        (index, character)
        for index in range(len(CHARACTERS))
        for character in codes.ALPHABET
        if character != CHARACTERS[index]
        and not refused(CHARACTERS[:index] + character + CHARACTERS[index + 1 :])
    ]

    assert not passed


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: str(case["code"])[:9])
def test_every_swap_of_neighbours_is_found(case: Table) -> None:
    """A code with two neighbouring characters swapped is refused."""
    text = codes.normal(case["code"])

    passed = [
        index
        for index in range(len(text) - 1)
        if text[index] != text[index + 1]
        and not refused(f"{text[:index]}{text[index + 1]}{text[index]}{text[index + 2 :]}")
    ]

    assert not passed


def test_every_missing_end_is_found() -> None:
    """A code cut short anywhere is refused."""
    assert all(refused(CHARACTERS[:length]) for length in range(len(CHARACTERS)))


@pytest.mark.parametrize(("code", "says"), [
    ("", "this is no estimate code"),
    ("----", "this is no estimate code"),
    ("A9D4-9DG1-1GG8-J1GR-U", "this is no estimate code"),
    ("見積コード", "this is no estimate code"),
    ("\ud800", "this is no estimate code"),
    ("A" * 100_000, "this is no estimate code"),
    ("B9D4-9DG1-1GG8-J1GR-X", "codes that begin with A"),
    ("A", "a character is wrong or missing"),
    ("A00", "a character is wrong or missing"),
    (CODE + "0", "a character is wrong or missing"),
])  # fmt: skip
def test_what_is_no_code(code: str, says: str) -> None:
    """A damaged code is refused with a message that says what is wrong."""
    with pytest.raises(RequestError, match=says):
        codes.decode(code, POLICY)


def checked(text: str) -> str:
    """Return `text` with the check characters that make them pass as a code."""
    return text + codes._check(text)


@pytest.mark.parametrize("text", [
    CHARACTERS[:-3],               # ends too early
    CHARACTERS[:-2] + "0",         # goes on after its end
    CHARACTERS[:7] + "0" + CHARACTERS[8:-2],   # one piece more than it says, or less
    "A9D49DG1ZGG8J1GR",       # a material with the number 31
])  # fmt: skip
def test_a_forged_code(text: str) -> None:
    """A code with valid check characters and invalid content is refused."""
    with pytest.raises(RequestError, match="does not hold a request of this shop"):
        codes.decode(checked(text), POLICY)


def test_a_code_of_another_shop() -> None:
    """A code with service numbers that the policy does not have is refused."""
    watch = next(case["code"] for case in GOLDEN if case["policy"] == "watch.toml")

    assert refused(watch)


def test_the_largest_request_has_a_readable_code() -> None:
    """The largest request of the largest policy comes back from its code."""
    table = table_of("policy.toml")
    service = table["services"]["stone"]
    table["services"] |= {
        f"stone-{number}": service | {"number": number} for number in range(9, 32)
    }
    table["request"]["max_items"] = 31
    book = policy_from(table)
    most = {code: service.most for code, service in book.undated.services.items()}
    items = [{"material": "silver", "replating": "no", "services": most}] * 31
    request = {"asked": "2026-06-01", "arrives": "2026-06-10", "items": items}

    code = codes.encode(read_request(request, book), book.undated)

    assert request == codes.decode(code, book.undated)


@pytest.mark.parametrize("book", [BOOK, WATCH], ids=["shop", "watch"])
@given(data=st.data())
def test_codes_hold_the_request(book: PolicyBook, data: st.DataObject) -> None:
    """Decoding the code of a request gives the request back."""
    request = data.draw(requests(book))
    code = codes.encode(request, book.undated)

    assert as_written(request) == codes.decode(code, book.undated)
    assert request == read_request(codes.decode(code.lower(), book.undated), book)
