"""The trimmed, precompiled runtime under Node: the answers of CPython, reproducible files."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from runtime.all_cases import run_all
from tests.tools.casebook import CASES

RUNTIME = Path(__file__).parents[2] / "site" / "runtime"


@pytest.fixture(scope="module")
def out(built: Path) -> Path:
    """The build that is in the site of all browser tests."""
    return built.parent / "runtime"


def test_every_case_as_in_cpython(out: Path) -> None:
    """The browser's Python gives the same results as CPython for every case, refusal and language."""
    done = subprocess.run(["node", RUNTIME / "ask.mjs", out], check=True, capture_output=True)
    cases = (CASES / "estimates.toml").read_text(encoding="utf-8")
    expected: list[Any] = run_all(cases)

    assert expected
    assert expected == json.loads(done.stdout)


def test_pyodide_is_slim(out: Path) -> None:
    """What nothing of an estimate reaches is left out: the build did not have to use Pyodide as it is."""
    runtime = json.loads((out / "manifest.json").read_text())["runtime"]

    assert runtime["wasm"]["bytes"] < 0.7 * runtime["fullWasm"]["bytes"]
    assert runtime["module"]["bytes"] < 0.5 * runtime["fullModule"]["bytes"]


def test_another_pyodide_is_not_made_smaller() -> None:
    """A file of Pyodide that nobody has looked at is not made smaller: the build says what it expected."""
    script = f"""
import {{ expectKnown }} from {json.dumps(str(RUNTIME / "slim.mjs"))}
expectKnown('pyodide.asm.wasm', Buffer.from('another'))"""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script], check=False, capture_output=True, text=True
    )

    assert done.returncode
    assert "pyodide.asm.wasm is another than expected: SHA-256" in done.stderr


def test_the_same_files_each_time(out: Path, tmp_path: Path) -> None:
    """Two builds give files of the same names, which are hashes of their content."""
    subprocess.run(["node", RUNTIME / "build.mjs", tmp_path], check=True)

    assert (out / "manifest.json").read_text() == (tmp_path / "manifest.json").read_text()


def test_precompiled_and_stored(out: Path) -> None:
    """The library contains compiled modules only, stored without compression."""
    library = next((out / "runtime").glob("library-*.zip"))
    with zipfile.ZipFile(library) as archive:
        entries = archive.infolist()

    assert {Path(entry.filename).suffix for entry in entries} == {".pyc"}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert len(entries) < 200


def test_lock_files_name_no_registry() -> None:
    """Lock files have versions and integrity but no addresses."""
    here = Path(__file__).parent
    for folder in (
        RUNTIME,
        here,
        here / "lighthouse",
        here.parent / "lint",
        here.parent / "benchmarks",
    ):
        lock = json.loads((folder / "package-lock.json").read_text())
        packages = [entry for path, entry in lock["packages"].items() if path]
        assert packages
        assert all("integrity" in entry and "resolved" not in entry for entry in packages)


def test_pyodide_is_the_one_that_was_measured() -> None:
    """`site/shell/worker.js` hands it its files by the names this version asks for."""
    lock = json.loads((RUNTIME / "package-lock.json").read_text())

    assert lock["packages"]["node_modules/pyodide"]["version"] == "314.0.7"
