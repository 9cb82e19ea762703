"""The theme's script on the estimator page: not before somebody turns to it, and nothing is lost by that."""

from __future__ import annotations

from tests.browser.conftest import Visit
from tests.browser.navigation import search_for
from tests.browser.test_failures import METERED

SCRIPT = "assets/javascripts/bundle."


def test_the_theme_waits_until_it_is_asked_for(visit: Visit) -> None:
    """Colours are those of the device at once; the first press on the button of colours loads the script and counts."""
    visit.page.add_init_script(METERED)
    visit.page.emulate_media(color_scheme="dark")
    page = visit.open()
    page.wait_for_selector("html[data-estimator=idle] #estimate-submit:enabled")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    assert not any(SCRIPT in path for path in visit.server.seen)

    page.click("label[title='Switch to light mode']")
    page.wait_for_selector("body[data-md-color-scheme=default]")
    assert any(SCRIPT in path for path in visit.server.seen)
    assert search_for(page, "plating")

    page.reload()
    page.wait_for_selector("html[data-estimator=idle] #estimate-submit:enabled")
    assert page.get_attribute("body", "data-md-color-scheme") == "default"
    page.keyboard.press("/")
    page.wait_for_selector(".md-search__input:focus")
    assert visit.violations == []


def test_first_pages_do_not_wait_for_the_theme(visit: Visit) -> None:
    """Home and the page of symptoms load the theme's script when somebody looks for something, and search finds it."""
    for path in ("", "what-happened/"):
        visit.server.seen.clear()
        page = visit.open(page=path)
        assert not any(SCRIPT in seen for seen in visit.server.seen)

        page.keyboard.press("/")
        page.wait_for_selector(".md-search__input:focus")
        assert search_for(page, "plating")
    assert visit.violations == []
