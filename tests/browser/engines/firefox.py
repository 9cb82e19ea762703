"""Firefox, by Marionette: the commands of WebDriver over the socket that Firefox itself opens.

geckodriver, which translates the same commands, is in no Debian package.
"""

from __future__ import annotations

import itertools
import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.engines import where
from tests.browser.engines.webdriver import WebDriverWindow

SETTINGS = """\
user_pref("marionette.port", 0);
user_pref("remote.prefs.recommended", true);
user_pref("intl.accept_languages", "en-US, en");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""


class Marionette:
    """A conversation with one Firefox: each message is its length, a colon and JSON."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._stream = self._socket.makefile("rwb")
        self._numbers = itertools.count(1)
        self._read()  # a greeting

    def send_command(self, command: str, values: dict[str, Any]) -> Any:
        """Send one command of WebDriver and return the value of its answer."""
        message = json.dumps([0, next(self._numbers), f"WebDriver:{command}", values]).encode()
        self._stream.write(b"%d:%b" % (len(message), message))
        self._stream.flush()
        _, _, error, answer = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return answer.get("value")

    def close(self) -> None:
        """End the conversation."""
        self._stream.close()
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox closed the connection")
            length += byte
        return json.loads(self._stream.read(int(length)))


@contextmanager
def opened() -> Iterator[WebDriverWindow]:
    """A window with a fresh profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        Path(profile, "user.js").write_text(SETTINGS, encoding="utf-8")
        running = subprocess.Popen(
            [where("firefox"), "--headless", "--marionette", "--no-remote", "--profile", profile],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            conversation = Marionette(port_of(Path(profile, "MarionetteActivePort")))
            conversation.send_command("NewSession", {})
            yield WebDriverWindow(conversation.send_command)
            conversation.close()
        finally:
            running.terminate()
            running.wait(30)


def port_of(file: Path) -> int:
    """Return the port that Firefox writes into `file` once it listens."""
    for _ in range(600):
        if file.exists() and (text := file.read_text().strip()):
            return int(text)
        time.sleep(0.1)
    raise TimeoutError("Firefox did not start within a minute")
