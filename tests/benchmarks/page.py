"""How soon a browser shows its first estimate, and for how many bytes: ours, ours without image, plain Pyodide.

    python -m tests.benchmarks.page              5 rounds of the built site in dist/site
    python -m tests.benchmarks.page --rounds 9
    python -m tests.benchmarks.page --mbit 10    over a line of ten megabits a second

Prints Markdown.  Plain is what Pyodide's documentation begins with, in a module worker: loadPyodide, the
package unpacked from an archive, one answer.  From its library is our site without the image of Python's
memory: the worker starts the trimmed library, and asks for it as early as it asks for the image in ours.
All are served from this machine, by the same server, with the brotli of `make compressed`.  Cold is the
first visit of a new profile, warm the second; the variants take turns in one run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests.benchmarks.variants import compress, write_plain, write_without_image
from tests.browser.conftest import FLAGS
from tests.browser.site_server import SiteServer, served
from tests.site.conftest import PROJECT

CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
TOTAL = "5,390"
KEEPER = "/sw.js"

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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mbit", type=float, default=0, help="speed of the line; 0: no limit")
    parser.add_argument(
        "--site", type=Path, default=PROJECT / "dist" / "site", help="a built site (make site)"
    )
    parser.add_argument("--at", default="estimator/", help="where the estimator is in it")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        ours, library, plain = (Path(folder) / name for name in ("ours", "library", "plain"))
        shutil.copytree(options.site, ours)
        compress(ours)
        write_without_image(ours, library)
        write_plain(plain)
        with served(ours) as at_ours, served(library) as at_library, served(plain) as at_plain:
            page = f"/{options.at}{CHOICE}"
            variants = {
                "plain Pyodide worker": (at_plain, f"{at_plain.address}/"),
                "ours": (at_ours, at_ours.address + page),
                "ours from its library": (at_library, at_library.address + page),
            }
            print(table(measured(variants, options.rounds, options.mbit)))


def measured(
    variants: dict[str, tuple[SiteServer, str]], rounds: int, mbit: float = 0
) -> dict[str, dict[str, list[float]]]:
    """Return all measurements, by variant and name."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in variants}
    with sync_playwright() as started:
        for _ in range(rounds):
            for name, (server, url) in variants.items():
                with profile(started) as context:
                    for visit in ("cold", "warm"):
                        server.reset()
                        server.link = mbit * 1e6 / 8
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
    megabytes = sum(server.sent[path] for path in before_keeping(server.sent)) / 1e6
    values: list[Any] = page.evaluate("[window.shown, window.longest]")
    page.close()
    return {"ms": values[0], "MB": megabytes, "longest task ms": values[1]}


def before_keeping(paths: Iterable[str]) -> list[str]:
    """Return the paths asked for before the service worker fetches what it keeps for later visits.

    Our page asks for it after its first estimate; a browser that has it asks for it first, to see if it is new.
    """
    asked = list(paths)
    at = asked.index(KEEPER) if KEEPER in asked else len(asked)
    return asked[:at] if any(path.endswith(".wasm") for path in asked[:at]) else asked


def table(found: dict[str, dict[str, list[float]]]) -> str:
    """Return medians, and the median of the rounds' ratios: a busy machine slows all of a round."""
    plain, ours, library = found.values()
    pairs = (ours, plain), (library, plain), (ours, library)
    rows = [
        [key, *(f"{median(one[key]):.2f}" for one in found.values())]
        + [share(one[key], other[key]) for one, other in pairs]
        for key in plain
    ]
    head = ["first estimate", *found, "ours ÷ plain", "from library ÷ plain", "ours ÷ from library"]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join([f"Medians of {len(plain['cold ms'])} rounds.", "", *lines])


def share(ones: list[float], others: list[float]) -> str:
    """Return the median ratio, where there is one."""
    if not all(others):
        return "–"
    return f"{median(one / other for one, other in zip(ones, others, strict=True)):.2f}"


if __name__ == "__main__":
    main()
