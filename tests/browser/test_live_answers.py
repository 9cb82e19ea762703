"""Each change is answered by itself, in every engine: by the table at once, by Python as soon as it is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from estimator.policy.file import load_policy
from tests.browser import estimator_page
from tests.browser.conftest import TODAY, Visit
from tests.browser.engines.screen import Screen, wait_for
from tests.browser.navigation import focus
from tests.browser.site_server import SiteServer

PHONE: ViewportSize = {"width": 360, "height": 640}
BROWSERS = load_policy().on(TODAY).clauses["P18"].text.en
PYTHON_ANSWERED = (
    "html[data-answered-by=python] #estimate-answer:not([data-changed]) #estimate-copy"
)
BY = "return document.documentElement.dataset.answeredBy"
TOTAL = "return document.querySelector('#estimate-total').textContent"
FRAMES = """() => new Promise(done => {
    const shown = () => document.querySelector('#estimate-total').textContent
    const before = shown()
    let frames = 0
    const look = () => { frames++; shown() === before ? requestAnimationFrame(look) : done(frames) }
    document.querySelector('#items-0-services-clean').click()
    requestAnimationFrame(look)
})"""
COVERED = """() => {  // the field that has the focus, or null where nothing lies over it
    const field = document.activeElement, { left, top, width, height } = field.getBoundingClientRect()
    const seen = document.elementFromPoint(left + width / 2, top + height / 2)
    return seen && (field.contains(seen) || field.labels?.[0]?.contains(seen)) ? null : field.id
}"""


SIZE = """one => [one.getBoundingClientRect().height, parseFloat(getComputedStyle(one).lineHeight),
    one.scrollWidth, one.clientWidth]"""


def test_the_table_answers_where_python_cannot_be_loaded(
    screen: Screen, server: SiteServer
) -> None:
    """With WebAssembly blocked the page says so, and the table answers one piece; a retry brings Python for two."""
    server.reset()
    server.broken = {".wasm"}
    screen.open(f"{server.address}/estimator/?blocked")
    wait_for(screen, "#estimate-submit:enabled")
    screen.click("#items-0-services-brazing")
    wait_for(screen, "html[data-answered-by=table]")
    assert screen.evaluate(TOTAL) == "¥2,750 – ¥4,730"

    wait_for(screen, "#estimate-failed")
    sentence = screen.evaluate("return document.querySelector('#estimate-failed').innerText")
    assert "could not be loaded" in sentence
    assert BROWSERS in sentence
    assert screen.evaluate("return document.querySelector('#price-list').checkVisibility()")
    screen.write("#items-0-services-stone", "10")
    assert screen.evaluate(TOTAL) == "¥8,250 – ¥10,230"
    assert screen.evaluate(BY) == "table"
    screen.click("#estimate-add")
    screen.click("#items-1-services-clean")
    assert screen.evaluate(BY) == "none"
    wait_for(screen, "#estimate-headline[data-old]")

    server.reset()
    screen.click("#estimate-retry")
    wait_for(screen, PYTHON_ANSWERED)
    assert screen.evaluate(TOTAL).startswith("¥")
    assert server.violations == []


def test_python_answers_in_full(screen: Screen, server: SiteServer) -> None:
    """As soon as Python is there, each change is answered in full without a press, and the focus stays."""
    server.reset()
    screen.open(f"{server.address}/ja/estimator/")
    wait_for(screen, "#estimate-submit:enabled")
    screen.click("#items-0-services-clean")
    wait_for(screen, PYTHON_ANSWERED)
    screen.write("#items-0-services-stone", "12")
    wait_for(screen, "html[data-answered-by=python] #estimate-answer:not([data-changed])")

    assert screen.evaluate(TOTAL) == "8,690円〜10,670円"
    assert screen.evaluate("return document.activeElement.id") == "items-0-services-stone"
    assert "stone:12" in screen.evaluate("return location.hash")


def test_from_a_symptom_to_the_slip(screen: Screen, server: SiteServer) -> None:
    """A symptom of its page is answered in full, another picture adds to it, and printing has the slip with its QR code."""
    server.reset()
    screen.open(f"{server.address}/what-happened/")
    screen.click(".symptom a[href$='#what=stone-out']")
    wait_for(screen, "html[data-answered-by=python] #estimate-copy")
    assert screen.evaluate(TOTAL) == "from ¥1,540"

    screen.click("[data-symptom=bent]")
    wait_for(screen, "html[data-answered-by=python][data-print=slip]")
    assert screen.evaluate(TOTAL) == "from ¥3,740"
    screen.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    screen.click("#estimate-print")
    wait_for(screen, "#estimate-qr path")


@pytest.mark.empty_cache
def test_two_frames(visit: Visit) -> None:
    """A change shows its total within two frames, whether Python is there or not."""
    visit.server.hanging = {".wasm"}
    page = visit.open()
    page.wait_for_selector("#estimate-submit:enabled")

    assert page.evaluate(FRAMES) <= 2


@pytest.mark.empty_cache
def test_the_bar_at_the_foot(visit: Visit) -> None:
    """Without Python, total and day are at the foot of a phone's screen and follow each change; a tap leads to the answer."""
    visit.server.hanging = {".wasm"}
    visit.page.set_viewport_size(PHONE)
    phone = visit.open()
    phone.wait_for_selector("#estimate-submit:enabled")
    bar = phone.locator("#estimate-bar")
    phone.check("#items-0-services-clean")
    expect(bar).to_contain_text("¥2,090 – ¥4,070")
    expect(bar).to_contain_text("Back about Tue 30 June 2026")
    box = bar.bounding_box()
    assert box and box["y"] + box["height"] == PHONE["height"]
    assert (box["x"], box["width"]) == (0, PHONE["width"])

    bar.click()
    expect(phone.locator("#estimate-heading")).to_be_in_viewport()
    expect(phone.locator("#estimate-total")).to_be_in_viewport()
    expect(bar).to_be_hidden()
    assert focus(phone) == "estimate-heading"


@pytest.mark.shared_page
def test_the_bar_covers_no_field_in_use(visit: Visit) -> None:
    """By keyboard, no field that gets the focus is under the bar or the header."""
    visit.page.set_viewport_size(PHONE)
    page = visit.open()
    page.wait_for_selector("#estimate-submit:enabled")
    page.focus("#items-0-material")
    covered = set()
    while focus(page) != "estimate-submit":
        covered.add(page.evaluate(COVERED))
        page.keyboard.press("Tab")

    assert covered == {None}


@pytest.mark.shared_page
def test_the_bar_on_other_screens(visit: Visit) -> None:
    """There is no bar on a wide screen, on paper, nor over the keyboard of a phone."""
    page = visit.open()
    bar = page.locator("#estimate-bar")
    expect(bar).to_be_hidden()
    page.set_viewport_size(PHONE)
    page.wait_for_selector("#estimate-submit:enabled")
    expect(bar).to_be_visible()
    page.emulate_media(media="print")
    expect(bar).to_be_hidden()


def test_no_bar_over_the_keyboard(chromium: Browser, server: SiteServer) -> None:
    """While a number is typed on a touch screen, where a keyboard covers its lower half, the bar is away."""
    server.reset()
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server.address}/estimator/")
    page.wait_for_selector("#estimate-submit:enabled")
    page.focus("#items-0-services-stone")
    expect(page.locator("#estimate-bar")).to_be_hidden()
    page.focus("#items-0-services-clean")
    expect(page.locator("#estimate-bar")).to_be_visible()
    context.close()


@pytest.mark.shared_page
def test_the_total_is_one_line(visit: Visit) -> None:
    """On the narrowest phones the widest total of the table is one line, in both languages."""
    choice = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,clean,chain,stone:10,rhodium-plating,brazing,reshape"
    for language in ("en", "ja"):
        page = visit.answered(language, choice)
        for width in (320, 360):
            page.set_viewport_size({"width": width, "height": 640})
            high, line, wide, room = page.locator("#estimate-total").evaluate(SIZE)
            assert high <= line + 1, (width, language)
            assert wide <= room, (width, language)


@pytest.mark.shared_page
def test_an_answer_keeps_its_state(visit: Visit) -> None:
    """Python's next answer leaves open what was opened."""
    visit.page.set_viewport_size(PHONE)
    page = visit.answered("en", "#asked=2026-05-20&arrives=2026-06-01&piece=silver,not-sure,clean")
    expect(page.locator(".estimator-lines")).to_be_hidden()
    page.click("#estimate-fold-lines summary")
    expect(page.locator(".estimator-lines")).to_be_visible()
    page.check("#items-0-services-chain")
    page.wait_for_selector(estimator_page.ANSWERED)
    expect(page.locator(".estimator-lines")).to_be_visible()
    expect(page.locator("#estimate-fold-know > ul").first).to_be_hidden()
