"""What goes beyond the shop's text: said, declined or filled in by the owner, in one place each."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from estimator.answers.message import mail_address, message_text
from estimator.policy.file import POLICY_FILE
from estimator.policy.owners_entries import OPEN, TERMS
from estimator.policy.policy_book import PolicyBook
from pages.conditional_parts import check_parts, without_declined
from pages.markers import expand
from pages.page_context import PageContext
from pages.trader_page import is_published, owners_list
from pages.worked_examples import default_estimate
from tests.site.test_readings import DAY, sources
from tests.tools.casebook import policy_with

LANGUAGES = ("en", "ja")
OWN = policy_with([])
PROMISES = list(OWN.undated.promises)
FILLED: list[dict[str, Any]] = [
    {"at": "terms.paying.methods", "value": {"en": "bank transfer", "ja": "銀行振込"}},
    {"at": "terms.paying.when", "value": {"en": "before we post the piece", "ja": "ご返送前"}},
    {"at": "terms.cancelling.until", "value": "dispatch"},
    *({"at": f"terms.{one}.source", "value": "The owner"} for one in ("paying", "cancelling")),
    *(
        {"at": f"trader.{name}", "value": {"en": f"the {name}", "ja": f"{name}です"}}
        for name in ("seller", "responsible", "address", "telephone")
    ),
]


def written(book: PolicyBook, language: str) -> str:
    """Return all pages, the mail and the message that customers read under a policy."""
    context = PageContext(book=book, build_day=DAY, language=language)
    writer = context.writer(default_estimate(context))
    pages = [
        expand(without_declined(path.read_text(encoding="utf-8"), book.undated), context, path.name)[0]
        for one, path in sources() if one == language
    ]  # fmt: skip
    return "\n".join([*pages, unquote(mail_address(writer)), message_text(writer)])


@cache
def own(language: str) -> str:
    """Return all of it under the shop's own policy."""
    return written(OWN, language)


def declined(code: str) -> PolicyBook:
    """Return the shop's policy with one promise declined."""
    return policy_with([{"at": f"promises.{code}.owner", "value": "declined"}])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", PROMISES)
def test_a_declined_sentence_leaves_all_pages(code: str, language: str) -> None:
    """A promise is on a page until the owner declines it, and then nowhere; no empty entry remains."""
    text = OWN.on(DAY).promises[code].text.in_(language)
    after = written(declined(code), language)

    assert text in own(language)
    assert text not in after
    assert [] == re.findall(r"^ *(?:[-*]|\d+\.) *$", after, re.MULTILINE)


@pytest.mark.parametrize(("language", "word"), [("en", "limit"), ("ja", "上限額")])
def test_without_the_go_ahead_limit_no_letter_asks_for_it(language: str, word: str) -> None:
    """Pages, mail and message ask for a limit as long as the shop promises to go by it."""
    assert word in own(language)
    assert word not in written(declined("go-ahead-limit"), language)


def test_a_section_leaves_with_the_last_of_its_promises() -> None:
    """The heading of the care advice is there while one sentence of it is."""
    care = ["care-new-plating", "care-take-off", "care-wipe", "look-again"]
    changes = [{"at": f"promises.{code}.owner", "value": "declined"} for code in care]
    heading = "After the repair"

    assert heading in written(policy_with(changes[1:]), "en")
    assert heading not in written(policy_with(changes), "en")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{{ only care-wipe }}\ntext", 1),
        ("text\n{{ end }}", 2),
        ("{{ only care-wipe }}\n{{ only look-again }}\n{{ end }}", 2),
        ("words {{ only care-wipe }}\n{{ end }}", 1),
    ],
)
def test_a_part_that_begins_or_ends_alone_is_refused(text: str, line: int) -> None:
    """Half of a part is reported with its line."""
    assert line == check_parts(text, "docs/en/fees.md")[0].line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", TERMS)
def test_pages_ask_until_the_owner_fills_a_term_in(code: str, language: str) -> None:
    """Each value of each term has its sentence on the pages, instead of the one that asks."""
    table = tomllib.loads(POLICY_FILE.read_text(encoding="utf-8"))["terms"][code]["text"]
    asks = OWN.on(DAY).terms[code].text.in_(language)
    for value in sorted({*table} - {OPEN}):
        now = term_filled(code, value)
        text = now.on(DAY).terms[code].text.in_(language)

        assert asks == table[OPEN][language]
        assert asks in own(language)
        assert text in written(now, language)
        assert asks not in written(now, language)


def term_filled(code: str, value: str) -> PolicyBook:
    """Return the shop's policy with the fields of a term filled in so that it says `value`."""
    fields: dict[str, Any] = {
        "months": 6, "working_days": 3, "methods": {"en": "card", "ja": "カード"},
        "when": {"en": "at once", "ja": "即時"},
    }  # fmt: skip
    changes: list[dict[str, Any]] = [{"at": f"terms.{code}.source", "value": "The owner"}]
    for field in TERMS[code]:
        changes.append({"at": f"terms.{code}.{field}", "value": fields.get(field, value)})
    return policy_with(changes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_traders_page_needs_every_field(language: str) -> None:
    """It is published once nothing is missing, and then names the trader, payment and cancelling."""
    book = policy_with(FILLED)
    page = Path("docs", language, "trader.md").read_text(encoding="utf-8")
    context = PageContext(book=book, build_day=DAY, language=language)
    text, problems = expand(page, context, "trader.md")
    expected = [
        *(context.in_(getattr(book.undated.trader, name)) for name in ("seller", "address")),
        *(context.in_(book.undated.terms[code].text) for code in ("paying", "cancelling")),
        context.in_(book.on(DAY).clauses["P9"].text),
    ]

    assert [] == problems
    assert [] == [value for value in expected if value not in text]
    assert is_published(book.undated)
    assert not is_published(OWN.undated)
    for at in range(len(FILLED) - 4, len(FILLED)):
        assert not is_published(policy_with(FILLED[:at] + FILLED[at + 1 :]).undated)
    assert not is_published(policy_with(FILLED[5:]).undated)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_katakana_of_the_name_is_a_switch(language: str) -> None:
    """Declined, Japanese pages and letters have the name in Latin letters only."""
    changes = [{"at": "shop.japanese_name", "value": "declined"}]

    assert ("オージュール" in own(language)) is (language == "ja")
    assert "オージュール" not in written(policy_with(changes), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_build_lists_what_waits_for_the_owner(language: str) -> None:
    """Each sentence and field is listed with its path; nothing once all is said."""
    listed = "\n".join(owners_list(OWN.undated, language))
    approved = [{"at": f"promises.{code}.owner", "value": "approved"} for code in PROMISES]
    name = {"at": "shop.japanese_name", "value": "approved"}
    rest = [
        change
        for code in TERMS
        if code not in ("paying", "cancelling")
        for change in [
            {"at": f"terms.{code}.source", "value": "The owner"},
            *({"at": f"terms.{code}.{field}", "value": kinds[0] if kinds != ("stated",) else 6}
              for field, kinds in TERMS[code].items()),
        ]
    ]  # fmt: skip

    assert [] == [code for code in PROMISES if f"promises.{code}: " not in listed]
    assert [] == [code for code in TERMS if f"terms.{code}." not in listed]
    assert [] == owners_list(policy_with([*approved, name, *FILLED, *rest]).undated, language)
