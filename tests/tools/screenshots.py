"""Pictures of every page of the built site, and of letters: both languages, phone and desktop, light and dark.

python -m tests.tools.screenshots [SITE] [OUT]        dist/site into dist/screenshots
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright
from rich.progress import track

from tests.browser.conftest import FLAGS
from tests.browser.estimator_page import ANSWERED, with_check
from tests.browser.site_server import SiteServer, served
from tests.tools.letter_pages import letter_pages

PROJECT = Path(__file__).parents[2]
WIDTHS = {"phone": (375, 812), "desktop": (1280, 900)}
CHOICE = "#asked={day}&arrives={day}&piece=gold-plated,not-sure,refinish,stone:3&piece=silver,not-sure,clean"
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def addresses(site: Path) -> list[str]:
    """Return each page's address, and the estimator's once more with an answer."""
    pages = [path for path in sorted(site.rglob("index.html")) if "manual" not in path.parts]
    found = [path.parent.relative_to(site).as_posix().removeprefix(".") for path in pages]
    missing = ["nothing-here", "ja/nothing-here"]
    return [*(f"{page}/" if page else "" for page in found), *missing]


def pictures(
    browser: Browser,
    server: SiteServer,
    pages: list[str],
    letters: list[tuple[str, str]],
    out: Path,
) -> Iterator[Path]:
    """Take each picture and return where it is."""
    for width, (across, down) in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": across, "height": down}, color_scheme=scheme
            )
            page = context.new_page()
            for address in pages:
                page.goto(f"{server.address}/{address}")
                yield taken(page, out / width / scheme / f"{name_of(address)}.png")
                if address.endswith("estimator/"):
                    answer(page)
                    yield taken(page, out / width / scheme / f"{name_of(address)}-answered.png")
            for name, text in letters:
                page.goto("about:blank")
                page.set_content(text)
                yield taken(page, out / width / scheme / f"{name}.png")
            context.close()


def answer(page: Page) -> None:
    """Ask for two pieces that arrive today."""
    day = page.locator("[name=asked]").input_value()
    page.evaluate("choice => { location.hash = choice }", with_check(CHOICE.format(day=day)))
    page.wait_for_selector(ANSWERED)


def name_of(address: str) -> str:
    """Return a file name: ``en-fees``, ``ja-home``."""
    language, _, rest = address.partition("/") if address.startswith("ja/") else ("en", "", address)
    return f"{language}-{rest.strip('/').replace('/', '-') or 'home'}"


def taken(page: Page, path: Path) -> Path:
    """Take a picture of the full page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path


def main(arguments: list[str]) -> int:
    """Take all pictures, with a bar."""
    site = Path(arguments[0]) if arguments else PROJECT / "dist" / "site"
    out = Path(arguments[1]) if arguments[1:] else PROJECT / "dist" / "screenshots"
    if not (site / "index.html").is_file():
        print(f"There is no site in {site}: run make site first.", file=sys.stderr)
        return 2
    pages, letters = addresses(site), list(letter_pages())
    total = (len(pages) + len(letters) + 2) * len(WIDTHS) * len(SCHEMES)
    with served(site) as server, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in track(pictures(browser, server, pages, letters, out), "Pictures", total=total):
            pass
        browser.close()
    print(f"{total} pictures in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
