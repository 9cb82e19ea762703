"""The server of `make serve`, which can also fail, delay, compress and count."""

from __future__ import annotations

import functools
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pages import local_server

PACKET = 16_384
PROXY_PAGE = b"<!doctype html><title>Sign in</title><p>Please sign in to this network."
POLICY, REPORTS = "Content-Security-Policy", "/reports-of-violations"


@dataclass
class SiteServer:
    """How the server behaves, and the requests that it received.

    Attributes:
        broken: Parts of paths that are answered with status 503.
        missing: Parts of paths that are answered with status 404.
        intercepted: Parts of paths that a proxy answers with a page of its own and status 200.
        hanging: Parts of paths whose response stops half way.
        replaced: Content sent instead of a file, by a part of its path.
        pause: Seconds before each response of the runtime.
        speed: Bytes per second of the runtime's responses; 0 for no limit.
        link: Bytes per second that all responses share, as on a visitor's line; 0 for no limit.
        seen: Requested paths.
        sent: Bytes of bodies sent, by path.
        violations: What browsers report about the content security policy: page or worker, rule, address.
    """

    address: str = ""
    turn: threading.Lock = field(default_factory=threading.Lock)
    broken: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    intercepted: set[str] = field(default_factory=set)
    hanging: set[str] = field(default_factory=set)
    replaced: dict[str, bytes] = field(default_factory=dict)
    pause: float = 0
    speed: int = 0
    link: float = 0
    seen: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)
    violations: list[tuple[str, str, str]] = field(default_factory=list)

    def reset(self) -> None:
        """Serve every file normally, and forget all requests."""
        vars(self).update(vars(SiteServer(self.address, self.turn)))


class Handler(local_server.Handler):
    """Files of a folder, with the headers of its `_headers`."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, state: SiteServer, **named: Any) -> None:
        self.state = state
        super().__init__(*args, **named)

    def do_GET(self) -> None:  # noqa: N802 - as the standard library calls it
        """Serve one request, as the state says."""
        path = self.path.partition("?")[0]
        self.state.seen.append(path)
        if any(part in path for part in self.state.broken):
            self.send_error(503)
            return
        if any(part in path for part in self.state.missing):
            self.send_error(404)
            return
        if any(part in path for part in self.state.intercepted):
            self._send_page()
            return
        if self.state.pause and "/runtime/" in path:
            time.sleep(self.state.pause)
        file = Path(self.translate_path(path))
        if file.is_dir() and path.endswith("/"):
            file /= "index.html"
        if not file.is_file():
            super().do_GET()  # a redirect to the folder, or the 404 page
            return
        self._send(path, file)

    def do_POST(self) -> None:  # noqa: N802 - as the standard library calls it
        """Record a report about the content security policy."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == REPORTS:
            report = json.loads(body)["csp-report"]
            named = ("document-uri", "violated-directive", "blocked-uri")
            self.state.violations.append(tuple(report.get(name, "") for name in named))
        self.send_response(204)
        self.end_headers()

    def send_header(self, keyword: str, value: str) -> None:
        """Send a header; the content security policy also asks for reports of violations."""
        asked = f"{value}; report-uri {REPORTS}" if keyword == POLICY else value
        super().send_header(keyword, asked)

    def _send_page(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PROXY_PAGE)))
        self.end_headers()
        self.wfile.write(PROXY_PAGE)

    def _send(self, path: str, file: Path) -> None:
        packed = file.with_name(f"{file.name}.br")
        small = packed.is_file() and "br" in self.headers.get("Accept-Encoding", "")
        body = (packed if small else file).read_bytes()
        for part, content in self.state.replaced.items():
            body = content if part in path else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        if small:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.state.sent[path] = self.state.sent.get(path, 0) + len(body)
        try:
            self._write(path, body)
        except OSError:
            self.close_connection = True

    def _write(self, path: str, body: bytes) -> None:
        if any(part in path for part in self.state.hanging):
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            time.sleep(30)
            self.close_connection = True
        elif self.state.speed and "/runtime/" in path:
            step = max(1, self.state.speed // 10)
            for at in range(0, len(body), step):
                self.wfile.write(body[at : at + step])
                time.sleep(0.1)
        elif self.state.link:
            for at in range(0, len(body), PACKET):
                packet = body[at : at + PACKET]
                with self.state.turn:
                    time.sleep(len(packet) / self.state.link)
                self.wfile.write(packet)
        else:
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A server whose threads end with the test."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Ignore browsers that close the connection."""


@contextmanager
def served(folder: Path) -> Iterator[SiteServer]:
    """Serve `folder` on a free local port; the value controls the server."""
    state = SiteServer()
    handler = functools.partial(Handler, state=state, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        state.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()
