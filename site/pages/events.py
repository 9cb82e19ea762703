"""MkDocs' events, and nothing else: pages and the finished folder are made by the modules beside it."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from estimator.policy.file import load_policy
from pages.finished_folder import finish
from pages.line_breaks import without_breaks
from pages.markers import PageProblem, expand
from pages.setting import Setting
from pages.typed_by_hand import typed_by_hand
from pages.vocabulary import MARKERS

LANGUAGES = ("en", "ja")
SITE = Path(__file__).parent.parent
SHELL = SITE / "shell"
RUNTIME = Path(os.environ.get("SITE_RUNTIME") or SITE.parent / "dist" / "runtime")


def on_pre_build(config: MkDocsConfig) -> None:
    """Refuse the build with everything that is wrong in the pages, all at once."""
    docs = Path(config.docs_dir)
    problems = [
        problem
        for language in LANGUAGES
        for path in sorted((docs / language).rglob("*.md"))
        for problem in problems_of(path, str(path.relative_to(docs.parent)), language)
    ]
    if problems:
        raise PluginError("\n" + "\n".join(map(str, problems)))


def problems_of(path: Path, name: str, language: str) -> list[PageProblem]:
    """Return what is wrong in one page."""
    text = path.read_text(encoding="utf-8")
    _, problems = expand(text, MARKERS, setting_for(language), name)
    return sorted(
        [*typed_by_hand(text, load_policy(), name), *problems], key=lambda problem: problem.line
    )


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Fill in the markers of a page, in its text and in what stands above it."""
    language = str(config.theme["language"])
    setting = setting_for(language, root="../" * page.url.count("/") or "./")
    for key in ("title", "description"):
        if key in page.meta:
            page.meta[key], _problems = expand(
                str(page.meta[key]), MARKERS, setting, page.file.src_uri
            )
    if language == "ja":
        markdown = without_breaks(markdown)
    return expand(markdown, MARKERS, setting, page.file.src_uri)[0]


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep one page for missing addresses per language: MkDocs writes all to one place."""
    language = str(config.theme["language"])
    if template_name == "404.html" and language != LANGUAGES[0]:
        place = Path(config.site_dir, language, template_name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(output_content, encoding="utf-8")
        return ""
    return output_content


@event_priority(-200)  # after the plugin that builds the other languages from this event
def on_post_build(config: MkDocsConfig) -> None:
    """Add the browser's runtime and finish the folder."""
    site = Path(config.site_dir)
    if runtime() is not None:
        shutil.copytree(RUNTIME, site / "estimator", dirs_exist_ok=True)
    else:  # the form keeps its look
        shutil.copy(SHELL / "styles.css", site / "assets" / "stylesheets" / "estimator.css")
    finish(site, str(config.site_url))


def setting_for(language: str, root: str = "../") -> Setting:
    """Return the setting of pages in `language`."""
    return Setting(
        book=load_policy(),
        built=built(),
        language=language,
        root=root,
        manifest=runtime(),
        service_worker=runtime() is not None and (SITE / "runtime" / "offline.mjs").exists(),
    )


@cache
def built() -> date:
    """Return the day of the build where the shop is; SITE_DAY names another."""
    if day := os.environ.get("SITE_DAY"):
        return date.fromisoformat(day)
    return datetime.now(ZoneInfo(load_policy().undated.shop.timezone)).date()


@cache
def runtime() -> dict[str, dict[str, Any]] | None:
    """Return the manifest of the browser's runtime; None where it is not built."""
    manifest = RUNTIME / "manifest.json"
    if not manifest.exists():
        return None
    found: dict[str, dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))
    return found
