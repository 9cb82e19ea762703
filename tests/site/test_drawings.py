"""The drawings: one manner, colours of the page, described in both languages, each of them used."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from estimator.policy.file import load_policy
from pages import drawings
from pages.drawings import FOLDER, copy_photographs, drawing, line_drawing, names
from pages.mkdocs_events import context_for
from tests.site.conftest import ADDRESS

PROJECT = Path(__file__).parents[2]
FILES = sorted(FOLDER.glob("*.svg"))
STYLES = PROJECT / "site/theme/assets/stylesheets/drawings.css"
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect"}
PLACES = {"d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "transform", "viewBox"}


def test_each_is_described() -> None:
    """Each file has a description, and each description a file."""
    assert [path.stem for path in FILES] == sorted(names())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_shapes_and_classes(path: Path) -> None:
    """A drawing has shapes of known classes and no colour, style, id or text of its own."""
    parts = list(ElementTree.parse(path).iter())
    known = set(re.findall(r"\.([a-z]+)", STYLES.read_text(encoding="utf-8")))

    assert {part.tag.partition("}")[2] for part in parts} <= SHAPES
    assert {key for part in parts for key in part.attrib} <= PLACES | {"class"}
    assert {name for part in parts for name in part.get("class", "").split()} <= known
    assert parts[0].get("viewBox") in {"0 0 120 120", "0 0 244 120", "0 0 300 160"}


def test_each_is_used() -> None:
    """Each drawing is on a page, in both languages, or shows a symptom or a service of the policy."""
    policy = load_policy().undated
    of_policy = {symptom.drawing for symptom in policy.symptoms if symptom.drawing}
    of_policy |= {f"repair-{code}" for code in policy.services}
    for language in ("en", "ja"):
        pages = "".join(path.read_text() for path in (PROJECT / "docs" / language).glob("*.md"))
        markers = " ".join(re.findall(r"\{\{ drawings? ([\w -]+) \}\}", pages))

        assert sorted(names()) == sorted(of_policy | set(markers.split()))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_links_to_the_site_have_a_picture(site: Path, language: str) -> None:
    """Each page names, by its absolute address, a picture of 1200 × 630 in its language."""
    for page in site.rglob("*.html"):
        if (page.relative_to(site).parts[0] == "ja") == (language == "ja"):
            found = re.findall(r'property="og:image" content="([^"]*)"', page.read_text())
            assert found == [f"{ADDRESS}assets/images/social-{language}.png"]

    picture = (site / f"assets/images/social-{language}.png").read_bytes()
    assert (1200, 630) == struct.unpack(">II", picture[16:24])
    assert len(picture) < 100_000


def test_photographs_take_the_place_of_drawings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A photograph is shown instead of the drawing of its name, described as it, except in small places."""
    monkeypatch.setattr(drawings, "PHOTOGRAPHS", tmp_path)
    context = context_for("ja")
    before = drawing(context, "shelf")
    (tmp_path / "shelf.JPG").write_bytes(b"a photograph")
    (tmp_path / "README.md").write_text("no photograph")
    after = drawing(context, "shelf")
    copy_photographs(tmp_path / "site")

    assert before.startswith('<svg class="drawing"')
    assert after == (
        f'<img class="photograph" src="../assets/own/shelf.JPG" alt="{names()["shelf"]["ja"]}" '
        'width="300" height="160">'
    )
    assert before == line_drawing(context, "shelf")
    assert ["shelf.JPG"] == [path.name for path in (tmp_path / "site/assets/own").iterdir()]
