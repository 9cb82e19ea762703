"""The built site, a server and the browsers of this machine, shared by all browser tests of a run.

A run without options leaves out the tests of a browser that is not installed, and says so at its end.  Where CI is
set, or BROWSERS names the ones to use (`BROWSERS="firefox webkit" make browser`), they fail instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright import sync_api as playwright

from tests.browser import engines, estimator_page
from tests.browser.engines import chromium as chromium_engine
from tests.browser.engines import firefox, webkit
from tests.browser.engines.screen import Screen
from tests.browser.site_build import build
from tests.browser.site_server import SiteServer, served
from tests.selection import in_turns
from tests.site.conftest import locked

TODAY = date(2026, 5, 20)
NOON = f"{TODAY}T12:00:00+09:00"
ABROAD: dict[str, Any] = {"locale": "en-GB", "timezone_id": "Europe/Berlin"}
FLAGS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])
ENGLISH, JAPANESE = (
    pytest.mark.parametrize("language", in_turns(["en", "ja"], 2, first)) for first in (0, 1)
)
"""One of the languages, with THOROUGH=1 both."""
PATIENCE = 30_000
"""Milliseconds that a condition has to come true: a machine that does much at once is slow, not wrong."""

ASKED_FOR = os.environ.get("BROWSERS", "").split()
STRICT = bool(ASKED_FOR or os.environ.get("CI"))


def need(engine: str) -> None:
    """Fail with an instruction if an engine is not installed."""
    if engine in engines.missing():
        pytest.fail(f"{engine} is not installed: {engines.advice([engine])}", pytrace=False)


def engine_of(item: pytest.Item) -> str:
    """Return the engine that a test runs in; empty for none."""
    named, asked = getattr(item, "callspec", None), getattr(item, "fixturenames", ())
    by_default = next((name for name in ("nginx", "chromium") if name in asked), "")
    return str(named.params.get("screen", by_default)) if named else by_default


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests of engines that are not asked for or, by default, not installed."""
    if unknown := set(ASKED_FOR) - set(engines.PACKAGES):
        raise pytest.UsageError(f"BROWSERS: {unknown} not among {list(engines.PACKAGES)}")
    wanted = ASKED_FOR or [
        name for name in engines.PACKAGES if STRICT or name not in engines.missing()
    ]
    left_out = [item for item in items if (engine := engine_of(item)) and engine not in wanted]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report the engines in which no test ran."""
    if not STRICT and (lacking := engines.missing()):
        terminalreporter.section("NOT SHOWN", red=True, bold=True)
        terminalreporter.line(f"No test ran in {' and '.join(lacking)}: not installed here.")
        terminalreporter.line(engines.advice(lacking))


def chromium_path() -> str:
    """Return the path of the installed Chromium."""
    need("chromium")
    return engines.where("chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[playwright.Browser]:
    """The installed Chromium, started."""
    with playwright.sync_playwright() as started:
        playwright.expect.set_options(timeout=PATIENCE)
        browser = started.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=engines.BROWSERS)
def screen(request: pytest.FixtureRequest) -> Iterator[Screen]:
    """A window of each engine, one engine after the other: pytest runs the tests of one engine together."""
    need(request.param)
    if request.param == "chromium":
        window = chromium_engine.opened(request.getfixturevalue("chromium"))
    else:
        window = {"firefox": firefox, "webkit": webkit}[request.param].opened()
    with window as opened:
        yield opened


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its runtime, built once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "whole-site"
    with locked(shared):
        if not (folder / "site" / "sw.js").exists():
            build(folder)
    return folder / "site"


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[SiteServer]:
    """A server of the built site, for all tests."""
    with served(built) as server:
        yield server


class Visit:
    """One visitor with a fresh profile; records console messages and requests."""

    def __init__(self, context: playwright.BrowserContext, server: SiteServer) -> None:
        self.server = server
        self.context = context
        self.console: list[str] = []
        self.requests: list[str] = []
        self.page = self.another_page()
        context.on("request", lambda request: self.requests.append(request.url))
        context.on(
            "console", lambda message: self.console.append(f"{message.type}: {message.text}")
        )

    def another_page(self) -> playwright.Page:
        """Return a new page of the same visitor."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.clock.set_system_time(NOON)
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        return page

    def start_again(self) -> None:
        """Be a visitor whose browser keeps nothing but the files that it has loaded."""
        self.leave()
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.set_viewport_size({"width": 1280, "height": 720})
        self.page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        self.page.clock.set_system_time(NOON)
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.console.clear()
        self.requests.clear()
        self.server.reset()

    def leave(self) -> None:
        """Leave the page, for a picture of the site: `about:blank` costs another process of the browser."""
        self.page.goto(f"{self.server.address}/assets/images/favicon.svg")

    def open(
        self, language: str = "en", choice: str = "", page: str = "estimator/"
    ) -> playwright.Page:
        """Open a page, by default the estimator."""
        folder = "" if language == "en" else f"{language}/"
        self.page.goto(f"{self.server.address}/{folder}{page}{choice}")
        return self.page

    def answered(self, language: str = "en", choice: str = "") -> playwright.Page:
        """Open the estimator with a choice and wait for its answer."""
        page = self.open(language, choice)
        page.wait_for_selector(estimator_page.ANSWERED)
        return page

    @property
    def foreign_requests(self) -> list[str]:
        """Requested addresses of other origins."""
        ours = (self.server.address, "blob:", "data:")
        return [url for url in self.requests if not url.startswith(ours)]

    @property
    def violations(self) -> list[str]:
        """Console messages about the content security policy, and script errors."""
        kinds = ("Content Security Policy", "Content-Security-Policy", "error: ")
        return [text for text in self.console if any(kind in text for kind in kinds)]


@contextmanager
def visiting(
    chromium: playwright.Browser, server: SiteServer, workers: Literal["allow", "block"] = "allow"
) -> Iterator[Visit]:
    """A visitor with a fresh profile, from abroad."""
    with chromium.new_context(**ABROAD, service_workers=workers) as context:
        yield Visit(context, server)


@pytest.fixture(scope="session")
def shared_visit(chromium: playwright.Browser, server: SiteServer) -> Iterator[Visit]:
    """One visitor for all tests that are marked so: a second visit takes half the time of a first one."""
    with visiting(chromium, server, "block") as visitor:
        yield visitor


@pytest.fixture(scope="session")
def forgetful_visit(chromium: playwright.Browser, server: SiteServer) -> Iterator[Visit]:
    """One visitor for all tests whose files have to come from the server: what its browser keeps is deleted before each."""
    with visiting(chromium, server, "block") as visitor:
        yield visitor


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, chromium: playwright.Browser, server: SiteServer
) -> Iterator[Visit]:
    """A visitor with a fresh profile, or one that tests share where they are marked `shared_page` or `empty_cache`.

    Files are kept for later where that is the subject: tests marked `service_worker` have one.
    """
    server.reset()
    marks = {mark.name for mark in request.node.iter_markers()}
    if "own_page" not in marks and marks & {"shared_page", "empty_cache"}:
        name = "forgetful_visit" if "empty_cache" in marks else "shared_visit"
        shared: Visit = request.getfixturevalue(name)
        shared.start_again()
        if "empty_cache" in marks:
            shared.context.new_cdp_session(shared.page).send("Network.clearBrowserCache")
        yield shared
        return
    with visiting(chromium, server, "allow" if "service_worker" in marks else "block") as visitor:
        yield visitor
