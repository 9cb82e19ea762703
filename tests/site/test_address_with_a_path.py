"""The site in a folder of another site: addresses, headers, pages for what is missing."""

from __future__ import annotations

import urllib.request
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError

import pytest

from pages import local_server
from pages.nginx_config import configuration
from tests.site.built_pages import pages
from tests.site.conftest import mkdocs

BASE = "/repairs/"


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built for an address with a path."""
    folder = tmp_path_factory.mktemp("host") / "repairs"
    address = f"https://shop.example{BASE}"
    done = mkdocs(folder, {"SITE_RUNTIME": "none", "SITE_URL": address})
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def asked(folder: Path, path: str) -> tuple[int, str, str]:
    """Return status, content security policy and body of what the local server sends."""
    with local_server.server(folder, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            reply = urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{path}")
        except HTTPError as error:
            reply = error
        with reply:
            policy = reply.headers.get("Content-Security-Policy", "")
            found = (reply.status, policy, reply.read().decode())
        server.shutdown()
    return found


def test_headers_and_redirects_begin_with_the_path(below: Path) -> None:
    """Every path that a host reads is one of the site's, and what is missing has the site's own page."""
    rules = local_server.rules_of(below)

    assert [] == [path for path in rules if not path.startswith(BASE)]
    assert {BASE, f"{BASE}ja/estimator/", f"{BASE}sw.js"} <= set(rules)
    assert [
        "/repairs/ja/* /repairs/ja/404.html 404", "/repairs/* /repairs/404.html 404",
    ] == (below / "_redirects").read_text(encoding="utf-8").splitlines()  # fmt: skip


def test_no_address_leaves_the_path(below: Path) -> None:
    """No link and no request of a page leads to the host outside of the path."""
    leaving = [
        (url, one)
        for url, page in pages(below).items()
        for one in [*page.links, *page.requests]
        if one.startswith("/") and not one.startswith(BASE)
    ]

    assert [] == leaving


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (BASE, 200, "A piece you love"),
        (f"{BASE}ja/fees/", 200, "料金表"),
        (f"{BASE}nothing/", 404, "This page is not here"),
        (f"{BASE}ja/nothing/", 404, '<html lang="ja"'),
        ("/", 404, ""),
        ("/fees/", 404, ""),
    ],
)
def test_it_is_served_below_its_path_only(below: Path, path: str, status: int, words: str) -> None:
    """Pages are found below the path with their policy, each language has its own page for what is missing."""
    found, policy, body = asked(below, path)

    assert status == found
    assert words in body
    assert ("default-src 'none'" in policy) is (status == 200)


def test_nginx_serves_the_folder_above(below: Path) -> None:
    """nginx finds the site as a folder of that name, with both pages for what is missing."""
    text = configuration(below, 8080)

    assert f"root {below.parent.resolve()};" in text
    assert "location /repairs/ { error_page 404 /repairs/404.html;" in text
    assert "location /repairs/ja/ { error_page 404 /repairs/ja/404.html;" in text
    assert '"~^/repairs/sw\\.js$"' in text
