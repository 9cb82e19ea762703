"""The drawings: one manner, colours of the page, described in both languages, each of them used."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from estimator.policy.file import load_policy
from pages.drawings import FOLDER, names

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
