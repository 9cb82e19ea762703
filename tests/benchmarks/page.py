"""How soon a browser shows its first right total, and for how many bytes: ours, plain Pyodide, PyScript.

    python -m tests.benchmarks.page              5 rounds of the built site in dist/site, 1 on a slow phone
    python -m tests.benchmarks.page --rounds 9
    python -m tests.benchmarks.page --mbit 10    over a line of ten megabits a second, and no slow phone
    python -m tests.benchmarks.page --pause 0    in a browser that starts with the visit
    python -m tests.benchmarks.page --engines "firefox webkit"   once in other browsers too

Prints Markdown.  The page is opened with a choice that is not prerendered.  Its answer table has the total (by
table), then Python has it, with all that belongs to it (by Python).  Plain is what Pyodide's documentation begins
with, in a module worker: loadPyodide, the package unpacked from an archive, one answer.  PyScript is its documentation's
first page, with the same Pyodide, served from here.  All come from this machine, by the same server, with the brotli of
`make compressed`.  Cold is the first visit of a new profile, warm the second; the variants take turns in one run.  The
browser has been open for a second, as a customer's has: for half a second after its start it is busy with itself.  A slow
phone has a line of 1.6 megabits a second and a page four times as slow (not its workers, which favours plain Pyodide).
In Firefox and WebKit a clock outside of the page looks every ten milliseconds, at cold visits only.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests.benchmarks.variants import compress_what_is_asked_for, write_plain, write_pyscript
from tests.browser.conftest import FLAGS
from tests.browser.engines import firefox, webkit
from tests.browser.engines.screen import Screen
from tests.browser.site_server import SiteServer, served
from tests.site.conftest import PROJECT

PIECE = "piece=gold-plated,not-sure,refinish,stone:3"
TOTAL = "5,390"
KEEPER = "/sw.js"
DAYS = re.compile(r'name="shop:days" content="\S+ ([\d-]+)"')
SLOW_MBIT, SLOW_CPU = 1.6, 4
GOALS = {"fast": 0.12, "slow": 0.06}
"""What the table's first total may take at most of plain Pyodide's, cold."""

WATCH = """
window.longest = 0
new PerformanceObserver(list => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration)
}).observe({ entryTypes: ['longtask'] })
const afterDrawing = act => requestAnimationFrame(() => setTimeout(act))
const drawn = name => afterDrawing(() => { window[name] ??= performance.now() })
new MutationObserver(() => {
  const total = document.querySelector('#estimate-total')
  const { dataset } = document.documentElement
  if (!total || !total.textContent.includes('TOTAL')) return
  drawn('shown')
  if (!['python', undefined].includes(dataset.answeredBy)) return
  drawn('complete')
  afterDrawing(() => { dataset.measured = '' })
}).observe(document, {
  childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['data-answered-by'],
})
""".replace("TOTAL", TOTAL)
SHOWN = """
const [wanted, by] = arguments
const { answeredBy = by } = document.documentElement.dataset
const total = document.querySelector('#estimate-total')
return Boolean(total?.textContent.includes(wanted)) && (!by || answeredBy === by)
"""
CHANGE = """() => new Promise(done => {
  const shown = () => document.querySelector('#estimate-total').textContent
  const before = shown(), begun = performance.now()
  let frames = 0
  const look = () => {
    frames++
    if (shown() === before) requestAnimationFrame(look)
    else done([frames, performance.now() - begun])
  }
  document.querySelector('#items-0-services-clean').click()
  requestAnimationFrame(look)
})"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mbit", type=float, default=0, help="speed of the line; 0: no limit")
    parser.add_argument(
        "--pause", type=float, default=1, help="seconds from the browser's start to its visit"
    )
    parser.add_argument(
        "--site", type=Path, default=PROJECT / "dist" / "site", help="a built site (make site)"
    )
    parser.add_argument("--at", default="estimator/", help="where the estimator is in it")
    parser.add_argument("--engines", default="firefox webkit", help="other browsers, once each")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        ours, plain, pyscript = (Path(folder) / name for name in ("ours", "plain", "pyscript"))
        shutil.copytree(options.site, ours)
        compress_what_is_asked_for(ours)
        write_plain(plain)
        write_pyscript(plain, pyscript)
        with served(ours) as at_ours, served(plain) as at_plain, served(pyscript) as at_pyscript:
            page = f"/{options.at}{choice(ours / options.at / 'index.html')}"
            variants = {
                "plain Pyodide worker": (at_plain, f"{at_plain.address}/"),
                "PyScript": (at_pyscript, f"{at_pyscript.address}/"),
                "ours": (at_ours, at_ours.address + page),
            }
            found = measured(variants, options.rounds, options.pause, options.mbit)
            print(table(found), goal(found, "fast"), sep="\n\n")
            if not options.mbit:
                rounds = max(1, options.rounds // 5)
                slow = measured(variants, rounds, options.pause, SLOW_MBIT, SLOW_CPU)
                print(f"\nA slow phone: {SLOW_MBIT} Mbit/s, {SLOW_CPU} x slower.", end="\n\n")
                print(table(slow), goal(slow, "slow"), sep="\n\n")
            for server, _ in variants.values():
                server.reset()
            for engine in options.engines.split():
                other = {name: once_in(engine, url) for name, (_, url) in variants.items()}
                print(f"\n{engine.title()}, cold.", table(other), sep="\n\n")


def once_in(engine: str, url: str) -> dict[str, list[float]]:
    """Return milliseconds to the total in a new window of another browser."""
    with {"firefox": firefox, "webkit": webkit}[engine].opened() as screen:
        screen.open("about:blank")
        begun = time.monotonic()
        screen.open(url)
        return {
            "cold ms by table": [since(begun, screen, "")],
            "cold ms by Python": [since(begun, screen, "python")],
        }


def since(begun: float, screen: Screen, answered_by: str) -> float:
    """Return milliseconds from `begun` until the total is on the screen; a page that is not ours has Python's only."""
    while not screen.evaluate(SHOWN, TOTAL, answered_by):
        if time.monotonic() > begun + 120:
            raise SystemExit("The total has not come within two minutes.")
        time.sleep(0.01)
    return 1000 * (time.monotonic() - begun)


def choice(page: Path) -> str:
    """Return a link with a choice of the day on which the site was built."""
    found = DAYS.search(page.read_text(encoding="utf-8"))
    if not found:
        raise SystemExit(f"{page} does not say on which day it was built: build the site anew.")
    day = date.fromisoformat(found[1])
    return f"#asked={day}&arrives={day + timedelta(days=9)}&{PIECE}"


def measured(
    variants: dict[str, tuple[SiteServer, str]],
    rounds: int,
    pause: float,
    mbit: float = 0,
    slower: int = 1,
) -> dict[str, dict[str, list[float]]]:
    """Return all measurements, by variant and name."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in variants}
    with sync_playwright() as started:
        for _ in range(rounds):
            for name, (server, url) in variants.items():
                with profile(started) as context:
                    time.sleep(pause)
                    for visit in ("cold", "warm"):
                        server.reset()
                        server.link = mbit * 1e6 / 8
                        for key, value in one_visit(context, url, server, slower).items():
                            found[name].setdefault(f"{visit} {key}", []).append(value)
                        if visit == "cold":
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


def one_visit(
    context: BrowserContext, url: str, server: SiteServer, slower: int = 1
) -> dict[str, float]:
    """Return milliseconds to the total, megabytes and the longest task until then, and how fast a change is."""
    page = context.new_page()
    if slower > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(url, wait_until="commit")
    page.wait_for_selector("html[data-measured]", timeout=240_000)
    megabytes = sum(server.sent[path] for path in before_keeping(server.sent)) / 1e6
    shown, python, longest = page.evaluate("[window.shown, window.complete, window.longest]")
    frames, change = page.evaluate(CHANGE) if page.locator("#estimate-form").count() else (0, 0)
    page.close()
    return {
        "ms by table": shown, "ms by Python": python, "MB": megabytes, "longest task ms": longest,
        "frames after a change": frames, "ms after a change": change,
    }  # fmt: skip


def before_keeping(paths: Iterable[str]) -> list[str]:
    """Return the paths asked for before the service worker fetches what it keeps for later visits.

    Our page asks for it after its first estimate; a browser that has it asks for it first, to see if it is new.
    """
    asked = list(paths)
    at = asked.index(KEEPER) if KEEPER in asked else len(asked)
    return asked[:at] if any(path.endswith(".wasm") for path in asked[:at]) else asked


def table(found: dict[str, dict[str, list[float]]]) -> str:
    """Return medians, and the median of the rounds' ratios: a busy machine slows all of a round."""
    plain, *others = found.values()
    named = dict(zip(list(found)[1:], others, strict=True))
    rows = [
        [key, *(f"{median(one[key]):.2f}" for one in found.values())]
        + [share(one[key], plain[key]) for one in others]
        for key in plain
    ]
    head = ["first estimate", *found, *(f"{name} ÷ plain" for name in named)]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    rounds = len(plain["cold ms by table"])
    return "\n".join([f"Medians of {rounds} rounds." if rounds > 1 else "One round.", "", *lines])


def goal(found: dict[str, dict[str, list[float]]], speed: str) -> str:
    """Return whether the table's first total is as early as it should be."""
    plain, ours = (
        one["cold ms by table"] for one in (found["plain Pyodide worker"], found["ours"])
    )
    return f"First total by table, cold: {share(ours, plain)} x plain; the goal is {GOALS[speed]}."


def share(ones: list[float], others: list[float]) -> str:
    """Return the median ratio, where there is one."""
    if not all(others):
        return "–"
    return f"{median(one / other for one, other in zip(ones, others, strict=True)):.2f}"


if __name__ == "__main__":
    main()
