"""Pages of the manual that are in two languages have the same sections, commands, tables and links."""

from __future__ import annotations

import re

import pytest

from tests.docs.repository import ROOT, code_in

MANUAL = ROOT / "docs/manual"
NAMES = sorted(path.name.removesuffix(".ja.md") for path in MANUAL.glob("*.ja.md"))
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def pages(name):
    return [
        (MANUAL / f"{name}{ending}").read_text(encoding="utf-8") for ending in (".md", ".ja.md")
    ]


def headings(page):
    return [len(signs) for signs in re.findall(r"^(#+) ", page, re.MULTILINE)]


def commands(page):
    """Return what is called on lines of code, without remarks and `--lang ja`."""
    lines = re.findall(
        r"^ {4,}(?:backoffice|python|make|uv|pipx|py|schtasks) .*$", page, re.MULTILINE
    )
    return [" ".join(re.sub(r" --lang ja| # .*", "", line).split()) for line in lines]


def tables(page):
    """Return how many rows each table has."""
    return [block.count("\n") for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)]


def options(page):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", code_in(page))) - {"--lang"}


def links(page):
    """Return the files that a page leads to, whatever their language."""
    found = re.findall(r"\]\(([^)#\s]+)", page)
    return {link.replace(".ja.", ".") for link in found}


def test_the_pages_for_staff_are_in_both_languages():
    """Whoever keeps the desk can read everything about it in Japanese."""
    assert {
        "desk", "install", "letters", "papers", "policy", "privacy", "schedule", "sheet",
    } == set(NAMES)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "part", [headings, commands, tables, options], ids=lambda part: part.__name__
)
def test_both_pages_have_the_same(name, part):
    """Headings of each depth, commands, rows of tables and options agree, in order."""
    english, japanese = map(part, pages(name))

    assert english == japanese


@pytest.mark.parametrize("name", NAMES)
def test_both_pages_lead_to_the_same(name):
    """Each page links to the other one, and to the same other pages."""
    english, japanese = pages(name)

    assert f"({name}.ja.md)" in english
    assert f"({name}.md)" in japanese
    assert links(english) - {f"{name}.md"} == links(japanese) - {f"{name}.md"}


@pytest.mark.parametrize("name", NAMES)
def test_japanese_is_written_in_full_width(name):
    """Brackets beside Japanese are full width, and no page is left in English."""
    text = re.sub(r"`[^`]*`|\]\([^)]*\)|^ {4,}.*$", "", pages(name)[1], flags=re.MULTILINE)

    assert [] == re.findall(r"[ぁ-んァ-ヶ一-龠]\([^)]*\)", text)
    assert len(JAPANESE.findall(text)) > 400
