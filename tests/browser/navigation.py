"""Moving through the site: its addresses, the keyboard, the search."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

FOUND = ".md-search-result__item"


def addresses(site: Path) -> list[str]:
    """Return the path of every page from the site's root, without the 404 pages."""
    return [
        page.relative_to(site).as_posix().removesuffix("index.html")
        for page in sorted(site.rglob("index.html"))
    ]


def focus(page: Page) -> str:
    """Return the id of the element that has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the element with the id `wanted` has the focus."""
    for _ in range(80):
        if focus(page) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def search_for(page: Page, words: str) -> list[str]:
    """Type `words` into the search of the page and return the addresses of the results."""
    if not page.is_visible(".md-search__input"):
        page.click(".md-header__button[for=__search]")
    page.fill(".md-search__input", words)
    page.wait_for_selector(f"{FOUND} a")
    links = page.locator(f"{FOUND} a.md-search-result__link")
    return [str(link) for link in links.evaluate_all("links => links.map(link => link.href)")]
