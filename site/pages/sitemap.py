"""Writes the sitemap, with the languages of each page, and `robots.txt`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from pages.page_rewriting import MISSING, address_of, versions_of

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def write_sitemap(
    site: Path, pages: Sequence[Path], address: str, languages: Sequence[str]
) -> None:
    """Write `sitemap.xml` and `robots.txt` of `site`."""
    paths = [page.relative_to(site) for page in pages if page.name != MISSING]
    entries = [_entry(path, address, site, languages) for path in paths]
    text = f"{HEAD}{''.join(entries)}</urlset>\n"
    (site / "sitemap.xml").write_text(text, encoding="utf-8")
    robots = f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"
    (site / "robots.txt").write_text(robots, encoding="utf-8")


def _entry(path: Path, address: str, site: Path, languages: Sequence[str]) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" '
        f'href="{escape(address_of(version, address))}"/>'
        for language, version in versions_of(path, site, languages).items()
    )
    return f"<url><loc>{escape(address_of(path, address))}</loc>{links}</url>\n"
