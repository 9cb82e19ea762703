"""The pictures that show a link to the site in other programs: the shelf of drawings with the first page's heading.

PYTHONPATH=site python -m tests.tools.social_pictures        writes site/theme/assets/images/social-en.png and -ja.png

They are kept in the repository, so that a build needs no browser.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, chromium_path

PROJECT = Path(__file__).parents[2]
IMAGES = PROJECT / "site/theme/assets/images"
STYLES = PROJECT / "site/theme/assets/stylesheets"
WIDE, HIGH = 1200, 630
PAGE = """<html lang="{language}" data-md-color-scheme="default"><style>{styles}
body {{ align-items: center; background: #fffefb; color: #2b2722; display: flex; flex-direction: column;
  font-family: var(--heading-font); height: 100vh; margin: 0; }}
svg {{ width: 720px !important; }} h1 {{ font-size: 52px; font-weight: 600; margin: 34px 0 14px; }}
p {{ border-top: 3px solid #a9853a; color: #5f574b; font-size: 30px; margin: 0; padding-top: 14px; }}
</style>{drawing}<h1>{heading}</h1><p>{name}</p></html>"""


def page_in(language: str) -> str:
    """Return the picture as a page."""
    drawing = (PROJECT / "site/drawings/shelf.svg").read_text(encoding="utf-8")
    styles = "".join(
        (STYLES / name).read_text(encoding="utf-8") for name in ("site.css", "drawings.css")
    )
    first = (PROJECT / "docs" / language / "index.md").read_text(encoding="utf-8")
    heading = re.search(r"^# (.+?) \{", first, re.MULTILINE)
    names = re.findall(r"site_name: (.+)", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert heading, "the first page has no heading"
    return PAGE.format(
        language=language,
        styles=styles,
        drawing=drawing.replace("<svg", '<svg class="drawing"', 1),
        heading=escape(heading[1].replace("<wbr>", "")),
        name=escape(names[-1] if language == "ja" else names[0]),
    )


def main() -> None:
    """Write both pictures."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        for language in ("en", "ja"):
            page.set_content(page_in(language))
            page.screenshot(path=IMAGES / f"social-{language}.png")
        browser.close()


if __name__ == "__main__":
    main()
