"""WebKit, by the driver and the small browser of WebKitGTK, on a virtual display."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser.engines import where
from tests.browser.engines.webdriver import WebDriverWindow

PATHS = {
    "Navigate": "url",
    "ElementClick": "element/{id}/click",
    "ExecuteScript": "execute/sync",
    "PerformActions": "actions",
}
ENVIRONMENT = {
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # a container has no user namespaces
    "LC_ALL": "C.UTF-8",  # days are typed as in America
}


class Session:
    """One session of WebKitWebDriver."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/session"
        options = {"binary": where("webkit"), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._address += f"/{self._send('POST', '', wanted)['sessionId']}"

    def send_command(self, command: str, values: dict[str, Any]) -> Any:
        """Send one command of WebDriver and return the value of its answer."""
        return self._send("POST", f"/{PATHS[command].format(**values)}", values)

    def close(self) -> None:
        """Close the window."""
        self._send("DELETE", "", None)

    def _send(self, method: str, path: str, values: dict[str, Any] | None) -> Any:
        body = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(
            self._address + path, body, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                said = json.load(error)["value"]
            raise RuntimeError(f"{path}: {said['error']}: {said['message']}") from None


@contextmanager
def opened() -> Iterator[WebDriverWindow]:
    """A window with a fresh profile."""
    with display() as number, driver(number) as port:
        session = Session(port)
        try:
            yield WebDriverWindow(session.send_command)
        finally:
            session.close()


@contextmanager
def display() -> Iterator[int]:
    """The number of a virtual display."""
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1280x1024x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as running:
        os.close(writing)
        try:
            with os.fdopen(reading) as stream:
                yield int(stream.readline())
        finally:
            running.terminate()


@contextmanager
def driver(number: int) -> Iterator[int]:
    """The port of a driver for windows on display `number`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = {**os.environ, **ENVIRONMENT, "DISPLAY": f":{number}"}
    with subprocess.Popen(
        ["WebKitWebDriver", f"--port={port}"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        try:
            wait_until_listening(port)
            yield port
        finally:
            running.terminate()


def wait_until_listening(port: int) -> None:
    """Wait until a server listens on `port`."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("WebKitWebDriver did not start within half a minute")
