"""Parses built pages: ids, links, requests and text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

ADDRESSES = {"href", "src", "srcset", "action", "poster", "data"}
SPOKEN = {"aria-label", "title", "alt", "placeholder", "content"}
"""Attributes that people read or hear."""


@dataclass
class Page(HTMLParser):
    """Ids, links, requests and text of one page."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    text: str = ""
    in_article: bool = False
    article_ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.in_article = self.in_article or tag == "article"
        if self.in_article and "data-from" in found:
            self.text += "\n"  # one of several texts, of which one is shown
        if name := found.get("id"):
            self.ids.append(name)
            if self.in_article:
                self.article_ids.append(name)
        if "style" in found or tag == "style":
            self.styles.append(tag)
        self.spoken += [found[key] or "" for key in SPOKEN & found.keys()]
        for key in ADDRESSES & found.keys():
            goes = tag == "a" or (tag == "link" and found.get("rel") not in {"stylesheet", "icon"})
            (self.links if goes else self.requests).append(found[key] or "")

    def handle_endtag(self, tag: str) -> None:
        self.in_article = self.in_article and tag != "article"

    def handle_data(self, data: str) -> None:
        if self.in_article:
            self.text += data


def read(path: Path) -> Page:
    """Return the page at `path`."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def pages(site: Path) -> dict[str, Page]:
    """Return every page of a built site by its path."""
    return {str(path.relative_to(site)): read(path) for path in sorted(site.rglob("*.html"))}
