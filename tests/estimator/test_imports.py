"""What the modules of the estimator may contain, read from their syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from estimator.policy.file import POLICY_FILE

PACKAGE = POLICY_FILE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported_by(path: Path) -> Iterator[str]:
    """Yield the first name of everything a module imports, wherever it does."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "say from where"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_standard_library_only(path: Path) -> None:
    """A module imports only the standard library and the estimator."""
    allowed = sys.stdlib_module_names | {PACKAGE.name}

    assert not set(imported_by(path)) - allowed


def test_nothing_shares_a_name_with_a_module() -> None:
    """No function or class has the name of a module."""
    modules = {path.stem for path in MODULES}
    defined = {
        node.name
        for path in MODULES
        for node in tree_of(path).body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }

    assert set() == modules & defined


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_floats(path: Path) -> None:
    """A module has no float, no true division and no rounding."""
    floats = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            and node.func.id in {"float", "round"})
    ]  # fmt: skip

    assert not floats


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_clock(path: Path) -> None:
    """A module does not read the clock."""
    asked = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "time"}
    ]

    assert not asked
