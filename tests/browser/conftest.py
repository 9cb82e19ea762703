"""A built page, a server and the browsers of this machine, shared by all journeys of a run.

A plain run leaves out the tests of a browser that is not installed, and says so at its end.  Where CI is
set, or BROWSERS names the ones to use (`BROWSERS="firefox webkit" make browser`), they fail instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from tests.browser import engines
from tests.browser.building import build
from tests.browser.engines import chromium as chromium_engine
from tests.browser.engines import firefox, webkit
from tests.browser.engines.screen import Screen
from tests.browser.serving import Serving, served
from tests.site.conftest import alone

TODAY = date(2026, 5, 20)
FLAGS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


ASKED_FOR = os.environ.get("BROWSERS", "").split()
STRICT = bool(ASKED_FOR or os.environ.get("CI"))


def need(engine: str) -> None:
    """Fail in plain words where an engine is not installed."""
    if engine in engines.missing():
        pytest.fail(f"{engine} is not installed: {engines.advice([engine])}", pytrace=False)


def engine_of(item: pytest.Item) -> str:
    """Return the engine a test runs in; empty for none."""
    named, asked = getattr(item, "callspec", None), getattr(item, "fixturenames", ())
    by_default = next((name for name in ("nginx", "chromium") if name in asked), "")
    return str(named.params.get("screen", by_default)) if named else by_default


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out other engines than those asked for; in a plain run, those that are not installed."""
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
    """Say what this run did not show."""
    if not STRICT and (lacking := engines.missing()):
        terminalreporter.section("NOT SHOWN", red=True, bold=True)
        terminalreporter.line(f"No test ran in {' and '.join(lacking)}: not installed here.")
        terminalreporter.line(engines.advice(lacking))


def chromium_path() -> str:
    """Return where the Chromium of this machine is."""
    need("chromium")
    return engines.where("chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[playwright.Browser]:
    """A Chromium of this machine."""
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=engines.BROWSERS)
def screen(request: pytest.FixtureRequest) -> Iterator[Screen]:
    """A window of each engine, one engine after the other."""
    need(request.param)
    if request.param == "chromium":
        window = chromium_engine.opened(request.getfixturevalue("chromium"))
    else:
        window = {"firefox": firefox, "webkit": webkit}[request.param].opened()
    with window as opened:
        yield opened


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site; built once, also where several processes test."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "whole-site"
    with alone(shared):
        if not (folder / "site" / "sw.js").exists():
            build(folder, patience=10)
    return folder / "site"


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Serving]:
    """The server of all journeys."""
    with served(built) as serving:
        yield serving


class Visit:
    """One visitor: a fresh profile, and everything the browser complained about or asked for."""

    def __init__(self, context: playwright.BrowserContext, serving: Serving) -> None:
        self.serving = serving
        self.context = context
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.clock.set_system_time("2026-05-20T12:00:00+09:00")
        context.on("request", lambda request: self.asked.append(request.url))
        context.on(
            "console", lambda message: self.complaints.append(f"{message.type}: {message.text}")
        )
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def open(
        self, language: str = "en", choice: str = "", page: str = "estimator/"
    ) -> playwright.Page:
        """Open a page; the estimator where none is named."""
        folder = "" if language == "en" else f"{language}/"
        self.page.goto(f"{self.serving.address}/{folder}{page}{choice}")
        return self.page

    @property
    def strangers(self) -> list[str]:
        """Addresses asked for that are not ours."""
        ours = (self.serving.address, "blob:", "data:")
        return [url for url in self.asked if not url.startswith(ours)]

    @property
    def violations(self) -> list[str]:
        """Complaints about the content security policy, and errors of ours."""
        signs = ("Content Security Policy", "Content-Security-Policy", "error: ")
        return [text for text in self.complaints if any(sign in text for sign in signs)]


@pytest.fixture
def visit(chromium: playwright.Browser, server: Serving) -> Iterator[Visit]:
    """A visitor with everything on."""
    server.mend()
    context = chromium.new_context(locale="en-GB", timezone_id="Europe/Berlin")
    yield Visit(context, server)
    context.close()
