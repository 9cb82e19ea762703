"""Chromium, by Playwright."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.engines.screen import american


class Chromium:
    """A window of Chromium."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked: list[str] = []
        page.context.on("request", lambda request: self._asked.append(request.url))

    def open(self, address: str) -> None:
        self._page.goto("about:blank")
        self._asked.clear()
        self._page.goto(address)

    def click(self, selector: str) -> None:
        self._page.click(selector)

    def choose(self, selector: str, value: str) -> None:
        self._page.select_option(selector, value)

    def write(self, selector: str, text: str) -> None:
        self._page.click(selector)
        self._page.keyboard.press("ControlOrMeta+A")
        self._page.keyboard.press("Delete")
        self._page.keyboard.type(text)

    def write_day(self, selector: str, day: str) -> None:
        self._page.evaluate("document.activeElement.blur()")
        self._page.focus(selector)
        if day:
            self._page.keyboard.type(american(day))
        else:
            for _ in range(3):
                self._page.keyboard.press("Delete")
                self._page.keyboard.press("ArrowRight")

    def evaluate(self, script: str, *values: str) -> Any:
        return self._page.evaluate(
            f"values => (function () {{ {script} }}).apply(null, values)", list(values)
        )

    def foreign_requests(self) -> list[str]:
        """Return those of the page, its workers and its service worker."""
        origin = self._page.evaluate("location.origin")
        return [url for url in self._asked if not url.startswith((f"{origin}/", "blob:", "data:"))]


@contextmanager
def opened(browser: Browser) -> Iterator[Chromium]:
    """A window with a fresh profile."""
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(30_000)
    yield Chromium(context.new_page())
    context.close()
