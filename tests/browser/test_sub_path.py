"""The site in a folder of another site, and on a host with one page for everything missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.browser.navigation import search_for
from tests.browser.site_build import write_service_worker
from tests.browser.site_server import served
from tests.browser.test_offline import CHOICE, visited
from tests.site.conftest import mkdocs

BASE = "/repairs/"


@pytest.fixture(scope="module")
def below(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its runtime, built for an address with a path."""
    site = tmp_path_factory.mktemp("below") / "site"
    runtime = str(built.parent / "runtime")
    done = mkdocs(site, {"SITE_RUNTIME": runtime, "SITE_URL": f"https://shop.example{BASE}"})
    assert done.returncode == 0, done.stdout + done.stderr
    write_service_worker(site)
    return site


@pytest.fixture
def visit_below(chromium: Browser, below: Path) -> Iterator[Visit]:
    """A visitor of that site, with everything kept after a first answer."""
    with served(below) as server:
        server.address += BASE.rstrip("/")
        context = chromium.new_context(locale="en-GB", timezone_id="Europe/Berlin")
        yield Visit(context, server)
        context.close()


def test_everything_stays_below_the_path(visit_below: Visit) -> None:
    """Estimator, worker, service worker, search and missing pages work below the path and ask for nothing outside of it."""
    page = visited(visit_below)
    scope = page.evaluate("navigator.serviceWorker.ready.then(({ scope }) => scope)")

    assert scope == f"{visit_below.server.address}/"
    assert [] == [path for path in visit_below.server.seen if not path.startswith(BASE)]
    page = visit_below.open("ja", page="privacy/")
    found = search_for(page, "再メッキ")
    assert found
    assert all(one.startswith(f"{visit_below.server.address}/ja/") for one in found)
    assert (visit_below.foreign_requests, visit_below.violations) == ([], [])
    page = visit_below.open("ja", page="no-such-page/")
    assert page.inner_text("h1") == "ページが見つかりません"
    page.locator("article li a").first.click()
    page.wait_for_url(f"**{BASE}ja/")

    visit_below.context.set_offline(True)
    visit_below.server.broken = {"/"}
    page = visit_below.open("ja", CHOICE)
    page.wait_for_selector(estimator_page.ANSWERED)


@pytest.mark.parametrize(("address", "sentence", "language"), [
    ("no-such-page/", "This page is not here", "en"),
    ("ja/no-such-page/", "ページが見つかりません", "ja"),
])  # fmt: skip
def test_a_host_with_one_page_for_what_is_missing(
    visit: Visit, built: Path, address: str, sentence: str, language: str
) -> None:
    """The English page, sent for a Japanese address, is Japanese; elsewhere it is English only."""
    one_page = (built / "404.html").read_bytes()
    visit.page.route(
        f"**/{address}", lambda route: route.fulfill(status=404, body=one_page, content_type="text/html; charset=utf-8")
    )  # fmt: skip
    page = visit.open(page=address)

    assert [sentence] == page.locator("article :is(h1, h2)").all_inner_texts()
    assert page.get_attribute("html", "lang") == language
    assert 3 == page.locator("article li a").count()
