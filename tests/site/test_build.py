"""The built site: links, languages, prices, security headers, search index, sitemap."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from estimator.policy.file import load_policy
from estimator.policy.tax import tax_on
from pages.page_context import PageContext
from pages.parcel_calendar import schedules
from pages.post_build import finish
from pages.search_index import split_japanese
from pages.security_headers import INLINE, inline_hashes
from tests.site.built_pages import Page, pages
from tests.site.conftest import ADDRESS, DAY, PROJECT, build, mkdocs

BUILT = date.fromisoformat(DAY)
JAPANESE = "[ぁ-んァ-ヶ一-龥ー]"
CARELESS = {
    "ja": re.compile(
        rf".*(?:{JAPANESE}[()\[\],:;!?.]|[()\[\]]{JAPANESE}|[ｦ-ﾟ０-９]|のの|をを|はは|がが|にに|でで|。。|、、|（）"
        r"|）（|（[^（）]*（|ですです|[{}]|\bNone\b|undefined).*"
    ),
    "en": re.compile(
        r".*(?:\b([a-z]+) \1\b|\) \(|\([^()]*\(|\b1 (?:day|piece|stone|month)s\b| [,;:](?: |$)|\(\)|[{}]|\bNone\b|undefined"
        r"|\b[Aa] [aeio]\w+).*"
    ),
}
POLICY = load_policy().on(BUILT)


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Page]:
    """Every page of the built site."""
    return pages(site)


def test_both_languages_have_the_same_pages_and_ids(read: dict[str, Page]) -> None:
    """Each page exists in both languages, with the same ids in the same order."""
    english = {url: page.article_ids for url, page in read.items() if url[:3] != "ja/"}
    japanese = {url[3:]: page.article_ids for url, page in read.items() if url[:3] == "ja/"}

    sources = list((PROJECT / "docs" / "en").rglob("*.md"))
    assert english == japanese
    assert len(english) == len(sources)  # the 404 page more, the trader's page less


def test_ids_are_unique(read: dict[str, Page]) -> None:
    """No id occurs twice on a page."""
    twice = {
        url: {one for one in page.ids if page.ids.count(one) > 1} for url, page in read.items()
    }

    assert {} == {url: found for url, found in twice.items() if found}


def test_every_link_and_anchor_leads_somewhere(site: Path, read: dict[str, Page]) -> None:
    """Links inside the site lead to a file, and their anchors to an id on it."""
    broken = []
    for url, page in read.items():
        for link in [*page.links, *page.requests]:
            target, anchor = urldefrag(urljoin(f"{ADDRESS}{url}", link))
            if not target.startswith(ADDRESS):
                continue
            path = unquote(target.removeprefix(ADDRESS))
            path += "index.html" if path.endswith("/") or not path else ""
            choice = anchor.startswith(("check=", "what="))
            if not (site / path).is_file() or (
                anchor and not choice and path in read and anchor not in read[path].ids
            ):
                broken.append((url, link))

    assert [] == broken


def test_no_page_asks_another_origin(site: Path, read: dict[str, Page]) -> None:
    """Whatever a page loads, styles and scripts included, comes from the site itself."""
    outside = re.compile(r"^(?:https?:)?//")
    asked = [(url, one) for url, page in read.items() for one in page.requests]
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))

    assert [] == [(url, one) for url, one in asked if outside.match(one)]
    assert [] == re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]*\)|@import[^;]*", styles)


def test_links_that_leave_the_site_are_mail_and_licensed_sources(read: dict[str, Page]) -> None:
    """The only links to outside the site are to the shop's mail address and, on one page, to sources."""
    privacy = {url for url in read if url.endswith("privacy/index.html")}
    sources = {"pyodide/pyodide", "python/cpython", "squidfunk/mkdocs-material"}
    for url in privacy:
        assert {f"https://github.com/{name}" for name in sources} == {
            link for link in read[url].links if link.startswith("https://github.com")
        }
    leaving = {
        link.partition("?")[0]
        for url, page in read.items()
        for link in page.links
        if re.match(r"[a-z]+:|//", link) and not link.startswith(ADDRESS)
        if not (url in privacy and link.startswith("https://github.com"))
    }

    assert {f"mailto:{POLICY.shop.contact}"} == leaving


def test_no_element_has_a_style_attribute(read: dict[str, Page]) -> None:
    """No page has a style attribute or a style element, which the content security policy forbids."""
    assert {} == {url: page.styles for url, page in read.items() if page.styles}


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_all_rules_are_on_the_policy_page(folder: str, read: dict[str, Page]) -> None:
    """The policy page has the anchor and the text of every rule."""
    page = read[f"{folder}repair/index.html"]
    text = without_spaces(page.text)

    assert {code.lower() for code in POLICY.clauses} <= set(page.ids)
    language = folder.strip("/") or "en"
    missing = [
        code
        for code, one in POLICY.clauses.items()
        if without_spaces(one.text.in_(language)) not in text
    ]
    assert [] == missing


@pytest.mark.parametrize("folder", ["", "ja/"])
@pytest.mark.parametrize("url", ["fees", "estimator", "repair"])
def test_prices_are_those_of_the_estimator(folder: str, url: str, site: Path) -> None:
    """Each row shows the price with tax first, then before tax."""
    html = (site / folder / url / "index.html").read_text(encoding="utf-8")
    table = html[html.index("repair-prices") :].split("</table>")[0]
    shown = [
        int(text.replace(",", "")) for text in re.findall(r"repair-amount\">\D*([\d,]+)", table)
    ]
    nets = [POLICY.rates[service.code].value for service in POLICY.offered]
    nets.append(POLICY.rates["handling"].value)

    assert [value for net in nets for value in (net + tax_on(net, 1000), net)] == shown


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_the_calendar_is_the_schedule_of_the_estimator(folder: str, site: Path) -> None:
    """Eighteen rows from the month of the build, each last open day, dispatch and return."""
    html = (site / folder / "time" / "index.html").read_text(encoding="utf-8")
    table = html[html.index("repair-calendar") :].split("</table>")[0]
    rows = schedules(PageContext(book=load_policy(), build_day=BUILT, language="en"))
    expected = [str(day) for row in rows for day in (row.arrives, row.dispatch, row.back)]

    assert expected == re.findall(r'datetime="([\d-]+)"', table)
    assert expected[:6] == [
        "2026-05-29", "2026-06-01", "2026-06-30", "2026-06-30", "2026-06-30", "2026-07-31",
    ]  # fmt: skip
    assert 18 * 3 == len(expected)


def test_the_default_answer_is_on_the_page(site: Path) -> None:
    """The built page contains the estimate for the default choice of its form."""
    html = (site / "estimator" / "index.html").read_text(encoding="utf-8")

    assert '<strong id="estimate-total">¥1,760 – ¥3,740</strong>' in html
    assert '<strong id="estimate-back">Tue 30 June 2026</strong>' in html
    assert 'name="arrives" value="2026-05-27"' in html


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_the_form_has_every_key_of_a_request(folder: str, site: Path) -> None:
    """Fields are named as the paths of the estimate contract."""
    html = (site / folder / "estimator" / "index.html").read_text(encoding="utf-8")
    services = {f"items[0].services.{service.code}" for service in POLICY.offered}

    assert {"asked", "arrives", "items[0].material", "items[0].replating", *services} <= set(
        re.findall(r' name="([^"]+)"', html)
    )


def test_the_search_index_is_split_into_characters(site: Path) -> None:
    """No two Japanese characters of the index are adjacent, and the separator splits them."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    text = " ".join(f"{doc['title']} {doc['text']}" for doc in index["docs"])

    assert ([], ["en"]) == (index["config"]["pipeline"], index["config"]["lang"])
    assert None is re.search(r"[ぁ-ゖァ-ヺ一-龯]{2}", text)
    for word in ("再メッキ", "石留め", "ロウ付け", "お盆"):
        assert split_japanese(word) in text
    separator = re.compile(index["config"]["separator"])
    assert ["再", "メ", "ッ", "キ"] == separator.split(split_japanese("再メッキ"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_language_has_its_search_worker(language: str, site: Path) -> None:
    """Pages load the worker of their language, which loads the theme's own."""
    folder = "" if language == "en" else "ja"
    html = (site / folder / "fees" / "index.html").read_text(encoding="utf-8")
    worker = site / "assets" / "javascripts" / "workers" / f"search-{language}.js"
    text = worker.read_text(encoding="utf-8")
    theirs = re.search(r"importScripts\('([^']+)'\)", text)

    assert f"assets/javascripts/workers/search-{language}.js" in html
    assert theirs and (worker.parent / theirs[1]).exists()
    assert ("startsWith('ja/')" in text) == (language == "ja")


def test_each_language_has_its_404_page(site: Path) -> None:
    """`404.html` is in English at the top and in Japanese under ja/, and is not indexed."""
    texts = [(site / url / "404.html").read_text(encoding="utf-8") for url in ("", "ja")]

    assert ["en", "ja"] == [re.search(r'<html lang="(\w+)"', text)[1] for text in texts]  # type: ignore[index]
    assert all('name="robots" content="noindex"' in text for text in texts)


def test_hreflang_links_are_absolute(site: Path) -> None:
    """hreflang is absolute, the same on both, and not in the form that the theme follows."""
    html = [(site / url / "fees/index.html").read_text(encoding="utf-8") for url in ("", "ja")]
    links = [
        re.findall(r'rel="alternate " hreflang="([^"]+)" href="([^"]+)"', text) for text in html
    ]

    assert links[0] == links[1]
    assert links[0] == [
        ("en", f"{ADDRESS}fees/"), ("ja", f"{ADDRESS}ja/fees/"), ("x-default", f"{ADDRESS}fees/"),
    ]  # fmt: skip
    assert 'rel="alternate"' not in html[0] + html[1]


def test_the_sitemap_names_every_page(site: Path, read: dict[str, Page]) -> None:
    """The sitemap names all pages but the 404 pages."""
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    urls = [url.removesuffix("index.html") for url in read if not url.endswith("404.html")]

    assert sorted(f"{ADDRESS}{url}" for url in urls) == sorted(
        re.findall(r"<loc>(.*?)</loc>", text)
    )


def test_the_policy_allows_exactly_the_scripts_in_the_pages(site: Path) -> None:
    """Hashes in the header and in the meta tag are those of the inline scripts, no more."""
    texts = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    headers = (site / "_headers").read_text(encoding="utf-8")
    needed = set().union(*map(inline_hashes, texts))
    meta = {re.search(r'Security-Policy" content="([^"]+)"', text)[1] for text in texts}  # type: ignore[index]

    assert needed == set(re.findall(r"'sha256-[^']+'", headers))
    assert [needed] == [set(re.findall(r"'sha256-[^']+'", one)) for one in meta]
    assert len(needed) <= 4
    assert "frame-ancestors 'none'" in headers
    assert not any("unsafe" in one or "frame-ancestors" in one for one in meta)
    assert all(INLINE.search(text) for text in texts)


def test_the_head_comes_in_one_turn(site: Path) -> None:
    """In the head of every page no script is below a style: it would wait for it, and the styles below it too."""
    for path in site.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        kinds = re.findall(r'<(script|link rel="stylesheet")', head)
        assert kinds == sorted(kinds, key="script".__ne__), path
        assert len(kinds) >= 4, path


def test_every_page_describes_itself(site: Path, read: dict[str, Page]) -> None:
    """Each page has a description of its own, also for social cards."""
    found = [
        re.search(r'name="description" content="([^"]+)"', (site / url).read_text(encoding="utf-8"))
        for url in read
        if not url.endswith("404.html")
    ]

    assert len({one[1] for one in found if one}) == len(found)


def test_texts_of_every_page_are_written_with_care(read: dict[str, Page]) -> None:
    """What is read or heard has no half-width mark beside Japanese, no brackets side by side or in brackets, no word twice, no unfilled field."""
    wrong = [
        (place, match[0])
        for place, page in read.items() if not place.startswith("manual/")
        for text in [page.text, *page.spoken]
        for match in CARELESS["ja" if place.startswith("ja/") else "en"].finditer(text)
    ]  # fmt: skip

    assert [] == wrong
    assert all(map(CARELESS["ja"].search, ("前: 料金", "31日（木）（休業日）")))
    assert all(map(CARELESS["en"].search, ("the the stone", "December (Obon) (closed)")))


def test_nothing_needless_is_shipped(site: Path) -> None:
    """No source maps, no languages of lunr, no notes for developers."""
    names = [str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()]

    assert [] == [name for name in names if name.endswith((".map", ".gz", ".md", ".py"))]
    assert [] == [
        name for name in names if "lunr" in name or "decisions" in name or "manual" in name
    ]


def test_finishing_again_changes_nothing(site: Path, tmp_path: Path) -> None:
    """Running the step after the build a second time changes no file."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)

    finish(copy, ADDRESS)

    assert contents(site) == contents(copy)


def test_properdocs_builds_the_same_files(site: Path, tmp_path: Path) -> None:
    """ProperDocs, the fork that keeps hooks and plugins, builds the same bytes as MkDocs."""
    done = mkdocs(tmp_path, {"SITE_RUNTIME": "none"}, generator="properdocs")

    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(tmp_path) == contents(site)


def test_wrong_pages_stop_the_build_and_are_all_named(tmp_path: Path) -> None:
    """Every wrong marker and typed number is named with file and line, and nothing is built."""
    shutil.copytree(PROJECT / "docs", tmp_path / "docs")
    page = tmp_path / "docs" / "ja" / "mail.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n{{ prise }}\n770円\n", encoding="utf-8")
    lines = len(page.read_text(encoding="utf-8").splitlines())
    config = tmp_path / "mkdocs.yml"
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    for name in ("site/theme", "site/hook.py"):
        text = text.replace(name, str(PROJECT / name))
    config.write_text(text, encoding="utf-8")

    done = build(tmp_path / "out", config)

    assert done.returncode != 0
    assert f"docs/ja/mail.md:{lines - 1}: {{{{ prise }}}}" in done.stdout + done.stderr
    assert f"docs/ja/mail.md:{lines}: “770”" in done.stdout + done.stderr


def test_the_source_folder_is_never_built_into() -> None:
    """`site/` is source; what is built goes to dist/, which is not tracked."""
    assert "\nsite_dir: dist/site" in (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "dist/" in (PROJECT / ".gitignore").read_text(encoding="utf-8").split()


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def without_spaces(text: str) -> str:
    """Return text without spaces and line breaks."""
    return re.sub(r"\s+", "", text)
