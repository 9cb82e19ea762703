"""The nginx configuration in a real nginx: files, headers, types, compression, 404 pages."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pages import local_server
from tests.browser import engines
from tests.browser.conftest import need

PROJECT = Path(__file__).parents[2]
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
MAIN = """\
daemon off; pid {folder}/pid; error_log {folder}/errors;
{settings}
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  include {folder}/site.conf;
}}
"""


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with copies beside the Japanese pages."""
    folder = tmp_path_factory.mktemp("nginx") / "site"
    shutil.copytree(built, folder)
    subprocess.run(
        ["node", PROJECT / "site" / "runtime" / "compressed.mjs", folder / "ja"], check=True
    )
    return folder


@pytest.fixture(scope="module")
def nginx() -> str:
    """The program."""
    need("nginx")
    return engines.where("nginx")


@pytest.fixture(scope="module")
def port(site: Path, nginx: str) -> Iterator[int]:
    """The port of an nginx that serves the site."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    folder = site.parent
    done = subprocess.run(
        [sys.executable, "-m", "pages.nginx_config", site, str(number)],
        cwd=PROJECT / "site",
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    if not MODULE.exists():
        lines = [line for line in lines if "brotli_static" not in line]
    (folder / "site.conf").write_text("\n".join(lines))
    settings = f"load_module {MODULE};" if MODULE.exists() else ""
    if os.geteuid() == 0:
        settings += " user root;"  # the folder of a test is nobody else's
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, settings=settings))
    running = subprocess.Popen([nginx, "-c", folder / "nginx.conf"], stderr=subprocess.PIPE)
    try:
        wait_for(number)
        yield number
    finally:
        running.terminate()
        assert b"emerg" not in running.communicate()[1]
        assert "warn" not in (folder / "errors").read_text()


def wait_for(port: int) -> None:
    """Wait until a server listens on `port`."""
    for _ in range(100):
        with closing(socket.socket()) as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")


def ask(port: int, path: str, accept: str = "br, gzip") -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of an answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": accept})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def test_every_file_with_its_headers(site: Path, port: int) -> None:
    """Every file is served with exactly the headers of `_headers`."""
    rules = local_server.read_rules((site / "_headers").read_text(encoding="utf-8"))
    names = {name for headers in rules.values() for name in headers} | {"Cache-Control"}
    wrong = {}
    for file in sorted(path for path in site.rglob("*") if path.suffix not in {".br", ".gz", ""}):
        url = f"/{file.relative_to(site).as_posix()}".removesuffix("index.html")
        status, headers, body = ask(port, url, accept="")
        said = {name: value for name, value in headers.items() if name in names}
        if (status, said, body) != (200, local_server.headers_for(url, rules), file.read_bytes()):
            wrong[url] = (status, said)

    assert wrong == {}


def test_types_that_the_estimator_needs(site: Path, port: int) -> None:
    """WebAssembly and modules have the types that browsers require."""
    kinds = {".wasm": "application/wasm", ".mjs": "text/javascript; charset=utf-8"}
    for ending, kind in kinds.items():
        file = next(site.glob(f"estimator/runtime/*{ending}"))
        assert ask(port, f"/{file.relative_to(site).as_posix()}")[1]["Content-Type"] == kind


def test_copies_are_served_to_who_takes_them(site: Path, port: int) -> None:
    """The compressed copy is sent to clients that accept it, and is not served by its own name."""
    copies = {"gzip": ".gz"} | ({"br": ".br"} if MODULE.exists() else {})
    for coding, ending in copies.items():
        _, headers, body = ask(port, "/ja/fees/", accept=coding)
        assert headers["Content-Encoding"] == coding
        assert body == (site / "ja" / "fees" / f"index.html{ending}").read_bytes()
        assert ask(port, f"/ja/fees/index.html{ending}")[0] == 404


def test_what_is_missing_answers_in_its_language(site: Path, port: int) -> None:
    """Each language has its 404 page, `_headers` is not served, and no browser keeps a failure."""
    for url, page in [("/nothing", "404.html"), ("/ja/nothing", "ja/404.html")]:
        assert ask(port, url, accept="")[::2] == (404, (site / page).read_bytes())
    assert ask(port, "/_headers")[0] == 404
    _, headers, _ = ask(port, "/estimator/runtime/library-0123456789ab.zip")
    assert "Cache-Control" not in headers
    assert ask(port, "/fees")[:2][1]["Location"] == "/fees/"
