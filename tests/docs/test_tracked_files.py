"""What is tracked: nothing large, nothing built, nothing of one machine, and no test without its sentence."""

from __future__ import annotations

import ast
import re

import pytest

from tests.docs.repository import ROOT, ignored, texts, tracked

MAX_BYTES = 1 << 20
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "index" + "-url",
    "proxy" + ".",
]
FOLDERS = [f"/{name}/" for name in ("wor" + "k", "roo" + "t", "User" + "s", "hom" + "e/runner")]


def test_no_file_is_large():
    """Nothing tracked is larger than a mebibyte."""
    assert [] == [path for path in tracked() if path.stat().st_size > MAX_BYTES]


def test_nothing_built_is_tracked():
    """No tracked file is in a folder of environments, demos or built sites."""
    made = {*ignored(), "_site", "node_modules"}

    assert [] == [
        path for path in tracked() if set(path.relative_to(ROOT).parts[:-1]) & made
    ]  # fmt: skip
    assert {"dist", "build", ".venv"} <= ignored()


def test_the_folder_site_holds_no_built_page():
    """MkDocs builds into dist/, and no page it builds is tracked."""
    built = ("sitemap.xml", "search_index.json", "objects.inv")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")

    assert [] == [path for path in tracked() if path.name in built]
    assert re.search(r"^site_dir: dist/", settings, re.MULTILINE)


@pytest.mark.parametrize("words", HOSTS + FOLDERS)
def test_no_file_knows_one_machine(words):
    """No registry's host and no folder of somebody's machine is named in a file."""
    pattern = re.compile(rf"(?<![\w.]){re.escape(words)}")

    assert [] == [path for path, text in texts() if pattern.search(text)]


def test_every_test_has_its_sentence():
    """Every test of Python, in every folder of tests, has a docstring."""
    tests = [
        (path, node)
        for path in sorted(ROOT.glob("tests/**/test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    folders = {path.relative_to(ROOT / "tests").parts[0] for path, _ in tests}

    assert [] == [
        f"{path.name}: {node.name}" for path, node in tests if not ast.get_docstring(node)
    ]
    assert {
        "backoffice",
        "browser",
        "contracts",
        "docs",
        "emulator",
        "estimator",
        "site",
    } <= folders
