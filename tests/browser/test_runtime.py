"""The trimmed, precompiled runtime under Node: the answers of CPython, reproducible files."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from runtime.all_cases import run_all
from tests.selection import THOROUGH
from tests.site.conftest import PROJECT
from tests.tools.casebook import CASES

RUNTIME = PROJECT / "site" / "runtime"


def node(script: str) -> str:
    """Return what Node.js prints for a script."""
    command = ["node", "--input-type=module", "-e", script]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def manifest_in(out: Path) -> dict[str, Any]:
    """Return the manifest of a build."""
    manifest: dict[str, Any] = json.loads((out / "manifest.json").read_text())
    return manifest


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
    runtime = manifest_in(out)["runtime"]

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
    """The image of Python's memory, made again, is that of the build; with THOROUGH=1 so are all other files."""
    files = manifest_in(out)["runtime"]
    again = node(f"""
import {{ leanEngine }} from {json.dumps(str(RUNTIME / "engine.mjs"))}
import {{ memoryImage }} from {json.dumps(str(RUNTIME / "snapshot.mjs"))}
import {{ hash }} from {json.dumps(str(RUNTIME / "files.mjs"))}
const {{ engine }} = await leanEngine()
console.log(hash(await memoryImage({json.dumps(str(out))}, {json.dumps(files)}, engine)))""")

    assert files["image"]["file"] == f"runtime/memory-{again}.wasm"
    if THOROUGH:
        subprocess.run(["node", RUNTIME / "build.mjs", tmp_path], check=True)
        assert manifest_in(out) == manifest_in(tmp_path)


def times(folder: Path) -> dict[str, int]:
    """Return when each file of a folder was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


@pytest.fixture
def copied(out: Path, tmp_path: Path) -> Path:
    """A copy of all that the build reads, in which a test may change files, with what was built of it."""
    shutil.copytree(
        PROJECT / "site", tmp_path / "site", ignore=shutil.ignore_patterns("node_modules")
    )
    shutil.copytree(PROJECT / "estimator", tmp_path / "estimator")
    shutil.copytree(CASES, tmp_path / "tests" / "cases")
    (tmp_path / "site" / "runtime" / "node_modules").symlink_to(RUNTIME / "node_modules")
    shutil.copytree(out, tmp_path / "out")
    return tmp_path


def test_another_shell_for_the_same_python(copied: Path) -> None:
    """After a change of the shell only that is built again; what Python starts from stays, and is not written anew."""
    built = copied / "out"
    before, written = manifest_in(built), times(built / "runtime")
    styles = copied / "site" / "shell" / "styles.css"
    styles.write_text(f"{styles.read_text()}\n.another {{ color: red }}\n")
    subprocess.run(["node", copied / "site" / "runtime" / "build.mjs", built], check=True)
    after = manifest_in(built)

    assert written == times(built / "runtime")
    assert before["runtime"] == after["runtime"]
    assert before["shell"]["styles"] != after["shell"]["styles"]
    assert not (built / before["shell"]["styles"]).exists()
    assert ".another" in (built / after["shell"]["styles"]).read_text()


def test_what_python_is_built_again_for(copied: Path) -> None:
    """A change of any file that it is made of is noticed; others leave what was built."""
    made_of = [
        "estimator/policy.toml", "estimator/bridge.py", "tests/cases/estimates.toml", "site/.browserslistrc",
        "site/shell/image.js", "site/runtime/slim.mjs", "site/runtime/packing.py", "site/runtime/package-lock.json",
    ]  # fmt: skip
    others = ["site/shell/worker.js", "site/runtime/offline.mjs", "site/pages/markers.py"]
    script = f"import {{ hashOfSources }} from {json.dumps(str(copied / 'site' / 'runtime' / 'sources.mjs'))}\nconsole.log(await hashOfSources())"
    before = node(script)
    noticed = []
    for name in [*made_of, *others]:
        file = copied / name
        kept = file.read_bytes()
        file.write_bytes(kept + b"\n")
        noticed += [name] if node(script) != before else []
        file.write_bytes(kept)

    assert made_of == noticed


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
