"""When something is missing or slow: the sentence that people see, and the way on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from estimator.policy.file import load_policy
from tests.browser import filling
from tests.browser.conftest import TODAY, Visit
from tests.browser.filling import PRICES, prices

BROWSERS = load_policy().on(TODAY).clauses["P18"].text
CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
TOTAL = {"en": "¥3,410 – ¥5,390", "ja": "3,410円〜5,390円"}
FILES = {
    "pyodide": ["pyodide"], "module": ["module"], "wasm": ["wasm"], "worker": ["worker"],
    "image and library": ["image", "library"], "image and estimator": ["image", "estimator"],
}  # fmt: skip
SENTENCES = {
    "network": {
        "en": "The estimator could not be loaded. Please check your connection. The price list on this page is complete without it.",
        "ja": "見積シミュレーターを読み込めませんでした。通信環境をご確認ください。料金表は、このページでそのままご覧いただけます。",
    },
    "stalled": {
        "en": "Loading the estimator has stopped. Please check your connection. The price list on this page is complete without it.",
        "ja": "見積シミュレーターの読み込みが途中で止まりました。通信環境をご確認ください。料金表は、このページでそのままご覧いただけます。",
    },
    "browser": {
        "en": "This browser cannot run the estimator. The price list on this page is complete without it.",
        "ja": "お使いのブラウザでは見積シミュレーターをご利用いただけません。料金表は、このページでそのままご覧いただけます。",
    },
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ja"])


def said(kind: str, language: str) -> str:
    """Return all that the page says of a failure: what, and which browsers can."""
    return f"{SENTENCES[kind][language]} {BROWSERS.ja if language == 'ja' else BROWSERS.en}"


def place_of(built: Path, name: str) -> str:
    """Return where a file of the estimator is."""
    manifest = json.loads((built / "estimator" / "manifest.json").read_text())
    if name == "image.js":
        return f"{Path(manifest['shell']['worker']).parent.as_posix()}/image.js"
    return str(
        manifest["shell"]["worker"] if name == "worker" else manifest["runtime"][name]["file"]
    )


@pytest.mark.parametrize(
    ("key", "language"),
    [(key, language) for key in FILES for language in (("en", "ja") if key == "wasm" else ("en",))],
)
def test_a_file_that_fails(visit: Visit, built: Path, key: str, language: str) -> None:
    """Without a file that is needed the page says so in a sentence, keeps its prices, and tries again."""
    visit.serving.broken = {place_of(built, name) for name in FILES[key]}
    page = visit.open(language, CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == said("network", language)
    assert page.get_attribute("html", "data-estimator") == "failed"
    assert prices(page) == PRICES

    visit.serving.broken = set()
    page.click("#estimate-retry")
    page.wait_for_selector(filling.ANSWERED)

    assert filling.told(page)["total"] == TOTAL[language]
    assert page.locator("#estimate-failed").count() == 0


@pytest.mark.parametrize("name", ["image", "image.js"])
def test_without_the_image(visit: Visit, built: Path, name: str) -> None:
    """Where the image of Python's memory cannot be had, Python starts from its library."""
    visit.serving.broken = {place_of(built, name)}
    page = visit.open("en", CHOICE)
    page.wait_for_selector(filling.ANSWERED)

    assert filling.told(page)["total"] == TOTAL["en"]
    assert any(place_of(built, "library") in path for path in visit.serving.seen)


def test_an_image_for_other_data(visit: Visit, built: Path) -> None:
    """An image that does not belong to the WebAssembly beside it is not used; the answer is the same."""
    place = place_of(built, "image")
    content = bytearray((built / "estimator" / place).read_bytes())
    content[content.index(b"memory") + len("memory") + 8] ^= 1  # the sum of the data
    visit.serving.replaced = {place: bytes(content)}
    page = visit.open("en", CHOICE)
    page.wait_for_selector(filling.ANSWERED)

    assert filling.told(page)["total"] == TOTAL["en"]
    assert any(place_of(built, "library") in path for path in visit.serving.seen)


def test_with_the_image_no_library_is_loaded(visit: Visit, built: Path) -> None:
    """Python is whole in its image: what it was made from stays on the server."""
    page = visit.open("en", CHOICE)
    page.wait_for_selector(filling.ANSWERED)
    page.wait_for_selector("html[data-estimator=ready]")
    seen = [*visit.serving.seen, "/sw.js"]
    before_it_is_kept_offline = seen[: seen.index("/sw.js")]

    assert any(place_of(built, "image") in path for path in before_it_is_kept_offline)
    assert not any(place_of(built, "library") in path for path in before_it_is_kept_offline)


@LANGUAGES
def test_a_download_that_stops(visit: Visit, language: str) -> None:
    """A connection that goes silent half way is noticed; trying again helps."""
    visit.serving.hanging = {".wasm"}
    page = visit.open(language, CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == said("stalled", language)
    assert prices(page) == PRICES

    visit.serving.hanging = set()
    page.click("#estimate-retry")
    page.wait_for_selector(filling.ANSWERED)

    assert filling.told(page)["total"] == TOTAL[language]


@LANGUAGES
def test_without_webassembly(visit: Visit, language: str) -> None:
    """A browser that cannot gets the sentence that names browsers that can, and no retry."""
    visit.page.add_init_script("delete globalThis.WebAssembly")
    page = visit.open(language, CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == said("browser", language)
    assert page.locator("#estimate-retry").count() == 0
    assert prices(page) == PRICES
    assert [path for path in visit.serving.seen if "/runtime/" in path] == []


@LANGUAGES
def test_a_slow_connection(visit: Visit, language: str) -> None:
    """The press is noted, progress is counted in bytes, then the answer comes by itself."""
    visit.serving.speed = 3_000_000
    page = visit.open(language)
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-bytes:not(:empty)")
    noted = page.inner_text("#estimate-status")
    counted = r"\d+\.\d of \d+\.\d MB" if language == "en" else r"\d+\.\d MB 中 \d+\.\d MB"
    queued = {
        "en": "Your choice is noted. The estimator is being loaded; the answer appears here by itself.",
        "ja": "内容を受け付けました。見積シミュレーターの読み込みが終わりしだい、ここに結果を表示します。",
    }

    assert queued[language] in noted
    assert re.search(counted, noted)
    assert 0 < float(page.get_attribute("#estimate-progress", "value") or 0)

    page.wait_for_selector(filling.ANSWERED)
    assert page.locator("#estimate-progress").count() == 0
    assert page.inner_text("#estimate-status").startswith(
        "Estimate: " if language == "en" else "お見積り:"
    )


def test_nothing_is_loaded_before_it_is_needed(visit: Visit) -> None:
    """On a connection that may cost money, Python is fetched on the first touch of the form."""
    visit.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page = visit.open()
    page.wait_for_selector("html[data-estimator=idle] #estimate-submit:enabled")
    page.evaluate("new Promise(done => requestIdleCallback(() => setTimeout(done, 300)))")

    assert [path for path in visit.serving.seen if "/runtime/" in path] == []

    page.focus("#items-0-material")
    page.wait_for_selector("html[data-estimator=ready]")
