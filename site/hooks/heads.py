"""What every finished page gets: absolute language links, its search worker, no style attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path, PurePosixPath

from search import worker_for

ALTERNATE = re.compile(r'\s*<link rel="alternate ?" [^>]*hreflang="[^"]*"[^>]*>')
ALIGNED = re.compile(r'<(t[hd])([^>]*?) style="text-align: ?(left|right|center);?"')
SEARCH = re.compile(r'("search": ?")((?:\.\./|\./|/)*)assets/javascripts/workers/[^"]+(")')
MISSING = "404.html"


def finished_page(text: str, page: Path, address: str, site: Path, languages: Sequence[str]) -> str:
    """Return the HTML of `page`, a path inside `site`, ready to be served at `address`."""
    language = language_of(page, languages)
    text = ALIGNED.sub(r'<\1\2 class="align-\3"', text)
    text = SEARCH.sub(rf"\g<1>\g<2>{worker_for(language).as_posix()}\g<3>", text)
    links = "" if page.name == MISSING else _language_links(page, address, site, languages)
    text = ALTERNATE.sub("", text)
    return text.replace("</head>", f"{links}</head>", 1) if links else text


def language_of(page: Path, languages: Sequence[str]) -> str:
    """Return the language of a page by its place."""
    return page.parts[0] if page.parts[0] in languages[1:] else languages[0]


def address_of(page: Path, address: str) -> str:
    """Return the whole address of a page."""
    place = PurePosixPath(*page.parts)
    return address + str(place).removesuffix("index.html")


def versions_of(page: Path, site: Path, languages: Sequence[str]) -> dict[str, Path]:
    """Return the same page in each language that has it."""
    inside = Path(*page.parts[1:]) if page.parts[0] in languages[1:] else page
    places = {
        language: inside if language == languages[0] else Path(language) / inside
        for language in languages
    }
    return {language: place for language, place in places.items() if (site / place).exists()}


def _language_links(page: Path, address: str, site: Path, languages: Sequence[str]) -> str:
    """Return the links to other languages.

    `alternate` ends with a space: the theme asks for a sitemap at each address it finds in
    ``link[rel=alternate]``, which would be another origin wherever the site is only tried out.
    """
    versions = {
        language: address_of(place, address)
        for language, place in versions_of(page, site, languages).items()
    }
    links = [*versions.items(), ("x-default", versions[languages[0]])] if len(versions) > 1 else []
    return "".join(
        f'<link rel="alternate " hreflang="{language}" href="{escape(link)}">\n'
        for language, link in links
    )
