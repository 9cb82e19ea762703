"""Serves a built site at a local address, with the headers of its `_headers` file.

PYTHONPATH=site python -m pages.local_server dist/site [PORT]
"""

from __future__ import annotations

import sys
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Rules = dict[str, dict[str, str]]


def read_rules(text: str) -> Rules:
    """Return the rules of a `_headers` file: headers by path; ``*`` matches the rest of a path."""
    rules: Rules = {}
    for line in text.splitlines():
        if line.startswith("/"):
            headers = rules.setdefault(line.strip(), {})
        elif line.strip():
            name, _, value = line.strip().partition(":")
            headers[name] = value.strip()
    return rules


def rules_of(folder: Path) -> Rules:
    """Return the rules of a folder's `_headers`; none without that file."""
    file = folder / "_headers"
    return read_rules(file.read_text(encoding="utf-8")) if file.exists() else {}


def base_of(rules: Rules) -> str:
    """Return the path of the site's address, ``/`` or ``/repairs/``: that of the first rule."""
    return next(iter(rules), "/*").removesuffix("*")


def headers_for(path: str, rules: Rules) -> dict[str, str]:
    """Return the headers of one path; without a rule for caching it is revalidated each time."""
    headers = {"Cache-Control": "no-cache"}
    for pattern, named in rules.items():
        if fnmatchcase(path, pattern):
            headers |= named
    return headers


class Handler(SimpleHTTPRequestHandler):
    """Serves files as the real hosts do: types, headers, a 404 page for each language."""

    extensions_map = {  # noqa: RUF012 - as the standard library declares it
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".html": "text/html; charset=utf-8",
        ".css": "text/css",
        ".zip": "application/zip",
        ".png": "image/png",
        ".xml": "text/xml",
        ".txt": "text/plain",
    }

    @property
    def rules(self) -> Rules:
        """The rules of the folder's `_headers`."""
        return rules_of(Path(self.directory))

    def translate_path(self, path: str) -> str:
        """Return the file of a path; paths outside of the site's address have none."""
        base = base_of(self.rules)
        if not path.startswith(base):
            return str(Path(self.directory, "outside of the site"))
        return super().translate_path(f"/{path.removeprefix(base)}")

    def end_headers(self) -> None:
        """Add the headers of `_headers` to every response."""
        for name, value in headers_for(self.path.partition("?")[0], self.rules).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the 404 page in the language of the requested path."""
        japanese = self.path.startswith(f"{base_of(self.rules)}ja/")
        page = Path(self.directory, "ja" if japanese else "", "404.html")
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of `folder` on this machine only; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


def main(arguments: list[str]) -> int:
    """Serve until interrupted."""
    if not arguments or not Path(arguments[0]).is_dir():
        print("usage: PYTHONPATH=site python -m pages.local_server FOLDER [PORT]", file=sys.stderr)
        return 2
    with server(Path(arguments[0]), int(arguments[1]) if arguments[1:] else 8000) as running:
        base = base_of(rules_of(Path(arguments[0])))
        print(f"http://127.0.0.1:{running.server_port}{base}  (Ctrl-C ends it)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
