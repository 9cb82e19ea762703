"""Rewrites a built page: absolute language links, its search worker, classes for style attributes."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path, PurePosixPath

from estimator.policy.label import Language
from pages.line_breaks import JAPANESE, with_words_unbroken
from pages.search_index import worker_for

ALTERNATE = re.compile(r'\s*<link rel="alternate ?" [^>]*hreflang="[^"]*"[^>]*>')
ALIGNED = re.compile(r'<(t[hd])([^>]*?) style="text-align: ?(left|right|center);?"')
SEARCH = re.compile(r'("search": ?")((?:\.\./|\./|/)*)assets/javascripts/workers/[^"]+(")')
FOR_THE_HEAD = re.compile(
    r"<link [^>]*? data-head>|<script [^>]*? data-head>.*?</script>", re.DOTALL
)
INLINE = re.compile(r"(<script(?![^>]* src=)[^>]*>.*?</script>)\n?", re.DOTALL)
STYLES = re.compile(r'(<link rel="stylesheet"[^>]*>)\n?')
VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>\n?')
GENERATOR = re.compile(r'\s*<meta name="generator"[^>]*>')
HALF_COLON = re.compile(rf'(aria-label="[{JAPANESE}]+): ')
"""Of the theme's footer, between the direction and a Japanese title."""
AHEAD = re.compile(r'\s*<link rel="(?:prev|next)" [^>]*>')
MISSING = "404.html"


def finished_page(text: str, page: Path, address: str, site: Path) -> str:
    """Return the HTML of `page`, a path inside `site`, ready to be served at `address`."""
    language = language_of(page)
    text = ALIGNED.sub(r'<\1\2 class="align-\3"', text)
    text = SEARCH.sub(rf"\g<1>\g<2>{worker_for(language).as_posix()}\g<3>", text)
    text = GENERATOR.sub("", _moved_up(text))
    if language is Language.JA:
        text = HALF_COLON.sub(r"\1：", with_words_unbroken(text))
    text = AHEAD.sub("", text)  # Firefox prefetches them, which our own policy forbids
    links = "" if page.name == MISSING else _language_links(page, address, site)
    text = ALTERNATE.sub("", text)
    return text.replace("</head>", f"{links}</head>", 1) if links else text


def _moved_up(text: str) -> str:
    """Return the page with its scripts of the head, then all of its styles, before anything else there.

    A script waits for the styles above it, and the styles below it for the script: in the theme's order they come in
    three turns, each as long as the way to the server and back.  Elements marked ``data-head`` belong there too: scripts
    first, as they depend on nothing; styles last, so that they override the theme's.
    """
    wanted = "".join(element.replace(" data-head", "") for element in FOR_THE_HEAD.findall(text))
    head, end, body = FOR_THE_HEAD.sub("", text).partition("</head>")
    scripts = INLINE.findall(wanted) + INLINE.findall(head)
    styles = STYLES.findall(head) + STYLES.findall(wanted)
    head = STYLES.sub("", INLINE.sub("", head))
    first = "".join(f"{one}\n" for one in (*scripts, *styles))
    return VIEWPORT.sub(lambda viewport: f"{viewport[0]}{first}", head, count=1) + end + body


def language_of(page: Path) -> Language:
    """Return the language of a page by its path."""
    return Language.JA if page.parts[0] == Language.JA else Language.EN


def address_of(page: Path, address: str) -> str:
    """Return the absolute address of a page."""
    return address + str(PurePosixPath(*page.parts)).removesuffix("index.html")


def versions_of(page: Path, site: Path) -> dict[Language, Path]:
    """Return the same page in each language that has it."""
    inside = page if language_of(page) is Language.EN else Path(*page.parts[1:])
    paths = {Language.EN: inside, Language.JA: Path(Language.JA, inside)}
    return {language: path for language, path in paths.items() if (site / path).exists()}


def _language_links(page: Path, address: str, site: Path) -> str:
    """Return the links to other languages.

    `alternate` ends with a space: the theme asks for a sitemap at each address it finds in
    ``link[rel=alternate]``, which is another origin on a local or preview server.
    """
    versions = {
        language: address_of(path, address) for language, path in versions_of(page, site).items()
    }
    links = [*versions.items(), ("x-default", versions[Language.EN])] if len(versions) > 1 else []
    return "".join(
        f'<link rel="alternate " hreflang="{language}" href="{escape(link)}">\n'
        for language, link in links
    )
