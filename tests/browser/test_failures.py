"""Missing, broken and slow downloads: the sentence on the page, and trying again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from estimator.policy.file import load_policy
from tests.browser import estimator_page
from tests.browser.conftest import ENGLISH, JAPANESE, NOON, TODAY, Visit
from tests.browser.estimator_page import CHOICE, CLEANED, PRICES, TOTAL, prices, said
from tests.selection import in_turns

pytestmark = pytest.mark.empty_cache

BROWSERS = load_policy().on(TODAY).clauses["P18"].text
METERED = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"


def failed(kind: str, language: str) -> str:
    """Return the sentence for a failure, and the one about browsers."""
    return f"{said(f'failed-{kind}', language)}{' ' if language == 'en' else ''}{BROWSERS.in_(language)}"


def without_script(route: Route) -> None:
    """Serve the page with another script than the one that its policy allows."""
    response = route.fetch()
    begin, data, rest = response.text().partition('id="estimate-data"')
    assert rest.count('<script>"use strict";') == 1
    route.fulfill(
        response=response, body=begin + data + rest.replace('<script>"use strict";', "<script>", 1)
    )


def file_of(built: Path, name: str) -> str:
    """Return the path of a file of the estimator."""
    manifest = json.loads((built / "estimator" / "manifest.json").read_text())
    if name.endswith(".js"):
        return f"{Path(manifest['shell']['worker']).parent.as_posix()}/{name}"
    return str(
        manifest["shell"]["worker"] if name == "worker" else manifest["runtime"][name]["file"]
    )


@pytest.mark.parametrize(("fault", "names", "language"), in_turns([
    ("broken", ["pyodide"], "en"), ("broken", ["module"], "ja"), ("broken", ["image", "library"], "ja"),
    ("broken", ["worker"], "en"), ("broken", ["image", "estimator"], "en"), ("half", ["module"], "ja"),
    ("intercepted", ["module"], "en"), ("intercepted", ["wasm", "image"], "en"), ("half", ["wasm"], "ja"),
    ("intercepted", ["library", "image"], "ja"), ("half", ["pyodide"], "en"), ("half", ["worker"], "ja"),
], 2))  # fmt: skip
def test_a_file_that_fails(
    visit: Visit, built: Path, fault: str, names: list[str], language: str
) -> None:
    """If a file fails, is a page of a proxy or comes by half, the page says so and keeps its prices; a retry brings the answer, and so does the next visit without one, whatever the browser's cache holds."""
    files = [file_of(built, name) for name in names]
    if fault == "half":
        visit.server.replaced = {file: half_of(built, file) for file in files}
    else:
        setattr(visit.server, fault, set(files))
    page = visit.open(language, CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == failed("network", language)
    assert page.get_attribute("html", "data-estimator") == "failed"
    assert prices(page) == PRICES

    visit.server.reset()
    page.click("#estimate-retry")
    page.wait_for_selector(estimator_page.ANSWERED)

    assert estimator_page.shown(page)["total"] == TOTAL[language]
    assert page.locator("#estimate-failed").count() == 0

    visit.leave()
    visit.answered(language, CHOICE)


def half_of(built: Path, file: str) -> bytes:
    """Return the first half of a file of the estimator."""
    content = (built / "estimator" / file).read_bytes()
    return content[: len(content) // 2]


@pytest.mark.parametrize("fault", in_turns(["image.js", "image", "made for other data"], 2))
def test_without_the_image(visit: Visit, built: Path, fault: str) -> None:
    """If the image of Python's memory cannot be loaded, or is for another WebAssembly module, Python starts from its library."""
    if fault == "made for other data":
        file = file_of(built, "image")
        content = bytearray((built / "estimator" / file).read_bytes())
        content[content.index(b"memory") + len("memory") + 8] ^= 1  # the sum of the data
        visit.server.replaced = {file: bytes(content)}
    else:
        visit.server.broken = {file_of(built, fault)}
    page = visit.answered("en", CHOICE)

    assert estimator_page.shown(page)["total"] == TOTAL["en"]
    assert any(file_of(built, "library") in path for path in visit.server.seen)


def test_a_part_that_the_slim_pyodide_lacks(visit: Visit, built: Path) -> None:
    """An answer for which the slim Pyodide lacks a part comes from the full one, and so do all later ones."""
    file = file_of(built, "worker")
    script = (built / "estimator" / file).read_text(encoding="utf-8")
    answering = '.globals.get("answer_tree")'
    assert script.count(answering) == 1
    trap = "(()=>{throw new WebAssembly.RuntimeError('unreachable')})"
    visit.server.replaced = {file: script.replace(answering, f"{answering}&&{trap}").encode()}
    page = visit.answered("en", CHOICE)
    assert estimator_page.shown(page)["total"] == TOTAL["en"]
    assert any(file_of(built, "fullWasm") in path for path in visit.server.seen)

    page.check("#items-0-services-clean")
    page.wait_for_selector(estimator_page.ANSWERED)
    assert estimator_page.shown(page)["total"] == CLEANED["en"]
    assert page.locator("#estimate-failed").count() == 0


@pytest.mark.parametrize(
    "name",
    in_turns(["wasm", "module", "worker", "image.js"], 2, first=1),
)
def test_half_a_file_from_the_cache(visit: Visit, built: Path, name: str) -> None:
    """Half a file that the browser's cache holds is asked for again, without anybody noticing."""
    file = file_of(built, name)
    half, size = half_of(built, file), (built / "estimator" / file).stat().st_size
    visit.server.replaced = {file: half}
    page = visit.open(page="repair/")
    length = "async file => (await (await fetch(file)).arrayBuffer()).byteLength"
    assert page.evaluate(length, f"/estimator/{file}") == len(half)
    visit.server.replaced = {}
    assert page.evaluate(length, f"/estimator/{file}") == len(half)

    page = visit.open("en", CHOICE)
    page.wait_for_selector(f"{estimator_page.ANSWERED}, #estimate-failed")
    assert page.locator("#estimate-failed").count() == 0
    assert estimator_page.shown(page)["total"] == TOTAL["en"]
    assert page.evaluate(length, f"/estimator/{file}") == size


@pytest.mark.own_page
def test_a_browser_that_cannot_compile(visit: Visit) -> None:
    """An intact file that the browser cannot compile is the browser's limit: no retry is offered."""
    visit.page.context.route(
        "**/worker.js*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body="WebAssembly.compileStreaming = async () => { throw new WebAssembly.CompileError('old') };"
            + answer.text(),
        ),
    )
    page = visit.open("en", CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == failed("browser", "en")
    assert page.locator("#estimate-retry").count() == 0


@pytest.mark.own_page
@JAPANESE
def test_a_script_that_cannot_start(visit: Visit, language: str) -> None:
    """Where the page's own script cannot run, the page says so; no answer is shown beside another choice."""
    visit.page.route("**/estimator/", without_script)
    page = visit.open(language)
    page.wait_for_selector("html[data-estimator=failed]")
    assert page.inner_text("#estimate-failed") == failed("browser", language)
    assert page.locator("#estimate-total").is_visible()
    page.check("#items-0-services-clean")
    assert page.locator("#estimate-answer").is_hidden()

    visit.leave()
    page = visit.open(language, "#arrives=2026-06-01&piece=silver,not-sure,clean")
    page.wait_for_selector("html[data-estimator=failed]")
    assert page.inner_text("#estimate-failed") == failed("browser", language)
    assert page.locator("#estimate-answer").is_hidden()
    assert page.locator("#estimate-example").is_hidden()
    assert prices(page) == PRICES


@pytest.mark.own_page
@ENGLISH
def test_a_tab_that_is_older_than_the_site(visit: Visit, built: Path, language: str) -> None:
    """In a tab that was open over a release, the page offers to load itself again, and keeps what was typed."""
    visit.page.add_init_script(METERED)
    page = visit.open(language)
    page.wait_for_selector("html[data-estimator]")
    shell = Path(file_of(built, "worker")).parent.as_posix()
    manifest = (built / "estimator" / "manifest.json").read_bytes()
    visit.server.missing = {f"{shell}/worker.js"}
    visit.server.replaced = {
        "manifest.json": manifest.replace(shell.encode(), b"shell-000000000000")
    }
    page.check("#items-0-services-clean")
    page.click("#estimate-submit")
    expect(page.locator("#estimate-failed")).to_contain_text(said("outdated", language))
    assert page.inner_text("#estimate-retry") == said("reload", language)

    visit.server.reset()
    with page.expect_navigation():
        page.click("#estimate-retry")
    expect(page.locator("#items-0-services-clean")).to_be_checked()
    estimator_page.press(page)
    assert (
        estimator_page.shown(page)["total"]
        == {"en": "¥2,090 – ¥4,070", "ja": "2,090円〜4,070円"}[language]
    )


@pytest.mark.own_page
@JAPANESE
def test_a_download_that_stops(visit: Visit, language: str) -> None:
    """A download that stops half way is reported; a retry brings the answer."""
    visit.server.hanging = {".wasm"}
    visit.page.clock.install(time=NOON)
    page = visit.open(language, CHOICE)
    while not any(path.endswith(".wasm") for path in visit.server.seen):
        page.wait_for_timeout(50)
    page.clock.fast_forward(46_000)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == failed("stalled", language)
    assert prices(page) == PRICES

    visit.server.hanging = set()
    page.click("#estimate-retry")
    page.wait_for_selector(estimator_page.ANSWERED)

    assert estimator_page.shown(page)["total"] == TOTAL[language]


@pytest.mark.own_page
@JAPANESE
def test_without_webassembly(visit: Visit, language: str) -> None:
    """Without WebAssembly the table answers, and the page says what only Python adds and which browsers have it."""
    visit.page.add_init_script("delete globalThis.WebAssembly")
    page = visit.open(language, CHOICE)
    page.wait_for_selector("#estimate-failed")

    assert page.inner_text("#estimate-failed") == failed("browser", language)
    assert page.locator("#estimate-retry").count() == 0
    assert prices(page) == PRICES
    assert said("without", language) in page.inner_text("#estimate-status")
    assert page.get_attribute("html", "data-answered-by") == "table"
    assert page.inner_text("#estimate-total") == TOTAL[language]
    assert page.locator("#estimate-more").is_hidden()
    page.check("#items-0-services-clean")
    assert page.inner_text("#estimate-total") == CLEANED[language]
    assert [path for path in visit.server.seen if "/runtime/" in path] == []


@ENGLISH
def test_a_slow_connection(visit: Visit, language: str) -> None:
    """The table answers; below it the page says what will follow, with progress in bytes, then shows it by itself."""
    visit.server.speed = 3_000_000
    page = visit.open(language)
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-bytes:not(:empty)")
    noted = page.inner_text("#estimate-adding")
    counted = r"\d+\.\d of \d+\.\d MB" if language == "en" else r"\d+\.\d MB 中 \d+\.\d MB"

    assert said("adding", language) in noted
    assert re.search(counted, noted)
    assert 0 < float(page.get_attribute("#estimate-progress", "value") or 0)

    page.wait_for_selector(estimator_page.ANSWERED)
    assert page.locator("#estimate-progress").count() == 0
    spoken = "Estimate: " if language == "en" else "お見積り："
    expect(page.locator("#estimate-said")).to_contain_text(spoken)


@pytest.mark.own_page
def test_nothing_is_loaded_before_it_is_needed(visit: Visit) -> None:
    """On a metered connection Python is loaded on the first use of the form, not before."""
    visit.page.add_init_script(METERED)
    page = visit.open()
    page.wait_for_selector("html[data-estimator=idle] #estimate-submit:enabled")
    page.evaluate("new Promise(done => requestIdleCallback(() => setTimeout(done, 300)))")

    assert [path for path in visit.server.seen if "/runtime/" in path] == []

    page.focus("#items-0-material")
    page.wait_for_selector("html[data-estimator=ready]")
