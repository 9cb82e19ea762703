"""Letters: what each says in both languages, what customers cannot put into one, the same bytes each time."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from backoffice.jobs.letter_drafting import draft_letter, draft_letters
from backoffice.outputs.letters.letter import usable_address
from backoffice.outputs.letters.mail_file import mail_file
from backoffice.rules.letter_kinds import LetterKind
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import position
from tests.backoffice.desks import ARRIVED, ASKED, QUOTED, run_of
from tests.backoffice.outputs.letter_desks import (
    POLICY,
    body_of,
    desk_of,
    drafted,
    due,
    opened,
    outline,
)
from tests.tools.casebook import policy_called, policy_with

LANGUAGES = ("en", "ja")
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("https://evil.example","x")',
    "Ring\r\nBcc: spy@evil.example",
    "../../etc/passwd",
    "a\u202egnir\u2066\u200f",
    "=?utf-8?b?QmNjOg==?=",
    "{{ letter.to }} {count} %s",
    "\x00\x1b[31mred",
    "\ud800 half a pair",
    "👩🏽‍🔧 𠮷田",
    "W" * 3000,
)
TYPED = ("name", "piece", "email", "tracking", "order")


@cache
def letter(kind, language):
    """Return draft and mail of a kind, drafted once for all tests."""
    with TemporaryDirectory() as folder:
        return drafted(desk_of(kind, language), Path(folder))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_what_a_letter_says(kind, language, golden):
    """Headers, text and the outline of the HTML are as reviewed; no kind but the one that is due is drafted."""
    draft, mail = letter(kind, language)
    headers = "\n".join(f"{name}: {mail[name]}" for name in ("From", "To", "Subject", "X-Unsent"))
    text, page = body_of(mail, "plain"), body_of(mail, "html")

    assert kind is draft.letter.kind
    golden(f"letters/{kind}.{language}.txt", f"{headers}\n\n{text}\n{'-' * 72}\n{outline(page)}\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_text_and_page_say_the_same(kind, language):
    """Every paragraph, entry and amount of the HTML is in the plain text; heads of the table are not."""
    _, mail = letter(kind, language)
    text, heads = body_of(mail, "plain"), {"Work", "Before tax", "内容", "税抜"}
    lines = outline(body_of(mail, "html")).splitlines()
    said = [line.partition(": ")[2] for line in lines if not line.startswith(("->", "title"))]

    assert [] == [each for each in said if each not in text and each not in heads]


def test_a_draft_has_no_moment():
    """A draft holds nothing that differs from run to run: no date, no number, no random boundary."""
    draft, mail = letter(LetterKind.QUOTE, "en")
    headers = "X-Unsent From To Subject Content-Language MIME-Version Content-Type"

    assert mail_file(draft.letter) == mail_file(draft.letter)
    assert {*headers.split()} == {*mail.keys()}
    assert ["text/plain", "text/html"] == [part.get_content_type() for part in mail.iter_parts()]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_what_customers_write_stays_text(text, tmp_path):
    """No header, no markup, no path, no file name; the page has the elements it always has."""
    plain, mail = letter(LetterKind.ON_ITS_WAY, "en")
    nasty, odd = drafted(
        desk_of(LetterKind.ON_ITS_WAY, "en", **dict.fromkeys(TYPED, text)), tmp_path / "odd"
    )
    page, usual = body_of(odd, "html"), body_of(mail, "html")
    raw = nasty.path.read_bytes().partition(b"\r\n\r\n")[0].decode("ascii")

    assert [plain.path.name] == [path.name for path in (tmp_path / "odd").iterdir()]
    assert {*mail.keys()} - {"To"} <= {*odd.keys()} <= {*mail.keys()}
    assert mail["Subject"] == odd["Subject"]
    assert None is odd["To"]
    assert "evil" not in raw
    assert re.findall(r"<\w+", usual) == re.findall(r"<\w+", page)
    assert max(map(len, re.findall("W*…?", page))) <= 200
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00\x1b]", page)


@pytest.mark.parametrize(
    ("typed", "usable"),
    [
        ("hanako@example.com", "hanako@example.com"),
        ("a..b.@docomo.example.jp", "a..b.@docomo.example.jp"),
        ("o'hara+x@mail.example.co.jp", "o'hara+x@mail.example.co.jp"),
        ("花子@example.com", ""),
        ("hanako@example", ""),
        ("hanako(at)example.com", ""),
        ("a@b.jp, c@d.jp", ""),
        ("a@b.jp\r\nBcc: c@d.jp", ""),
        ("=?utf-8?q?x?=@b.jp", ""),
        ("<a@b.jp>", ""),
        (f"{'a' * 250}@b.jp", ""),
        (None, ""),
    ],
)
def test_addresses_that_a_header_may_have(typed, usable):
    """An address goes into a header only if nothing else can be meant."""
    assert usable == usable_address(typed)


@pytest.mark.parametrize("typed", ["a..b.@docomo.example.jp", "o'hara+x@mail.example.co.jp"])
def test_odd_addresses_arrive(typed, tmp_path):
    """Addresses as carriers gave them out long ago are in the draft as they were typed."""
    draft, _ = drafted(desk_of(LetterKind.QUOTE, "ja", email=typed), tmp_path)

    assert f"\r\nTo: {typed}\r\n".encode() in draft.path.read_bytes().replace(b'"', b"")


def test_what_is_missing_is_said(tmp_path):
    """A draft without recipient, language, or an address for parcels says so; the gap is in the letter."""
    row = {key: cell for key, cell in ASKED.items() if key != "email"}
    draft, text = due(run_of(row, now="2026-05-04 09:00"), tmp_path)

    assert ["email", "language", "address"] == list(draft.letter.missing)
    assert None is opened(draft.path.read_bytes())["To"]
    assert "[Please fill in: the address to send the piece to]" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_days_stay_blank(language, tmp_path):
    """Days of a frozen piece that neither Batches nor a damaged log knows are not written as "None"."""
    run = desk_of(LetterKind.AT_WORKSHOP, language)
    for key in ("dispatch", "back"):
        run.book.grid(Tab.BATCHES)[1][position(Tab.BATCHES, key)] = ""
    for row in run.book.grid(Tab.LOG)[1:]:
        row[position(Tab.LOG, "record")] = "damaged"
    run.book.save()

    assert "None" not in body_of(drafted(run, tmp_path, LetterKind.AT_WORKSHOP)[1], "plain")


def test_pieces_of_one_request_share_a_letter(tmp_path):
    """Two pieces that wait for the same answer are in one quote, whose rows add up to its total."""
    together = QUOTED | {"together": "R-00101", "piece": "Chain", "price": 2000, "language": "en"}
    run = run_of(QUOTED | {"language": "en"}, together, now="2026-05-22 09:00")
    draft, _ = due(run, tmp_path)
    [prices] = [part for part in draft.letter.parts if part.kind == "prices"]

    assert ["R-00101", "R-00102"] == list(draft.letter.tickets)
    assert [
        ("Ring with three stones (R-00101)", ""),
        ("① Refinish to new", "¥700"),
        ("What we found on inspection", "¥300"),
        ("Chain (R-00102)", ""),
        ("① Refinish to new", "¥700"),
        ("What we found on inspection", "¥1,300"),
        ("For the whole request", ""),
        ("Handling fee", "¥900"),
        ("Sum before tax", "¥3,900"),
        ("Consumption tax 10%", "¥390"),
        ("Total with tax", "¥4,290"),
    ] == [(row.what, row.amount) for row in prices.prices]


def test_a_quote_waits_for_the_other_piece(tmp_path):
    """While a piece of the request has no price there is no quote; asked for, it names the guide as such."""
    other = ARRIVED | {"together": "R-00101", "piece": "Chain"}
    run = run_of(QUOTED, other, now="2026-05-22 09:00")
    done = draft_letters(run, tmp_path)
    [asked] = draft_letter(run, "101", LetterKind.QUOTE, tmp_path).drafts

    assert {"arrived"} == {draft.letter.kind for draft in done.drafts}
    assert ["R-00101"] == list(done.incomplete)
    assert "Not inspected yet: guide" in body_of(opened(asked.path.read_bytes()), "plain")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-05-22", "by Fri 29 May 2026"),
        ("2026-05-29", "reaches us today, Fri 29 May 2026"),
        ("2026-05-30", "by Tue 30 June 2026"),
    ],
)
def test_until_when_to_answer(day, said, tmp_path):
    """By the last open day of the month: 30 and 31 May 2026 are a weekend, and then it is June's parcel."""
    run = run_of(QUOTED | {"language": "en"}, now=f"{day} 09:00", policy=POLICY)

    assert said in due(run, tmp_path)[1]


def test_owners_terms_are_in_a_quote(tmp_path):
    """How to pay and what declining costs are in the letter once the owner decided; open terms are not."""
    policy = policy_with(
        [
            {"at": "terms.paying.methods", "value": {"en": "bank transfer", "ja": "銀行振込"}},
            {"at": "terms.paying.when", "value": {"en": "before we send it", "ja": "ご返送前"}},
            {"at": "terms.paying.source", "value": "the owner"},
        ]
    )
    run = run_of(QUOTED | {"language": "en"}, now="2026-05-22 09:00", policy=policy)
    _, text = due(run, tmp_path)

    assert "You can pay by bank transfer. Payment is due before we send it." in text
    assert "please ask us before you send the piece" not in text


EXEMPT = policy_with([{"at": "tax.rate", "value": "exempt"}])


@pytest.mark.parametrize("policy", [EXEMPT, policy_called("watch.toml")], ids=["exempt", "watch"])
def test_other_shops_have_letters_too(policy, tmp_path):
    """A tax-exempt seller has no tax in a quote; a shop without months has no month in it."""
    material, service = next(iter(policy.undated.materials)), next(iter(policy.undated.services))
    row = {key: cell for key, cell in QUOTED.items() if not key.startswith("service")}
    row |= {"material": material, f"service:{service}": 1, "language": "en"}
    row |= {"enquired": date(2026, 5, 2)}
    draft, text = due(run_of(row, now="2026-05-22 09:00", policy=policy), tmp_path)

    assert "quote" == draft.letter.kind
    assert ("tax" in text.casefold()) is (policy.undated.tax is not None)
