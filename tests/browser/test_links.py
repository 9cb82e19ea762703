"""Links: read in full or not at all; what is typed is in the address; a damaged link shows no estimate."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import estimator_page
from tests.browser.conftest import JAPANESE, Visit
from tests.browser.estimator_page import said
from tests.browser.test_languages import switch
from tests.selection import in_turns

pytestmark = pytest.mark.shared_page

DAYS = "asked=2026-05-20&arrives=2026-06-01"
RING, CHAIN = "piece=gold-plated,not-sure,refinish,stone:12", "piece=silver,not-sure,clean"
OLD = f"#{DAYS}&{RING}&{CHAIN}"
LINK = estimator_page.with_check(OLD)
TOTAL = {"en": "¥8,690 – ¥10,670", "ja": "8,690円〜10,670円"}
SILENT = """async link => {
    const silent = []
    for (let length = link.length - 1; length > 1; length--) {
        location.hash = link.slice(0, length)
        await new Promise(done => addEventListener('hashchange', done, { once: true }))
        const { hidden } = document.getElementById('estimate-answer')
        const said = document.getElementById('estimate-status').innerText
        if (!hidden || !said) silent.push(link.slice(0, length))
    }
    return silent
}"""


def expect_damaged(page: Page, language: str = "en") -> None:
    """Assert that the page says what is wrong with the link, and shows no estimate."""
    expect(page.locator("#estimate-status")).to_contain_text(said("damaged", language))
    expect(page.locator("#estimate-answer")).to_be_hidden()
    expect(page.locator("#estimate-example")).to_be_hidden()
    expect(page.locator("#estimate-errors")).to_be_hidden()


@JAPANESE
def test_a_link_that_is_cut_anywhere(visit: Visit, language: str) -> None:
    """However much is cut off at its end, the link of an answer shows no estimate and says why."""
    page = visit.answered(language, LINK)
    assert page.evaluate("location.hash") == LINK
    assert page.evaluate(SILENT, LINK) == []

    expect_damaged(visit.open(language, LINK[:-3]), language)
    assert estimator_page.shown(visit.answered(language, LINK))["total"] == TOTAL[language]


@pytest.mark.parametrize(
    ("link", "language"),
    [
        (OLD, "en"),
        (OLD.removesuffix(f"&{CHAIN}"), "ja"),
        (OLD.removesuffix(",clean") + ",chain", "en"),
    ],
)
def test_a_link_without_a_check(visit: Visit, link: str, language: str) -> None:
    """A link of before links had a check may be cut between two parts: it is answered, and the page asks to compare."""
    page = visit.answered(language, link)
    status = page.locator("#estimate-status")
    expect(status).to_contain_text(said("unchecked", language))
    assert page.evaluate("location.hash") == link

    page.reload()
    page.wait_for_selector(estimator_page.ANSWERED)
    expect(status).to_contain_text(said("unchecked", language))

    page.check("#items-0-services-reshape")
    estimator_page.press(page)
    expect(status).not_to_contain_text(said("unchecked", language))
    assert re.match(r"#check=[0-9a-z]+&asked=", page.evaluate("location.hash"))


UNREADABLE = [
    f"#{DAYS}&{RING}&piece=silver,not-sure,cle",
    f"#{DAYS}&{RING}&piece=silver,not-sure",
    f"#{DAYS}&{RING}&piece=silv",
    f"#{DAYS}&{RING}&pie",
    f"#{DAYS}&{RING}&",
    f"#{DAYS}&piece=gold-plated,not-sure,refi",
    f"#{DAYS}&piece=gold-plated,not-sure",
    f"#{DAYS}&piece=",
    f"#{DAYS}",
    "#asked=2026-05-20&arr",
    f"#{DAYS}&piece=gold-plated,not-sure,refinish,stone:100",
    f"#{DAYS}&piece=gold-plated,not-sure,refinish,refinish",
    f"#{DAYS}&piece=platinum,not-sure,refinish",
    f"#asked=2026-05-20&asked=2026-05-21&arrives=2026-06-01&{RING}",
    f"#asked=1999-01-01&arrives=2026-06-01&{RING}",
    f"#asked=2099-01-01&arrives=2026-06-01&{RING}",
    f"#asked=2026-02-30&arrives=2026-06-01&{RING}",
    f"#asked=2026-05-20&arrives=2026-06&{RING}",
    f"#{DAYS}&{'&'.join([CHAIN] * 21)}",
    f"#check=1&{DAYS}&{RING}",
    f"#{DAYS}&{RING}&utm_source=letter",
    f"#{DAYS}&{RING}%",
]  # fmt: skip
"""Links with a part that cannot be read."""


def test_a_damaged_link(visit: Visit) -> None:
    """A link with a part that cannot be read shows no estimate; a choice in the form brings one."""
    for at, link in enumerate(UNREADABLE):
        if at % 11 == 0:  # else the link is opened in the tab of the one before
            visit.leave()
        page = visit.open("en", link)
        expect_damaged(page)
        if at % 11:
            continue

        page.click("#items-0-services-clean")
        expect(page.locator("#estimate-total")).to_be_visible()
        assert page.inner_text("#estimate-total").startswith(("¥", "from ¥")), link


CHANGED_BEFORE_THE_EVENT = """link => {
    location.hash = link
    document.getElementById('items-0-services-clean').click() // written down at once; the event of the link comes later
}"""


def test_a_link_is_not_overwritten(shared_visit: Visit) -> None:
    """A link that is opened while the page writes down a choice is followed, and stays in the address."""
    page = shared_visit.answered("en", LINK)
    page.evaluate(CHANGED_BEFORE_THE_EVENT, UNREADABLE[0])
    expect_damaged(page)
    assert page.evaluate("location.hash") == UNREADABLE[0]


def test_a_damaged_link_after_an_answer(visit: Visit) -> None:
    """A damaged link that is opened in the same tab hides the answer to the link before; Back shows it again."""
    page = visit.answered("en", OLD)
    before = estimator_page.shown(page)
    page.evaluate("location.hash = 'check=abc&asked=2026-05-20&arrives=2026-06-01&piece=sil'")
    expect_damaged(page)
    page.go_back()
    page.wait_for_selector(f"{estimator_page.ANSWERED}:visible")

    assert estimator_page.shown(page) == before


def test_an_escaped_link(visit: Visit) -> None:
    """A link that a program for mail has escaped is read as it was written, in a new tab and in an open one."""
    page = visit.answered("en", LINK.replace("&", "%26amp%3B"))
    for escaped in (
        LINK.replace("&", "%26amp%3B"),
        LINK.replace("&", "&amp;"),
        LINK.replace("&", "%26").replace("=", "%3D"),
        LINK.replace(",", "%2C").replace(":", "%3A"),
    ):
        page.evaluate("link => { location.hash = link }", escaped)
        page.wait_for_function("link => location.hash === link", arg=LINK)
        page.wait_for_selector(estimator_page.ANSWERED)
        assert page.inner_text("#estimate-total") == TOTAL["en"]


def test_the_links_of_the_pages(visit: Visit, built: Path) -> None:
    """The worked links of the site are answered with the total printed beside them."""
    for first, (url, language) in enumerate([("fees/", "en"), ("ja/fees/", "ja")]):
        page = visit.open(page=url)
        examples = page.locator(".repair-example").evaluate_all(
            "all => all.map(one => [one.querySelector('a[href*=piece]').href,"
            " one.querySelector('.repair-total strong').innerText])"
        )
        assert len(examples) == 5
        for address, total in in_turns(
            examples, 2, first
        ):  # the first opens the page, others are opened in its tab
            page.goto(address)
            expect(page.locator("#estimate-total")).to_have_text(total)
            page.wait_for_selector(estimator_page.ANSWERED)
            assert page.get_attribute("html", "lang") == language
            assert said("unchecked", language) not in page.inner_text("#estimate-status")


def test_what_is_typed_is_in_the_address(visit: Visit) -> None:
    """A choice nobody has pressed for survives a reload, another language, and the way back from another page."""
    page = visit.open()
    page.select_option("#items-0-material", "silver")
    page.click("#estimate-add")
    page.fill("#items-1-services-stone", "7")
    page.fill("#arrives", "2026-07-10")

    def typed() -> list[str]:
        fields = ["#items-0-material", "#items-1-services-stone", "#arrives"]
        page.wait_for_selector("#items-1-services-stone")
        return [page.input_value(field) for field in fields]

    page.reload()
    assert typed() == ["silver", "7", "2026-07-10"]
    switch(page, "ja")
    assert typed() == ["silver", "7", "2026-07-10"]
    page.click('article a[href$="/fees/"] >> nth=0')
    page.wait_for_selector("html:not([data-estimator])")
    page.go_back()
    assert typed() == ["silver", "7", "2026-07-10"]


def test_a_choice_without_work_is_kept(visit: Visit) -> None:
    """A choice that is not complete is filled in again, without an answer and without a mistake being named."""
    page = visit.open()
    page.uncheck("#items-0-services-refinish")
    page.select_option("#items-0-material", "silver")
    page.fill("#arrives", "")
    switch(page, "ja")

    expect(page.locator("#items-0-material")).to_have_value("silver")
    expect(page.locator("#arrives")).to_have_value("")
    assert not page.is_checked("#items-0-services-refinish")
    assert page.locator("#estimate-errors").is_hidden()
    assert page.get_attribute("#estimate-answer", "data-changed") == ""


def test_an_anchor_keeps_the_choice(visit: Visit) -> None:
    """A link to a part of the page leaves what was typed in the address."""
    page = visit.open()
    page.select_option("#items-0-material", "silver")
    page.evaluate("location.hash = 'price-list'")
    page.wait_for_function("() => location.hash.includes('piece=silver')")
    page.reload()

    expect(page.locator("#items-0-material")).to_have_value("silver")


def test_an_anchor_is_no_link(visit: Visit) -> None:
    """The name of a part of the page in the address leaves the example on the screen."""
    page = visit.open("en", "#price-list")
    page.wait_for_selector("html[data-estimator]")

    assert page.locator("#estimate-total").is_visible()
    assert page.inner_text("#estimate-status") == ""


@pytest.mark.own_page
def test_addresses_that_cannot_be_written(visit: Visit) -> None:
    """Where the browser refuses another address, as Safari does after 100 of them, the answer comes."""
    visit.page.add_init_script(
        "history.replaceState = () => { throw new DOMException('100 times', 'SecurityError') }"
    )
    page = visit.open()
    page.check("#items-0-services-clean")
    estimator_page.press(page)

    assert estimator_page.shown(page)["total"] == "¥2,090 – ¥4,070"
