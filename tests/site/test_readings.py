"""Pages under every reading of the policy: what a reading decides is never typed by hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from estimator.answers.message import mail_address
from estimator.answers.page_answer import answer_elements
from estimator.answers.plain_text import estimate_text
from estimator.policy.file import POLICY_FILE
from estimator.policy.policy_book import PolicyBook
from estimator.rules.requests import estimate_from
from pages.markers import MARKER, expand
from pages.page_context import PageContext
from pages.shell_data import shell_texts
from pages.worked_examples import default_estimate
from tests.estimator.answers.answered_cases import text_of
from tests.tools.casebook import policy_with

PROJECT = Path(__file__).parents[2]
DAY = date(2026, 5, 20)
READINGS = {
    "the shop's own": [],
    "P7": [{"at": "handling.per", "value": "item"}],
    "P10": [{"at": "dispatch.roll", "value": "back"}],
    "P11": [{"at": "arrival.counts", "value": "opened"}],
    "P13": [{"at": "postage.back_when_declined", "value": "customer"}],
    "P17": [{"at": "handling.when_not_repairable", "value": True}],
    "P8": [{"at": "tax.rate", "value": "exempt"}],
    "P12": [{"at": "holidays.extra_days", "value": 5}],
}
CLAUSES = {"P7": "P7", "P10": "P9 P10", "P11": "P11", "P13": "P13", "P17": "P17", "P12": "P12"}
"""Rules whose text follows each reading."""

TYPED = {
    "en": re.compile(
        r"(?:per|whole|one|each) request|each piece carries|share|handling fee|postage (?:back|to)|the way back"
        r"|at our cost|open day from|next open day|open or closed|last day of (?:a|the) month|delivered by"
        r"|last open day before|adds? \d+ days",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"1件につき|1回分|点数にかかわらず|手数料(?:は|を)?いただ|ご返送|当店(?:が|の)負担|送料当店|翌営業日"
        r"|営業日・休業日|月末日?までに(?:到着|配達|届)|最終営業日|日遅く"
    ),
}
"""What only markers say, since a reading decides it."""

ALLOWED = {
    "How many handling fees is that?", "By the last open day of a month.",
    "the last open day for each month’s parcel", "Two pieces in one request", "last day of the month on\nwhich we are open",
    "**お品物1点につき1回分だけ**", "再メッキの料金は1回分です",
}  # fmt: skip


def sources() -> Iterator[tuple[str, Path]]:
    """Yield language and path of every page."""
    for language in TYPED:
        for path in sorted((PROJECT / "docs" / language).glob("*.md")):
            yield language, path


@pytest.mark.parametrize(
    ("language", "path"), list(sources()), ids=lambda one: getattr(one, "name", one)
)
def test_no_page_types_what_a_reading_decides(language: str, path: Path) -> None:
    """Outside of markers, no sentence says who pays, what one fee is for, or which day counts."""
    text = MARKER.sub("", path.read_text(encoding="utf-8"))
    for phrase in ALLOWED:
        text = text.replace(phrase, "")

    assert [] == TYPED[language].findall(text)


def pages_of(book: PolicyBook, language: str) -> dict[str, str]:
    """Return every page of a language under a policy, without problems."""
    context = PageContext(book=book, build_day=DAY, language=language)
    written = {}
    for one, path in sources():
        if one == language:
            written[path.stem], problems = expand(
                path.read_text(encoding="utf-8"), context, path.name
            )
            assert [] == problems
    return written


def variants(value: Any) -> Iterator[dict[str, str]]:
    """Yield the texts of a rule, one for each reading."""
    if set(value) == {"en", "ja"}:
        yield value
    else:
        for inner in value.values():
            yield from variants(inner)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("switched", list(READINGS))
def test_pages_clause_and_answer_change_together(switched: str, language: str) -> None:
    """Pages and answer have the text of the reading in force, and of no other."""
    book = policy_with(READINGS[switched])
    policy, shops_own = book.on(DAY), policy_with([]).on(DAY)
    pages = pages_of(book, language)
    items = [{"material": "silver", "services": {"clean": 1}}]
    done = estimate_from({"asked": str(DAY), "arrives": str(DAY), "items": items}, book)
    writer = PageContext(book=book, build_day=DAY, language=language).writer(done)
    answer = "".join(map(text_of, answer_elements(writer, DAY)))
    clauses = tomllib.loads(POLICY_FILE.read_text(encoding="utf-8"))["clauses"]

    for code in CLAUSES.get(switched, "").split():
        now = policy.clauses[code].text.in_(language)
        own = shops_own.clauses[code].text.in_(language)
        assert now != own
        assert now in pages["repair"]
        for written in [*pages.values(), answer]:
            assert own not in written
    for code, clause in policy.clauses.items():
        others = [
            text[language] for text in variants(clauses[code]["text"])
            if "{" not in text[language] and text[language] != clause.text.in_(language)
        ]  # fmt: skip
        for written in [*pages.values(), answer]:
            assert [] == [other for other in others if other in written]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_tax_exempt_seller_speaks_of_no_tax(language: str) -> None:
    """Pages, form and answers of a seller without tax name no price with or before tax; rule P8 says that there is none."""
    exempt = PageContext(book=policy_with(READINGS["P8"]), build_day=DAY, language=language)
    own = PageContext(book=policy_with([]), build_day=DAY, language=language)

    assert [] == [match[0] for text in said_in(exempt) for match in OF_TAX.finditer(text)]
    assert 20 < len([match[0] for text in said_in(own) for match in OF_TAX.finditer(text)])


OF_TAX = re.compile(r".{0,20}(?:with tax|before tax|税込|税抜).{0,20}", re.IGNORECASE)


def said_in(context: PageContext) -> list[str]:
    """Return every page with its description, the answer to the form's choice with its mail, and what the script says."""
    writer = context.writer(default_estimate(context))
    return [
        *pages_of(context.book, context.language).values(),
        "".join(map(text_of, answer_elements(writer, DAY))),
        unquote(mail_address(writer)),
        estimate_text(writer.done, context.language),
        *shell_texts(context).values(),
    ]
