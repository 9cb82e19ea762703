"""A loopback server with the headers a host sends, that can also break, delay and count."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
    ".json": "application/json",
}
UNCOMPRESSED = {".png", ".woff2"}


@dataclass
class Serving:
    """What the server does and has seen.

    Attributes:
        broken: Parts of paths that are answered 503.
        hanging: Parts of paths whose answer stops half way.
        pause: Seconds before each answer of the runtime.
        seen: Paths asked for.
        sent: Bytes of bodies sent, by path.
    """

    address: str = ""
    broken: set[str] = field(default_factory=set)
    hanging: set[str] = field(default_factory=set)
    pause: float = 0
    seen: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)

    def mend(self) -> None:
        """Answer everything again, and forget what was seen."""
        self.broken.clear()
        self.hanging.clear()
        self.pause = 0
        self.seen.clear()
        self.sent.clear()


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder, with headers."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    def __init__(self, *args: object, serving: Serving, **named: object) -> None:
        self.serving = serving
        super().__init__(*args, **named)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer one request, as told."""
        path = self.path.partition("?")[0]
        self.serving.seen.append(path)
        if any(part in path for part in self.serving.broken):
            self.send_error(503)
            return
        if self.serving.pause and "/runtime/" in path:
            time.sleep(self.serving.pause)
        file = Path(self.translate_path(path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(404)
            return
        self._send(path, file)

    def _send(self, path: str, file: Path) -> None:
        packed = file.with_name(f"{file.name}.br")
        small = packed.is_file() and "br" in self.headers.get("Accept-Encoding", "")
        body = (packed if small else file).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(body)))
        if small:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        half = any(part in path for part in self.serving.hanging)
        self.serving.sent[path] = self.serving.sent.get(path, 0) + len(body)
        try:
            self.wfile.write(body[: len(body) // 2] if half else body)
            if half:
                self.wfile.flush()
                time.sleep(30)
                self.close_connection = True
        except OSError:
            self.close_connection = True

    def end_headers(self) -> None:
        """Add what every answer carries."""
        for name, value in headers_for(self.path.partition("?")[0]).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def headers_for(path: str) -> dict[str, str]:
    """Return the headers of a path."""
    fixed = "/estimator/shell-" in path or "/estimator/runtime/" in path
    policy = WORKER_POLICY if path.endswith(("/worker.js", "/sw.js")) else PAGE_POLICY
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "public, max-age=31536000, immutable" if fixed else "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


class Server(ThreadingHTTPServer):
    """Threads that never keep a test waiting."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that hangs up is no error."""


@contextmanager
def served(folder: Path) -> Iterator[Serving]:
    """Serve `folder` on a free port of this machine."""
    serving = Serving()
    handler = functools.partial(Handler, serving=serving, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        serving.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield serving
        server.shutdown()
