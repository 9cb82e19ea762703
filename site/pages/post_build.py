"""Makes a built folder ready to be served.

Works on files and HTML whatever generator wrote them; running it again changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from pages.page_rewriting import MISSING, address_of, finished_page, versions_of
from pages.search_index import repair_search
from pages.security_headers import with_security, write_headers

SOURCE_MAP = re.compile(rb"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")
SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
NOT_NEEDED = (
    "**/*.map",
    "assets/javascripts/lunr/**/*",
    "assets/images/favicon.png",
    "sitemap.xml.gz",
)


def finish(site: Path, address: str) -> None:
    """Make the built `site` ready for its `address`, which ends with a slash."""
    drop(site)
    repair_search(site)
    pages = sorted(site.rglob("*.html"))
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    for page, text in texts.items():
        texts[page] = finished_page(text, page.relative_to(site), address, site)
    write_sitemap(site, pages, address)
    security, texts = with_security(texts)  # last: it hashes the inline scripts
    for page, text in texts.items():
        page.write_text(text, encoding="utf-8")
    write_headers(site, security, urlsplit(address).path)


def drop(site: Path) -> None:
    """Remove files that no page requests."""
    for pattern in NOT_NEEDED:
        for path in site.glob(pattern):
            if path.is_file():
                path.unlink()
    for folder in sorted(site.glob("assets/javascripts/lunr/**/"), reverse=True):
        folder.rmdir()
    for path in [*site.glob("assets/**/*.js"), *site.glob("assets/**/*.css")]:
        content = path.read_bytes()
        if (without := SOURCE_MAP.sub(b"\n", content)) != content:
            path.write_bytes(without)


def write_sitemap(site: Path, pages: Sequence[Path], address: str) -> None:
    """Write `sitemap.xml`, with the languages of each page, and `robots.txt`."""
    paths = [page.relative_to(site) for page in pages if page.name != MISSING]
    entries = [_entry(path, address, site) for path in paths]
    text = f"{SITEMAP}{''.join(entries)}</urlset>\n"
    (site / "sitemap.xml").write_text(text, encoding="utf-8")
    robots = f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"
    (site / "robots.txt").write_text(robots, encoding="utf-8")


def _entry(path: Path, address: str, site: Path) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" '
        f'href="{escape(address_of(version, address))}"/>'
        for language, version in versions_of(path, site).items()
    )
    return f"<url><loc>{escape(address_of(path, address))}</loc>{links}</url>\n"
