"""Handlers of MkDocs' events; the other modules of this package know nothing of MkDocs."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from estimator.policy.file import load_policy
from estimator.policy.label import Language
from pages.conditional_parts import check_parts, without_declined
from pages.drawings import copy_photographs
from pages.hardcoded_values import check_hardcoded
from pages.line_breaks import without_breaks
from pages.markers import PageProblem, expand
from pages.page_checks import check_doubled, check_headings
from pages.page_context import PageContext
from pages.periods import offsets
from pages.post_build import finish
from pages.trader_page import PAGE, is_published, owners_list

SITE = Path(__file__).parent.parent
SHELL = SITE / "shell"
RUNTIME = Path(os.environ.get("SITE_RUNTIME") or SITE.parent / "dist" / "runtime")


def on_startup(**_: Any) -> None:
    """Print what waits for the owner, once for a build."""
    lines = owners_list(load_policy().undated, Language.EN)
    if lines:
        print("\n".join(lines), file=sys.stderr)


@event_priority(200)  # before the plugin that builds the languages
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave the trader's page out while it is not published; give templates the shop's time, address and the day of the build."""
    shop, calendar = load_policy().undated.shop, load_policy().undated.calendar
    clock = offsets(shop.timezone, calendar.first, calendar.last)
    config.extra["days"] = f"{clock} {build_day()}"
    config.extra["contact"] = shop.contact
    if config.nav and not is_published(load_policy().undated):
        config.nav = [entry for entry in config.nav if entry != PAGE]
    return config


@event_priority(200)
def on_files(files: Files, **_: Any) -> Files:
    """Leave the trader's page out while it is not published."""
    for file in list(files.documentation_pages()):
        if file.src_uri.endswith(PAGE) and not is_published(load_policy().undated):
            files.remove(file)
    return files


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop the build if any page has a problem; the error names all of them."""
    docs = Path(config.docs_dir)
    problems = [
        problem
        for language in Language
        for path in sorted((docs / language).rglob("*.md"))
        for problem in problems_of(path, str(path.relative_to(docs.parent)), language)
    ]
    if problems:
        raise PluginError("\n" + "\n".join(map(str, problems)))


def problems_of(path: Path, name: str, language: str) -> list[PageProblem]:
    """Return the problems of one page, in the order of its lines."""
    text = path.read_text(encoding="utf-8")
    context = context_for(language)
    problems = [
        *check_hardcoded(text, context.book, name),
        *check_doubled(text, context, name),
        *check_parts(text, name),
        *expand(text, context, name)[1],
        *check_headings(text, context, name),
    ]
    return sorted(problems, key=lambda problem: problem.line)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Fill in the markers of a page, in its text and in its metadata."""
    language = str(config.theme["language"])
    context = context_for(language, root="../" * page.url.count("/") or "./")
    for key in ("title", "description"):
        if key in page.meta:
            page.meta[key], _problems = expand(str(page.meta[key]), context, page.file.src_uri)
    if language == "ja":
        markdown = without_breaks(markdown)
    markdown = without_declined(markdown, context.policy)
    return expand(markdown, context, page.file.src_uri)[0]


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Write the 404 page of each language to its own folder: MkDocs writes all to one file."""
    language = str(config.theme["language"])
    if template_name == "404.html" and language != Language.EN:
        file = Path(config.site_dir, language, template_name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(output_content, encoding="utf-8")
        return ""
    return output_content


@event_priority(-200)  # after the plugin that builds the other languages from this event
def on_post_build(config: MkDocsConfig) -> None:
    """Copy the browser's runtime into the built site, then make the folder ready to be served."""
    site = Path(config.site_dir)
    if runtime() is not None:
        shutil.copytree(
            RUNTIME, site / "estimator", dirs_exist_ok=True, ignore=shutil.ignore_patterns("inline")
        )
    else:  # the form needs its styles
        shutil.copy(SHELL / "styles.css", site / "assets" / "stylesheets" / "estimator.css")
    copy_photographs(site)
    finish(site, str(config.site_url))


def context_for(language: str, root: str = "../") -> PageContext:
    """Return what pages in `language` are rendered with."""
    return PageContext(
        book=load_policy(),
        build_day=build_day(),
        language=language,
        root=root,
        manifest=runtime(),
    )


@cache
def build_day() -> date:
    """Return today in the shop's time zone, or the day in SITE_DAY."""
    if day := os.environ.get("SITE_DAY"):
        return date.fromisoformat(day)
    return datetime.now(ZoneInfo(load_policy().undated.shop.timezone)).date()


@cache
def runtime() -> dict[str, dict[str, Any]] | None:
    """Return the manifest of the browser's runtime; None where it is not built."""
    manifest = RUNTIME / "manifest.json"
    if not manifest.exists():
        return None
    contents: dict[str, dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))
    for name in ("early", "page"):  # what stands in the page itself
        contents["shell"][name] = (RUNTIME / contents["shell"][name]).read_text(encoding="utf-8")
    return contents
