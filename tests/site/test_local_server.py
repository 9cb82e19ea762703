"""The headers of `_headers`, as the local server reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages import local_server
from pages.security_headers import headers_of

FILES = [
    "index.html", "ja/fees/index.html", "ja/404.html", "sw.js", "assets/site.css",
    "assets/bundle.a5f9d56c.min.js", "estimator/index.html", "estimator/manifest.json",
    "estimator/shell-1a/estimator.js", "estimator/shell-1a/worker.js", "estimator/runtime/a-1.wasm",
]  # fmt: skip


@pytest.fixture
def rules(tmp_path: Path) -> dict[str, dict[str, str]]:
    """The rules of a small site."""
    for name in FILES:
        url = tmp_path / name
        url.parent.mkdir(parents=True, exist_ok=True)
        url.touch()
    return headers_of(tmp_path, "PAGES")


def test_only_the_worker_may_run_webassembly(rules: dict[str, dict[str, str]]) -> None:
    """Each page has its policy, the estimator's worker one of its own."""
    urls = ["/", "/ja/fees/", "/ja/404.html", "/estimator/"]
    worker = local_server.headers_for("/estimator/shell-1a/worker.js", rules)

    assert {local_server.headers_for(url, rules)["Content-Security-Policy"] for url in urls} == {
        "PAGES"
    }
    assert "'wasm-unsafe-eval'" in worker["Content-Security-Policy"]
    assert "wasm" not in local_server.headers_for("/sw.js", rules)["Content-Security-Policy"]


def test_hashed_files_are_immutable(rules: dict[str, dict[str, str]]) -> None:
    """Only files with a hash in their path are immutable."""
    kept = {
        url
        for url in (f"/{name}".removesuffix("index.html") for name in FILES)
        if "immutable" in local_server.headers_for(url, rules)["Cache-Control"]
    }

    assert kept == {
        "/assets/bundle.a5f9d56c.min.js",
        "/estimator/shell-1a/estimator.js",
        "/estimator/shell-1a/worker.js",
        "/estimator/runtime/a-1.wasm",
    }


def test_no_header_is_set_twice(rules: dict[str, dict[str, str]]) -> None:
    """No two rules set the same header for one path."""
    for name in FILES:
        url = f"/{name}".removesuffix("index.html")
        names = [header for pattern, headers in rules.items() for header in headers
                if local_server.fnmatchcase(url, pattern)]  # fmt: skip
        assert len(names) == len(set(names)), url


def test_written_headers_are_read_again(rules: dict[str, dict[str, str]], tmp_path: Path) -> None:
    """The written file has the same paths, and no line too long for the hosts."""
    from pages.security_headers import ONLY_AS_HEADER, write_headers

    write_headers(tmp_path, "PAGES".removesuffix(ONLY_AS_HEADER))
    text = (tmp_path / "_headers").read_text(encoding="utf-8")

    assert local_server.read_rules(text).keys() == rules.keys()
    assert max(len(line) for line in text.splitlines()) < 2000  # Cloudflare Pages takes no longer
