"""The local server: the headers that real hosts send."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from headers import HEADERS

spec = importlib.util.spec_from_file_location(
    "serve", Path(__file__).parents[2] / "site" / "serve.py"
)
assert spec and spec.loader
serve = importlib.util.module_from_spec(spec)
spec.loader.exec_module(serve)
RULES = serve.read_rules(
    HEADERS.format(policy="PAGES", worker="WORKER", service_worker="SW", immutable="FOREVER")
)


def test_only_the_worker_may_run_webassembly() -> None:
    """The estimator's worker has a policy of its own, every other address the pages'."""
    places = [
        "/",
        "/ja/fees/",
        "/estimator/shell-1a/estimator.js",
        "/estimator/shell-1a/worker.js",
        "/sw.js",
    ]

    assert ["PAGES", "PAGES", "PAGES", "WORKER", "SW"] == [
        serve.headers_for(place, RULES)["Content-Security-Policy"] for place in places
    ]


def test_what_is_named_by_its_content_is_kept_for_ever() -> None:
    """Hashed files are immutable; pages and the manifest are asked for again."""
    places = [
        "/estimator/runtime/a-1.wasm",
        "/estimator/shell-1a/dom.js",
        "/estimator/",
        "/estimator/manifest.json",
    ]

    assert ["FOREVER", "FOREVER", "no-cache", "no-cache"] == [
        serve.headers_for(place, RULES)["Cache-Control"] for place in places
    ]
