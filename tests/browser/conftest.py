"""A built page, a server and a browser, shared by all journeys of a run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from tests.browser.building import build
from tests.browser.serving import Serving, served
from tests.site.conftest import alone

TODAY = date(2026, 5, 20)
FLAGS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[playwright.Browser]:
    """A Chromium of this machine."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.fail("no Chromium: install it, or name it in CHROMIUM")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


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
        self.page.clock.set_fixed_time("2026-05-20T12:00:00+09:00")
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
