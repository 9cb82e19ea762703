"""How soon a browser shows its first estimate, and for how many bytes: ours against plain Pyodide.

    python -m tests.benchmarks.page              5 rounds of the built site in dist/site
    python -m tests.benchmarks.page --rounds 9

Prints Markdown.  Plain is what Pyodide's documentation begins with, in a module worker: loadPyodide, the
package unpacked from an archive, one answer.  Both are served from this machine, by the same server, with
the brotli of `make compressed`.  Cold is the first visit of a new profile, warm the second; the variants take turns in one run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import brotli
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.site_build import PROJECT, RUNTIME
from tests.browser.site_server import SiteServer, served

REQUEST = {
    "asked": "2026-05-20",
    "arrives": "2026-06-01",
    "items": [{"material": "gold-plated", "services": {"refinish": 1, "stone": 3}}],
}
CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
TOTAL = "5,390"
SMALL = {".html", ".js", ".mjs", ".css", ".json", ".zip", ".wasm"}

WATCH = """
window.longest = 0
new PerformanceObserver(list => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration)
}).observe({ entryTypes: ['longtask'] })
new MutationObserver(() => {
  const total = document.querySelector('#estimate-total')
  if (!window.shown && total && total.textContent.includes('TOTAL')) {
    window.shown = performance.now()
    document.documentElement.dataset.measured = ''
  }
}).observe(document, { childList: true, subtree: true, characterData: true })
""".replace("TOTAL", TOTAL)

PLAIN_PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Plain</title>
<p id="estimate-total"></p><script type="module" src="page.js"></script>
"""
PLAIN_SCRIPT = """
const worker = new Worker('worker.js', { type: 'module' })
worker.onmessage = ({ data }) => {
  const { low, high } = JSON.parse(data).total
  document.querySelector('#estimate-total').textContent =
    `¥${low.toLocaleString('en-US')} – ¥${high.toLocaleString('en-US')}`
}
worker.postMessage('REQUEST')
"""
PLAIN_WORKER = """
import { loadPyodide } from './estimator/runtime/pyodide.mjs'
const ready = (async () => {
  const pyodide = await loadPyodide()
  const archive = await (await fetch('estimator-source.zip')).arrayBuffer()
  pyodide.unpackArchive(archive, 'zip')
  return pyodide.runPython('from estimator.bridge import answer; answer')
})()
self.onmessage = async ({ data }) => self.postMessage((await ready)(data))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--site", type=Path, default=PROJECT / "dist" / "site", help="a built site (make site)"
    )
    parser.add_argument("--at", default="estimator/", help="where the estimator is in it")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        ours, plain = Path(folder) / "ours", Path(folder) / "plain"
        shutil.copytree(options.site, ours)
        write_plain(plain)
        for site in (ours, plain):
            compress(site)
        with served(ours) as at_ours, served(plain) as at_plain:
            variants = {
                "plain Pyodide worker": (at_plain, at_plain.address + "/"),
                "ours": (at_ours, f"{at_ours.address}/{options.at}{CHOICE}"),
            }
            print(table(measured(variants, options.rounds)))


def write_plain(folder: Path) -> None:
    """Write the page that Pyodide's documentation begins with."""
    kept_for_ever = folder / "estimator" / "runtime"
    shutil.copytree(RUNTIME / "node_modules" / "pyodide", kept_for_ever)
    (folder / "index.html").write_text(PLAIN_PAGE)
    (folder / "page.js").write_text(PLAIN_SCRIPT.replace("REQUEST", json.dumps(REQUEST)))
    (folder / "worker.js").write_text(PLAIN_WORKER)
    (folder / "_headers").write_text(
        "/estimator/runtime/*\n  Cache-Control: max-age=31536000, immutable\n"
    )
    with zipfile.ZipFile(folder / "estimator-source.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((PROJECT / "estimator").iterdir()):
            if path.suffix in {".py", ".toml"}:
                archive.write(path, f"estimator/{path.name}")


def compress(folder: Path) -> None:
    """Put a compressed copy beside each file that gains by it."""
    for path in folder.rglob("*"):
        if path.suffix in SMALL:
            content = path.read_bytes()
            small = brotli.compress(content, quality=11)  # as `make compressed` does
            if len(small) < len(content):
                path.with_name(f"{path.name}.br").write_bytes(small)


def measured(
    variants: dict[str, tuple[SiteServer, str]], rounds: int
) -> dict[str, dict[str, list[float]]]:
    """Return all measurements, by variant and name."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in variants}
    with sync_playwright() as started:
        for _ in range(rounds):
            for name, (server, url) in variants.items():
                with profile(started) as context:
                    for visit in ("cold", "warm"):
                        server.reset()
                        for key, value in one_visit(context, url, server).items():
                            found[name].setdefault(f"{visit} {key}", []).append(value)
                        time.sleep(2)  # caches are written after the fact
    return found


@contextmanager
def profile(started: Playwright) -> Iterator[BrowserContext]:
    """Open a browser with a new profile on disk."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with TemporaryDirectory() as folder:
        context = started.chromium.launch_persistent_context(
            folder, executable_path=path, args=FLAGS
        )
        context.add_init_script(WATCH)
        yield context
        context.close()


def one_visit(context: BrowserContext, url: str, server: SiteServer) -> dict[str, float]:
    """Return milliseconds to the first estimate, and megabytes and the longest task until then."""
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("html[data-measured]", timeout=120_000)
    megabytes = sum(server.sent.values()) / 1e6
    values: list[Any] = page.evaluate("[window.shown, window.longest]")
    page.close()
    return {"ms": values[0], "MB": megabytes, "longest task ms": values[1]}


def table(found: dict[str, dict[str, list[float]]]) -> str:
    """Return medians, and the median of the rounds' ratios: a busy machine slows both of a round."""
    plain, ours = found.values()
    rows = [
        f"| {key} | {median(plain[key]):.2f} | {median(ours[key]):.2f} | {share(ours[key], plain[key])} |"
        for key in plain
    ]
    head = "| first estimate | plain Pyodide worker | ours | ours ÷ plain |"
    rounds = f"Medians of {len(plain['cold ms'])} rounds."
    return "\n".join([rounds, "", head, "| --- | --- | --- | --- |", *rows])


def share(ours: list[float], plain: list[float]) -> str:
    """Return the median ratio, where there is one."""
    if not all(plain):
        return "–"
    return f"{median(our / other for our, other in zip(ours, plain, strict=True)):.2f}"


if __name__ == "__main__":
    main()
