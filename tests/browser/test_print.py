"""Printing: the answer and the rules, without what only a screen needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from estimator.answers.answer_texts import text
from estimator.policy.file import load_policy
from tests.browser import estimator_page
from tests.browser.conftest import JAPANESE, LANGUAGES, TODAY, Visit
from tests.browser.estimator_page import CHOICE, TOTAL

pytestmark = pytest.mark.shared_page

TWENTY = "#asked=2026-05-20&arrives=2026-06-01" + "".join(
    f"&piece=gold-plated,not-sure,refinish,stone:{stones},reshape" for stones in range(1, 21)
)
SCREEN_ONLY = (
    ".md-header, .md-sidebar, .md-footer, .md-search, .md-top, .md-skip, article button, input, select, "
    ".estimator-form, .estimator-status, .estimator-actions"
)
POLICY = load_policy().on(TODAY)


def on_screen_only(page: Page) -> list[str]:
    """Return the visible elements that a print should not have."""
    left = page.locator(SCREEN_ONLY).all()
    return [str(one.get_attribute("class")) for one in left if one.is_visible()]


def pages_of(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@JAPANESE
@pytest.mark.empty_cache
def test_without_python(visit: Visit, language: str, tmp_path: Path) -> None:
    """Before Python has answered, total, days and prices are printed; form, buttons and navigation are not."""
    visit.server.hanging = {".wasm"}
    page = visit.open(language, CHOICE)
    page.wait_for_selector("html[data-answered-by=table]")
    page.emulate_media(media="print", color_scheme="light")
    printed = page.inner_text("article")

    assert on_screen_only(page) == []
    assert TOTAL[language] in printed
    for part in ("total", "net", "back", "clock"):
        assert page.locator(f"#estimate-{part}").is_visible()
        assert page.inner_text(f"#estimate-{part}").strip() in printed
    assert estimator_page.prices(page) == estimator_page.PRICES
    assert pages_of(page.pdf(path=tmp_path / "answer.pdf", format="A4")) <= 3


@pytest.mark.own_page
@pytest.mark.parametrize(("language", "how"), [("en", "button"), ("ja", "keys")])
def test_the_packing_slip(visit: Visit, language: str, how: str, tmp_path: Path) -> None:
    """Printing an answer, by its button or by the browser, prints one page, also for twenty pieces: the slip."""
    visit.page.add_init_script("window.print = () => dispatchEvent(new Event('beforeprint'))")
    with visit.page.expect_response("**/lean-qr.mjs"):
        page = visit.answered(language, TWENTY)
    assert not page.locator("#estimate-slip").is_visible()
    if how == "button":
        page.click("#estimate-print")
    else:
        page.evaluate("print()")
    page.wait_for_selector("#estimate-qr path", state="attached")
    page.emulate_media(media="print", color_scheme="dark")
    slip = page.inner_text("#estimate-slip").strip()

    assert slip == page.inner_text("article").strip()
    assert page.locator("#estimate-code").text_content() in slip
    assert [text("slip-name", language), text("slip-order", language)] == page.locator(
        "#estimate-slip th"
    ).all_inner_texts()
    assert page.locator("#estimate-qr path").is_visible()
    assert pages_of(page.pdf(path=tmp_path / "slip.pdf", format="A4")) == 1
    assert visit.violations == []


@pytest.mark.own_page
def test_inside_an_app(visit: Visit) -> None:
    """Where an app keeps files or paper back, the text is there to be copied, with how to open a browser."""
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari Line/14.1.0"
    visit.page.add_init_script(
        f"Object.defineProperty(navigator, 'userAgent', {{get: () => '{agent}'}}); window.print = undefined"
    )
    for button in ("print", "calendar"):
        visit.leave()
        page = visit.answered("en", CHOICE)
        page.click(f"#estimate-{button}")
        page.wait_for_selector("details[open] #estimate-message")
        page.get_by_text("choose “Open in browser”").wait_for()
        assert "Back about" in page.input_value("#estimate-message")
        assert "estimate-message" == page.evaluate("document.activeElement.id")


@LANGUAGES
def test_the_rules(visit: Visit, language: str, tmp_path: Path) -> None:
    """All rules, the price list and the mail domain are printed on at most 8 pages."""
    page = visit.open(language, page="repair/")
    page.emulate_media(media="print", color_scheme="light")

    assert on_screen_only(page) == []
    assert page.locator(".rule:visible").count() == len(POLICY.clauses)
    assert page.locator(".repair-prices .repair-amount:visible").count() == 2 * len(
        estimator_page.PRICES
    )
    assert "aujour.example" in page.inner_text("article")
    assert pages_of(page.pdf(path=tmp_path / "rules.pdf", format="A4")) <= 8


@pytest.mark.parametrize("url", ["repair/", "estimator/", "ja/repair/", "ja/estimator/"])
def test_paper_is_white(visit: Visit, url: str) -> None:
    """In the dark scheme too, print is dark on white."""
    visit.page.emulate_media(media="print", color_scheme="dark")
    page = visit.open(page=url)
    ink, paper = page.evaluate("""() => {
        const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) / 765
        const style = one => getComputedStyle(document.querySelector(one))
        return [light(style('article p').color), light(style('body').backgroundColor)]
    }""")

    assert ink < 0.4 < 0.9 < paper


def test_printed_links_can_be_followed(visit: Visit) -> None:
    """Links in the PDF are absolute and equal to those of the page."""
    page = visit.open("en", page="money/")
    links = page.locator("article a[href]:visible").evaluate_all("all => all.map(one => one.href)")
    page.emulate_media(media="print")
    pdf = page.pdf(format="A4").decode("latin-1")
    targets = re.findall(r"/URI \(([^)]*)\)", pdf)

    assert f"{visit.server.address}/mail/#nothing" in targets
    assert set(targets) <= set(links)


@LANGUAGES
@pytest.mark.parametrize("address", ["", "what-happened/"])
def test_on_one_page(visit: Visit, language: str, address: str, tmp_path: Path) -> None:
    """The first page and the symptoms are each printed on one page, without navigation."""
    page = visit.open(language, page=address)
    page.emulate_media(media="print", color_scheme="dark")

    assert on_screen_only(page) == []
    assert pages_of(page.pdf(path=tmp_path / "page.pdf", format="A4")) == 1
