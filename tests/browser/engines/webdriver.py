"""A window driven by the commands of the W3C WebDriver standard, over any transport."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.engines.screen import FOREIGN_REQUESTS, american

SendCommand = Callable[[str, dict[str, Any]], Any]
"""Sends one command of the standard, with its values, and returns the value of the answer."""

CONTROL, DELETE, RIGHT = "\ue009", "\ue017", "\ue014"
FIND = """
const place = document.querySelector(arguments[0])
const seen = place.closest('select') ?? place // an option has no place of its own
const frame = () => new Promise(requestAnimationFrame)
const top = () => seen.getBoundingClientRect().top
return (async () => {
  for (let before = NaN; before !== top(); await frame()) {
    seen.scrollIntoView({ block: 'center', behavior: 'instant' })
    before = top()
  }
  return place
})()
"""


class WebDriverWindow:
    """A window of Firefox or WebKit."""

    def __init__(self, send_command: SendCommand) -> None:
        self._send_command = send_command

    def open(self, address: str) -> None:
        self._send_command("Navigate", {"url": "about:blank"})
        self._send_command("Navigate", {"url": address})

    def click(self, selector: str) -> None:
        self._send_command("ElementClick", {"id": self._find(selector)})

    def choose(self, selector: str, value: str) -> None:
        self.click(f'{selector} option[value="{value}"]')

    def write(self, selector: str, text: str) -> None:
        self.click(selector)
        self._press(
            ("keyDown", CONTROL), *strokes("a"), ("keyUp", CONTROL), *strokes(DELETE + text)
        )

    def write_day(self, selector: str, day: str) -> None:
        self.evaluate(
            "document.activeElement.blur(); document.querySelector(arguments[0]).focus()", selector
        )
        self._press(*strokes(american(day) if day else (DELETE + RIGHT) * 3))

    def evaluate(self, script: str, *values: str) -> Any:
        return self._send_command("ExecuteScript", {"script": script, "args": list(values)})

    def foreign_requests(self) -> list[str]:
        """Return those of the page; requests of its workers are limited by their policy."""
        return self.evaluate(FOREIGN_REQUESTS)  # type: ignore[no-any-return]

    def _find(self, selector: str) -> str:
        """Scroll an element to the middle of the window, wait until it rests there, and return a reference to it."""
        found = self._send_command("ExecuteScript", {"script": FIND, "args": [selector]})
        return next(iter(found.values()))  # type: ignore[no-any-return]

    def _press(self, *moves: tuple[str, str]) -> None:
        actions = [{"type": way, "value": key} for way, key in moves]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self._send_command("PerformActions", {"actions": [keyboard]})


def strokes(text: str) -> list[tuple[str, str]]:
    """Return the key presses and releases that type `text`."""
    return [(way, key) for key in text for way in ("keyDown", "keyUp")]
