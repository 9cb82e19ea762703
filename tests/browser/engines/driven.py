"""A window driven by the commands of the W3C WebDriver standard, whatever road they travel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.engines.screen import STRANGERS, american

Tell = Callable[[str, dict[str, Any]], Any]
"""Sends one command of the standard, with its values, and returns the value of the answer."""

CONTROL, DELETE, RIGHT = "\ue009", "\ue017", "\ue014"
FIND = """
const place = document.querySelector(arguments[0])
const seen = place.closest('select') ?? place // an option has no place of its own
seen.scrollIntoView({ block: 'center', behavior: 'instant' })
return place
"""


class Driven:
    """A window of Firefox or WebKit."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def open(self, address: str) -> None:
        self._tell("Navigate", {"url": "about:blank"})
        self._tell("Navigate", {"url": address})

    def click(self, place: str) -> None:
        self._tell("ElementClick", {"id": self._find(place)})

    def choose(self, place: str, value: str) -> None:
        self.click(f'{place} option[value="{value}"]')

    def write(self, place: str, text: str) -> None:
        self.click(place)
        self._press(
            ("keyDown", CONTROL), *strokes("a"), ("keyUp", CONTROL), *strokes(DELETE + text)
        )

    def write_day(self, place: str, day: str) -> None:
        self.look(
            "document.activeElement.blur(); document.querySelector(arguments[0]).focus()", place
        )
        self._press(*strokes(american(day) if day else (DELETE + RIGHT) * 3))

    def look(self, script: str, *values: str) -> Any:
        return self._tell("ExecuteScript", {"script": script, "args": list(values)})

    def strangers(self) -> list[str]:
        """Return those of the page; what a worker asks for, its policy must keep at home."""
        return self.look(STRANGERS)  # type: ignore[no-any-return]

    def _find(self, place: str) -> str:
        """Bring `place` to the middle of the window, as a person would, and return a reference to it."""
        found = self._tell("ExecuteScript", {"script": FIND, "args": [place]})
        return next(iter(found.values()))  # type: ignore[no-any-return]

    def _press(self, *moves: tuple[str, str]) -> None:
        actions = [{"type": way, "value": key} for way, key in moves]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self._tell("PerformActions", {"actions": [keyboard]})


def strokes(text: str) -> list[tuple[str, str]]:
    """Return how the keys of `text` go down and up, one after the other."""
    return [(way, key) for key in text for way in ("keyDown", "keyUp")]
