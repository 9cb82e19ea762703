"""Without a connection, and with a new release."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as HungUpError

from tests.browser import estimator_page
from tests.browser.conftest import Visit, visiting
from tests.browser.estimator_page import CHOICE
from tests.browser.navigation import search_for
from tests.browser.site_build import write_service_worker
from tests.browser.site_server import served

pytestmark = pytest.mark.service_worker

UPDATE = """async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    await registration.update()
    const coming = registration.installing ?? registration.waiting
    if (coming?.state === 'installing') await new Promise(done => { coming.onstatechange = done })
    return coming?.state
}"""
CACHES = """async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active.state !== 'activated') await new Promise(done => { active.onstatechange = done })
    return caches.keys()
}"""


def visited(visit: Visit) -> Page:
    """Return the estimator's page after its first answer, with everything cached."""
    page = visit.answered("en", CHOICE)
    page.evaluate(CACHES)
    return page


def test_without_a_connection(visit: Visit, built: Path) -> None:
    """After one visit the estimator, the policy page and the search work offline, in both languages."""
    visited(visit)
    assert kept_of_python(visit, built) == ["image", "module", "pyodide", "wasm"]
    visit.context.set_offline(True)
    visit.server.broken = {"/"}

    page = visit.open("ja", "#asked=2026-05-20&arrives=2026-06-01&piece=silver,not-sure,clean")
    page.reload()
    page.wait_for_selector(estimator_page.ANSWERED)
    assert estimator_page.shown(page)["total"] == "1,320円〜"

    for language, words in (("en", "Month end on a closed day"), ("ja", "月末が休業日のとき")):
        page = visit.open(language, "#p10", "repair/")
        assert words in page.inner_text("#p10")
        assert page.locator(".repair-prices").is_visible()

    for language, words in (("en", "plating"), ("ja", "再メッキ")):
        page = visit.open(language, page="privacy/")
        found = search_for(page, words)
        page.goto(found[0])
        assert words in page.inner_text("article").lower()

    for language in ("en", "ja"):  # as if the address ended in a slash
        page = visit.open(language, CHOICE, page="estimator")
        page.wait_for_selector(estimator_page.ANSWERED)
        folder = "" if language == "en" else "ja/"
        assert page.url.partition("#")[0] == f"{visit.server.address}/{folder}estimator/"


def kept_of_python(visit: Visit, built: Path) -> list[str]:
    """Return which files of Python are kept: its image, and not also what that was made from."""
    runtime = json.loads((built / "estimator" / "manifest.json").read_text())["runtime"]
    has = "async file => Boolean(await caches.match(file))"
    return sorted(key for key, entry in runtime.items() if visit.page.evaluate(has, entry["file"]))


def test_a_server_that_lost_its_files(visit: Visit) -> None:
    """What the server answers with 404, or with a page of a proxy, comes from what is kept."""
    page = visited(visit)
    for fault in ("missing", "intercepted"):
        visit.server.reset()
        setattr(visit.server, fault, {"/estimator/shell-", "/estimator/runtime/", "/assets/"})
        if fault == "missing":
            visit.server.missing |= {"/repair/"}
        page.goto("about:blank")
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        page = visit.answered(
            "ja", "#asked=2026-05-20&arrives=2026-06-01&piece=silver,not-sure,clean"
        )
        assert estimator_page.shown(page)["total"] == "1,320円〜"

        page = visit.open(page="repair/")
        assert page.locator(".repair-prices").is_visible()
        position = "getComputedStyle(document.querySelector('.md-header')).position"
        assert page.evaluate(position) == "sticky"


def test_damaged_files_are_not_kept(visit: Visit) -> None:
    """A file that comes damaged while the copies are made is not kept, and neither is that release."""
    damaged = ["/fees/", "/assets/stylesheets/site.css"]
    kept = "async () => (await navigator.serviceWorker.getRegistration())?.active ?? 'none'"
    for file in damaged:
        visit.server.replaced = {file: b"half"}
        page = visit.answered("en", CHOICE)
        page.evaluate("""async () => {
            const registration = await navigator.serviceWorker.register('/sw.js')
            const { installing } = registration
            if (installing) await new Promise(done => { installing.onstatechange = done })
        }""")
        assert page.evaluate(kept) == "none", file

    visit.server.replaced = {}
    page.reload()
    page.wait_for_selector(estimator_page.ANSWERED)
    page.evaluate(CACHES)
    text = "async url => (await (await caches.match(url)).text()).length"
    assert all(page.evaluate(text, file) > len("half") for file in damaged)


@pytest.fixture
def release(built: Path, chromium: Browser, tmp_path: Path) -> Iterator[tuple[Visit, Path]]:
    """A visitor of a copy of the site that a test may change."""
    site = tmp_path / "site"
    shutil.copytree(built, site)
    with served(site) as server, visiting(chromium, server) as visitor:
        yield visitor, site


def opened_anew(visit: Visit) -> Page:
    """Open the estimator in a new window, with the new service worker.

    While one takes over from another, a window may hang, or still belong to the one before: then it is closed,
    and another is opened.
    """
    for patience in (10_000, 10_000, 30_000):
        visit.page = visit.context.new_page()
        visit.page.set_default_navigation_timeout(patience)
        try:
            visit.open()
            visit.page.wait_for_function(
                "caches.keys().then(names => names.length === 1)", timeout=patience
            )
        except HungUpError:
            visit.page.close()
        else:
            return visit.page
    raise AssertionError("the new release never opens")


def test_a_new_release(release: tuple[Visit, Path]) -> None:
    """A changed page is shown at once; the old cache is deleted after the last old page is closed."""
    visit, site = release
    page = visited(visit)
    before = page.evaluate("caches.keys()")
    file = site / "repair" / "index.html"
    file.write_text(file.read_text() + '<p id="new-release">New</p>')
    write_service_worker(site)

    visit.open(page="repair/")
    assert page.inner_text("#new-release") == "New"
    visit.server.seen.clear()
    assert page.evaluate(UPDATE) == "installed"
    assert [path for path in visit.server.seen if "/runtime/" in path] == []
    assert set(before) < set(page.evaluate("caches.keys()"))

    page.close()
    page = opened_anew(visit)
    after = page.evaluate(CACHES)

    assert len(before) == len(after) == 1
    assert before != after

    visit.context.set_offline(True)
    visit.server.broken = {"/"}
    visit.open(page="repair/")
    assert page.inner_text("#new-release") == "New"
