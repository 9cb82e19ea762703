"""Missing, broken and slow downloads: the sentence on the page, and trying again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from estimator.policy.file import load_policy
from tests.browser import estimator_page
from tests.browser.conftest import TODAY, Visit
from tests.browser.estimator_page import PRICES, prices

BROWSERS = load_policy().on(TODAY).clauses["P18"].text
CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
TOTAL = {"en": "¥3,410 – ¥5,390", "ja": "3,410円〜5,390円"}
FILES = {
    "pyodide": ["pyodide"], "module": ["module"], "worker": ["worker"],
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
    """Return the sentence for a failure, and the one about browsers."""
    return f"{SENTENCES[kind][language]}{' ' if language == 'en' else ''}{BROWSERS.in_(language)}"


def place_of(built: Path, name: str) -> str:
    """Return the path of a file of the estimator."""
    manifest = json.loads((built / "estimator" / "manifest.json").read_text())
    if name == "image.js":
        return f"{Path(manifest['shell']['worker']).parent.as_posix()}/image.js"
    return str(
        manifest["shell"]["worker"] if name == "worker" else manifest["runtime"][name]["file"]
    )


@pytest.mark.parametrize(
    ("key", "language"),
    [(key, "en") for key in FILES] + [("module", "ja")],
)
def test_a_file_that_fails(visit: Visit, built: Path, key: str, language: str) -> None:
    """If a file cannot be loaded the page says so, keeps its prices, and a retry brings the answer."""
    visit.server.broken = {place_of(built, name) for name in FILES[key]}
    page = visit.open(language, CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == said("network", language)
    assert page.get_attribute("html", "data-estimator") == "failed"
    assert prices(page) == PRICES

    visit.server.broken = set()
    page.click("#estimate-retry")
    page.wait_for_selector(estimator_page.ANSWERED)

    assert estimator_page.shown(page)["total"] == TOTAL[language]
    assert page.locator("#estimate-failed").count() == 0


@pytest.mark.parametrize("name", ["image", "image.js"])
def test_without_the_image(visit: Visit, built: Path, name: str) -> None:
    """If the image of Python's memory cannot be loaded, Python starts from its library."""
    visit.server.broken = {place_of(built, name)}
    page = visit.open("en", CHOICE)
    page.wait_for_selector(estimator_page.ANSWERED)

    assert estimator_page.shown(page)["total"] == TOTAL["en"]
    assert any(place_of(built, "library") in path for path in visit.server.seen)


def test_an_image_for_other_data(visit: Visit, built: Path) -> None:
    """An image made for another WebAssembly module is not used; the answer is the same."""
    place = place_of(built, "image")
    content = bytearray((built / "estimator" / place).read_bytes())
    content[content.index(b"memory") + len("memory") + 8] ^= 1  # the sum of the data
    visit.server.replaced = {place: bytes(content)}
    page = visit.open("en", CHOICE)
    page.wait_for_selector(estimator_page.ANSWERED)

    assert estimator_page.shown(page)["total"] == TOTAL["en"]
    assert any(place_of(built, "library") in path for path in visit.server.seen)


@LANGUAGES
def test_a_download_that_stops(visit: Visit, language: str) -> None:
    """A download that stops half way is reported; a retry brings the answer."""
    visit.server.hanging = {".wasm"}
    page = visit.open(language, CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == said("stalled", language)
    assert prices(page) == PRICES

    visit.server.hanging = set()
    page.click("#estimate-retry")
    page.wait_for_selector(estimator_page.ANSWERED)

    assert estimator_page.shown(page)["total"] == TOTAL[language]


@LANGUAGES
def test_without_webassembly(visit: Visit, language: str) -> None:
    """A browser without WebAssembly gets the sentence that names suitable browsers, and no retry."""
    visit.page.add_init_script("delete globalThis.WebAssembly")
    page = visit.open(language, CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == said("browser", language)
    assert page.locator("#estimate-retry").count() == 0
    assert prices(page) == PRICES
    assert [path for path in visit.server.seen if "/runtime/" in path] == []


@LANGUAGES
def test_a_slow_connection(visit: Visit, language: str) -> None:
    """The page confirms the request, shows progress in bytes, then shows the answer by itself."""
    visit.server.speed = 3_000_000
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

    page.wait_for_selector(estimator_page.ANSWERED)
    assert page.locator("#estimate-progress").count() == 0
    assert page.inner_text("#estimate-status").startswith(
        "Estimate: " if language == "en" else "お見積り："
    )


def test_nothing_is_loaded_before_it_is_needed(visit: Visit) -> None:
    """On a metered connection Python is loaded on the first use of the form, not before."""
    visit.page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    page = visit.open()
    page.wait_for_selector("html[data-estimator=idle] #estimate-submit:enabled")
    page.evaluate("new Promise(done => requestIdleCallback(() => setTimeout(done, 300)))")

    assert [path for path in visit.server.seen if "/runtime/" in path] == []

    page.focus("#items-0-material")
    page.wait_for_selector("html[data-estimator=ready]")
