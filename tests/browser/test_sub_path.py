"""The site in a folder of another site: addresses, headers, pages for what is missing; and on a host with one page for all of that."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser

from pages import local_server
from pages.nginx_config import configuration
from tests.browser.conftest import Visit, visiting
from tests.browser.navigation import search_for
from tests.browser.site_build import write_service_worker
from tests.browser.site_server import served
from tests.browser.test_offline import CHOICE, visited
from tests.site.built_pages import pages
from tests.site.conftest import mkdocs

BASE = "/repairs/"


@pytest.fixture(scope="module")
def below(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its runtime, built for an address with a path."""
    site = tmp_path_factory.mktemp("host") / "repairs"
    runtime = str(built.parent / "runtime")
    done = mkdocs(site, {"SITE_RUNTIME": runtime, "SITE_URL": f"https://shop.example{BASE}"})
    assert done.returncode == 0, done.stdout + done.stderr
    write_service_worker(site)
    return site


@pytest.fixture
def visit_below(chromium: Browser, below: Path) -> Iterator[Visit]:
    """A visitor of that site, with everything kept after a first answer."""
    with served(below) as server, visiting(chromium, server) as visitor:
        server.address += BASE.rstrip("/")
        yield visitor


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
    page = visit_below.answered("ja", CHOICE)


def asked(folder: Path, path: str) -> tuple[int, str, str]:
    """Return status, content security policy and body of what the local server sends."""
    with local_server.server(folder, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            reply = urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}")
        except HTTPError as error:
            reply = error
        with reply:
            policy = reply.headers.get("Content-Security-Policy", "")
            found = (reply.status, policy, reply.read().decode())
        server.shutdown()
    return found


def test_headers_and_redirects_begin_with_the_path(below: Path) -> None:
    """Every path that a host reads is one of the site's, and what is missing has the site's own page."""
    rules = local_server.rules_of(below)

    assert [] == [path for path in rules if not path.startswith(BASE)]
    assert {BASE, f"{BASE}ja/estimator/", f"{BASE}sw.js"} <= set(rules)
    assert [
        "/repairs/ja/* /repairs/ja/404.html 404", "/repairs/* /repairs/404.html 404",
    ] == (below / "_redirects").read_text(encoding="utf-8").splitlines()  # fmt: skip


def test_no_address_leaves_the_path(below: Path) -> None:
    """No link and no request of a page leads to the host outside of the path."""
    leaving = [
        (url, one)
        for url, page in pages(below).items()
        for one in [*page.links, *page.requests]
        if one.startswith("/") and not one.startswith(BASE)
    ]

    assert [] == leaving


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (BASE, 200, "A piece you love"),
        (f"{BASE}ja/fees/", 200, "料金表"),
        (f"{BASE}nothing/", 404, "This page is not here"),
        (f"{BASE}ja/nothing/", 404, '<html lang="ja"'),
        ("/", 404, ""),
        ("/fees/", 404, ""),
    ],
)
def test_it_is_served_below_its_path_only(below: Path, path: str, status: int, words: str) -> None:
    """Pages are found below the path with their policy, each language has its own page for what is missing."""
    found, policy, body = asked(below, path)

    assert status == found
    assert words in body
    assert ("default-src 'none'" in policy) is (status == 200)


def test_nginx_serves_the_folder_above(below: Path) -> None:
    """nginx finds the site as a folder of that name, with both pages for what is missing."""
    text = configuration(below, 8080)

    assert f"root {below.parent.resolve()};" in text
    assert "location /repairs/ { error_page 404 /repairs/404.html;" in text
    assert "location /repairs/ja/ { error_page 404 /repairs/ja/404.html;" in text
    assert '"~^/repairs/sw\\.js$"' in text


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
