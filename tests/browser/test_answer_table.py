"""Every entry of the answer table of the built page, as its script reads it, is what the estimator says.

The two languages share the choices and days out; with THOROUGH=1 each has all of them.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest

from estimator import bridge
from estimator.answers.answer_writer import AnswerWriter, Pages
from estimator.answers.headline import headline_element
from estimator.answers.page_answer import announcement
from estimator.errors import EstimatorError
from estimator.policy.file import load_policy
from estimator.policy.model import Policy
from estimator.policy.policy_book import PolicyBook
from estimator.rules.items import Replating
from pages.answer_table import table_data
from pages.page_context import PageContext
from pages.table_choices import COUNTED, works
from pages.worked_examples import default_estimate
from tests.browser.conftest import JAPANESE, LANGUAGES, TODAY, Visit
from tests.selection import in_turns
from tests.site.conftest import PROJECT
from tests.tools.casebook import Table, policy_with

pytestmark = pytest.mark.shared_page

FIRST = {"en": 0, "ja": 1}
"""With which case each language begins where they take turns."""
BOOK = load_policy()
LAST = date(2027, 11, 30)
SHELL = PROJECT / "site" / "shell"
ESBUILD = PROJECT / "site" / "runtime" / "node_modules" / "esbuild" / "bin" / "esbuild"
ASK = """({ table, questions }) => {
    const asked = shell.newTable(table ?? JSON.parse(document.querySelector('#estimate-data').textContent).table)
    return questions.map(([request, today]) => asked.answer(request, today))
}"""
DEARER = policy_with([
    {"at": "services.refinish.fee", "add": {"from": date(2026, 9, 1), "value": 850}},
    {"at": "handling.fee", "add": {"from": date(2027, 4, 1), "value": 1000}},
    {"at": "tax.rate", "add": {"from": date(2027, 4, 1), "value": 1200}},
])  # fmt: skip
Question = tuple[Table, date]
Answers = Callable[[list[Question]], list[Any]]


def request(
    asked: date = TODAY,
    arrives: date = TODAY,
    material: str = "silver",
    replating: str = "",
    **services: int,
) -> Table:
    """Return a request of one piece, as the form writes it."""
    item: Table = {"material": material, "services": services or {"clean": 1}}
    if replating:
        item["replating"] = replating
    return {"asked": str(asked), "arrives": str(arrives), "items": [item]}


@pytest.fixture(scope="module")
def ask_by_script() -> str:
    """What asks a table by the script that looks it up, as the build makes it for browsers."""
    bundle = [ESBUILD, SHELL / "table.js", "--bundle", "--minify", "--global-name=shell"]
    made = subprocess.run(["node", *bundle], check=True, capture_output=True, text=True)
    return f"asked => {{ {made.stdout}; return ({ASK})(asked) }}"


def answers(visit: Visit, ask_by_script: str, language: str, table: Table | None = None) -> Answers:
    """Return what asks the table of the built page, or another one."""
    page = visit.open(language)

    def ask(questions: list[Question]) -> list[Any]:
        written = [[request, str(today)] for request, today in questions]
        found = page.evaluate(ask_by_script, {"table": table, "questions": written})
        assert len(found) == len(questions)
        return found  # type: ignore[no-any-return]

    return ask


def by_python(asked: Table, today: date, language: str, book: PolicyBook) -> Table:
    """Return what the estimator says, in the shape of the table's answer."""
    root = "../" if language == "en" else "../../ja/"
    pages = Pages(policy=f"{root}repair/", packing=f"{root}packing/")
    writer = AnswerWriter(
        done=bridge.estimated(json.dumps(asked), book), language=language, pages=pages
    )
    edition = book.edition(date.fromisoformat(asked["asked"]))
    tree = headline_element(writer, today, repriced=edition != book.edition(today))
    return {"tree": [tree], "announcement": announcement(writer, today)}


def choices(policy: Policy) -> Iterator[Table]:
    """Yield every piece that the form can ask for, with up to ten stones."""
    for material in policy.material_labels:
        for answer in ("yes", "no", "not-sure") if material == "gold-plated" else ("",):
            for services in works(policy):
                if services:
                    yield request(material=material, replating=answer, **services)


def days(first: date = TODAY, last: date = LAST, step: int = 1) -> list[date]:
    """Return days, both ends among them."""
    return [*(first + timedelta(days=n) for n in range(0, (last - first).days, step)), last]


@LANGUAGES
def test_every_choice(visit: Visit, ask_by_script: str, language: str) -> None:
    """Each piece with each choice of work and up to ten stones has the headline that Python writes."""
    every = list(choices(BOOK.on(TODAY)))
    assert len(every) == (5 + len(Replating)) * (2**7 * (COUNTED + 1) - 1)
    some = in_turns(every, 29, first=FIRST[language])
    found = answers(visit, ask_by_script, language)([(one, TODAY) for one in some])

    for one, answer in zip(some, found, strict=True):
        assert by_python(one, TODAY, language, BOOK) == answer, one


@LANGUAGES
def test_every_day_of_arrival(visit: Visit, ask_by_script: str, language: str) -> None:
    """Each day of the coming eighteen months has the days, notices and question that Python writes."""
    some = in_turns([(request(arrives=day), TODAY) for day in days()], 2, first=FIRST[language])
    found = answers(visit, ask_by_script, language)(some)

    for (one, today), answer in zip(some, found, strict=True):
        assert by_python(one, today, language, BOOK) == answer, one


@LANGUAGES
def test_every_later_day_of_reading(visit: Visit, ask_by_script: str, language: str) -> None:
    """On each later day the same page says what Python says on that day, whenever the choice was made."""
    every = [
        (request(asked=asked, arrives=arrives), today)
        for today in days(step=9)
        for asked in sorted({TODAY - timedelta(days=200), TODAY, today})
        for arrives in days(step=50)
    ]
    some = in_turns(every, 5, first=FIRST[language])
    found = answers(visit, ask_by_script, language)(some)

    for (one, today), answer in zip(some, found, strict=True):
        assert by_python(one, today, language, BOOK) == answer, (one, today)


@JAPANESE
def test_prices_that_change(visit: Visit, ask_by_script: str, language: str) -> None:
    """Each price has its days of asking; an answer from before says so, and is never given where it may be wrong."""
    context = PageContext(
        book=DEARER,
        build_day=TODAY,
        language=language,
        root="../" if language == "en" else "../../",
    )
    table = table_data(context.writer(default_estimate(context)), context)
    askings = [date(2026, 8, 31), date(2026, 9, 1), date(2027, 3, 31), date(2027, 4, 1), TODAY]
    every = [
        (request(asked=asked, arrives=today, refinish=1, stone=stones), today)
        for asked in askings
        for today in askings
        for stones in (1, 10)
    ]
    found = answers(visit, ask_by_script, language, table)(every)
    for (one, today), answer in zip(every, found, strict=True):
        assert by_python(one, today, language, DEARER) == answer, (one, today)

    before = (request(asked=TODAY - timedelta(days=1)), date(2026, 9, 1))
    assert [None] == answers(visit, ask_by_script, language, table)([before])


def test_what_the_table_has_not(visit: Visit, ask_by_script: str) -> None:
    """Two pieces, eleven stones, a count that is no number, no work, other names and days: Python answers those."""
    two = request()
    two["items"] *= 2
    strange = request()
    strange["items"][0]["services"] = {"stone": "3a"}
    nothing = request()
    nothing["items"][0]["services"] = {}
    others = [
        two, strange, nothing, request(stone=11), request(toString=1), request(material="toString"),
        request(material="silver", replating="yes"), request(arrives=LAST + timedelta(days=1)),
        request(arrives=TODAY - timedelta(days=1)), request(asked=date(2023, 12, 31)),
        {**request(), "arrives": ""},
    ]  # fmt: skip

    assert [None] * len(others) == answers(visit, ask_by_script, "en")(
        [(one, TODAY) for one in others]
    )
    with pytest.raises(EstimatorError):
        by_python(strange, TODAY, "en", BOOK)


@LANGUAGES
def test_the_table_is_small(built: Path, language: str) -> None:
    """It takes at most eight kilobytes of the page on the wire."""
    page = (built / ("" if language == "en" else language) / "estimator" / "index.html").read_text(
        encoding="utf-8"
    )
    _, _, rest = page.partition('id="estimate-data">')
    data = json.loads(rest.partition("</script>")[0])
    written = json.dumps(data["table"], ensure_ascii=False, separators=(",", ":"))

    assert len(brotli.compress(written.encode())) <= 8_000
    assert len(brotli.compress(page.encode())) - len(
        brotli.compress(page.replace(written, "{}").encode())
    ) <= 8_000  # fmt: skip
