"""What customers do on the estimator page, in a real Chromium with the real headers."""

from __future__ import annotations

import pytest

from tests.browser import filling
from tests.browser.conftest import Visit
from tests.browser.moving import focus

CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
TOTAL = "¥3,410 – ¥5,390"


def test_a_link_is_answered_at_once(visit: Visit) -> None:
    """The choice in the address fills the form and is answered without a press."""
    page = visit.open("en", CHOICE)
    page.wait_for_selector(filling.ANSWERED)

    assert (TOTAL, "Fri 31 July 2026") == (filling.told(page)["total"], filling.told(page)["back"])
    assert page.input_value("#items-0-services-stone") == "3"
    assert page.get_attribute("html", "data-estimator") == "ready"


def test_the_link_of_an_answer_gives_it_again(visit: Visit) -> None:
    """After an answer the address holds the choice."""
    page = visit.open()
    filling.fill(page, {
        "asked": "2026-05-20", "arrives": "2026-06-01",
        "items": [{"material": "gold-plated", "services": {"refinish": 1, "stone": 3}}],
    })  # fmt: skip
    filling.press(page)

    assert page.evaluate("location.hash") == CHOICE


def test_another_piece_leaves_the_first_alone(visit: Visit) -> None:
    """A piece that is added begins empty, and changes no answer given before."""
    page = visit.open("en", "#arrives=2026-06-01&piece=gold-plated,yes,refinish")
    page.wait_for_selector(filling.ANSWERED)
    page.click("#estimate-add")

    assert page.is_checked("#items-0-replating-yes")
    assert page.is_checked("#items-1-replating-not-sure")
    assert not page.is_checked("#items-1-services-refinish")

    page.check("#items-1-services-clean")
    page.locator("[data-remove]").first.click()
    assert page.is_checked("#items-0-services-clean")
    filling.press(page)
    assert filling.told(page)["total"] == "from ¥1,320"


@pytest.mark.parametrize(("language", "sentence"), [
    ("en", "Choose at least one kind of work."), ("ja", "作業を1つ以上お選びください。"),
])  # fmt: skip
def test_mistakes_are_named_and_found(visit: Visit, language: str, sentence: str) -> None:
    """A summary takes the focus, names each mistake and leads to its field."""
    page = visit.open(language)
    page.uncheck("#items-0-services-refinish")
    page.click("#estimate-add")
    page.fill("#items-1-services-stone", "１００")
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-errors:not([hidden]) a")

    assert focus(page) == "estimate-errors"
    assert sentence in page.inner_text("#estimate-errors")
    assert "99" in page.inner_text("#items-1-services-stone-error")
    page.locator("#estimate-errors a").last.click()
    assert focus(page) == "items-1-services-stone"

    page.fill("#items-1-services-stone", "３")
    page.check("#items-0-services-clean")
    filling.press(page)
    assert page.locator("#estimate-errors").is_hidden()
    assert page.locator("[aria-invalid]").count() == 0


def test_taking_it_along(visit: Visit) -> None:
    """Mail, copy, link and calendar hold the answer; the mail address is short enough."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("ja", CHOICE)
    page.wait_for_selector(filling.ANSWERED)
    code = page.inner_text("#estimate-code")

    mail = page.get_attribute("#estimate-mail", "href") or ""
    assert mail.startswith("mailto:repair@aujour.example?subject=")
    assert len(mail) <= 1500 and code in mail
    page.click("#estimate-copy")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert all(
        word in copied for word in (code, "ご注文番号", "お名前", "ご承認の上限額", "④ 石留め 3石")
    )
    page.click("#estimate-link")
    assert page.evaluate("navigator.clipboard.readText()").endswith(CHOICE)
    with page.expect_download() as download:
        page.click("#estimate-calendar")
    text = download.value.path().read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20260731" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert visit.violations == []


def test_reasons_lead_to_the_policy(visit: Visit) -> None:
    """Each line and notice links to its rule, at a place the policy page has."""
    page = visit.open("en", CHOICE)
    page.wait_for_selector(filling.ANSWERED)
    links = page.locator("a.estimator-why").evaluate_all("links => links.map(link => link.href)")

    assert {link.rpartition("#")[2] for link in links} >= {"p4", "p5", "p6", "p7", "p8", "p13"}
    page.goto(links[0])
    assert page.locator(f"#{links[0].rpartition('#')[2]}").count() == 1


def test_the_timeline_says_what_it_draws(visit: Visit) -> None:
    """The picture has a text of its own, and shows the long holidays on the way."""
    page = visit.open("en", "#asked=2026-05-20&arrives=2026-07-10&piece=silver,not-sure,clean")
    page.wait_for_selector(filling.ANSWERED)

    days = page.locator("#estimate-timeline time").evaluate_all(
        "all => all.map(one => one.dateTime)"
    )
    assert days == ["2026-07-10", "2026-07-31", "2026-07-31", "2026-08-31"]
    assert page.locator(".estimator-holiday").count() == 1
    assert "Obon: Thu 13 August 2026 to Sun 16 August 2026" in page.inner_text(
        ".estimator-holidays"
    )
