"""The headers that hosts send, as the local server reads them."""

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
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    return headers_of(tmp_path, "PAGES")


def test_only_the_worker_may_run_webassembly(rules: dict[str, dict[str, str]]) -> None:
    """Each page has its policy, the estimator's worker one of its own."""
    places = ["/", "/ja/fees/", "/ja/404.html", "/estimator/"]
    worker = local_server.headers_for("/estimator/shell-1a/worker.js", rules)

    assert {
        local_server.headers_for(place, rules)["Content-Security-Policy"] for place in places
    } == {"PAGES"}
    assert "'wasm-unsafe-eval'" in worker["Content-Security-Policy"]
    assert "wasm" not in local_server.headers_for("/sw.js", rules)["Content-Security-Policy"]


def test_what_is_named_by_its_content_is_kept_for_ever(rules: dict[str, dict[str, str]]) -> None:
    """Hashed files are immutable; pages, the manifest and the service worker are asked for again."""
    kept = {
        place
        for place in (f"/{name}".removesuffix("index.html") for name in FILES)
        if "immutable" in local_server.headers_for(place, rules)["Cache-Control"]
    }

    assert kept == {
        "/assets/bundle.a5f9d56c.min.js",
        "/estimator/shell-1a/estimator.js",
        "/estimator/shell-1a/worker.js",
        "/estimator/runtime/a-1.wasm",
    }


def test_no_address_is_told_two_things(rules: dict[str, dict[str, str]]) -> None:
    """No header comes from two rules of one address: hosts differ in what they make of that."""
    for name in FILES:
        place = f"/{name}".removesuffix("index.html")
        told = [header for pattern, headers in rules.items() for header in headers
                if local_server.fnmatchcase(place, pattern)]  # fmt: skip
        assert len(told) == len(set(told)), place


def test_what_was_written_is_read_again(rules: dict[str, dict[str, str]], tmp_path: Path) -> None:
    """The file that hosts read says the same."""
    from pages.security_headers import ONLY_AS_HEADER, write_headers

    write_headers(tmp_path, "PAGES".removesuffix(ONLY_AS_HEADER))
    text = (tmp_path / "_headers").read_text(encoding="utf-8")

    assert local_server.read_rules(text).keys() == rules.keys()
    assert max(len(line) for line in text.splitlines()) < 2000  # Cloudflare Pages takes no longer
