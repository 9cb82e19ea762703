"""The check of the JavaScript refuses what a promised browser lacks, and nothing else."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SITE = HERE.parents[1] / "site"

REFUSED = {
    "Response.json({})": "api.Response.json_static is missing in",
    "Response['json']({})": "api.Response.json_static is missing in",
    "AbortSignal.any([])": "api.AbortSignal.any_static is missing in",
    "document.querySelector('a')?.checkVisibility()": "api.Element.checkVisibility is missing in Safari",
    "const { groupBy } = Map": "javascript.builtins.Map.groupBy is missing in",
    "[3, 1].toSorted()": "javascript.builtins.Array.toSorted is missing in Firefox",
    "new Uint8Array(3).toSorted()": "javascript.builtins.TypedArray.toSorted is missing in Firefox",
    "new Intl.Segmenter('ja')": "javascript.builtins.Intl.Segmenter.Segmenter is missing in Firefox",
    "WebAssembly.JSTag": "webassembly.api.JSTag_static is missing in",
    "cookieStore": "api.Window.cookieStore is missing in",
}
ALLOWED = (
    "new Response().json()",
    "Response.error().clone()",
    "document.body.replaceChildren()",
    "[3, 1].findLast(Boolean)",
    "new Intl.DateTimeFormat('ja').formatToParts()",
    "WebAssembly.compile(new Uint8Array(8)).then(WebAssembly.Module.exports)",
    "console.warn(Object.hasOwn({}, 'a'), structuredClone(1))",
    "self.onmessage = null",
)
NEWER_SYNTAX = ("/[a-z--b]/v", "/(?i:a)/", "import a from './a' with { type: 'json' }")
Refusals = dict[str, dict[int, list[str]]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of all that the check reads, to be spoilt."""
    if not (HERE / "node_modules" / "eslint").exists():
        pytest.fail("no ESLint: npm ci --prefix tests/lint")
    copy = tmp_path_factory.mktemp("project")
    shutil.copytree(SITE, copy / "site", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(HERE, copy / "tests" / "lint", ignore=shutil.ignore_patterns("node_modules"))
    (copy / "tests" / "lint" / "node_modules").symlink_to(HERE / "node_modules")
    return copy


@pytest.fixture(scope="module")
def refusals(project: Path) -> Refusals:
    """Return what the check says of some modules of the page, by module and line."""
    names = "".join(f";{code}\n" for code in (*REFUSED, *ALLOWED))
    modules = {"names": names, **{f"newer{at}": code for at, code in enumerate(NEWER_SYNTAX)}}
    for name, code in modules.items():
        (project / "site" / "shell" / f"{name}.js").write_text(code)
    eslint = project / "tests" / "lint" / "node_modules" / "eslint" / "bin" / "eslint.js"
    files = [f"site/shell/{name}.js" for name in modules]
    done = subprocess.run(
        ["node", eslint, "-c", "tests/lint/eslint.config.mjs", "-f", "json", *files],
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert not done.stderr
    found: Refusals = {}
    for result in json.loads(done.stdout):
        lines = found.setdefault(Path(result["filePath"]).stem, {})
        for message in result["messages"]:
            lines.setdefault(message["line"], []).append(message["message"])
    return found


def test_names_that_a_promised_browser_lacks(refusals: Refusals) -> None:
    """Each is refused by its own name: static or not, inherited, taken apart, in a namespace."""
    found = refusals["names"]

    assert list(found) == list(range(1, len(REFUSED) + 1))
    for (message,), expected in zip(found.values(), REFUSED.values(), strict=True):
        assert message.startswith(expected)


def test_newer_syntax(refusals: Refusals) -> None:
    """What a promised browser cannot read is no JavaScript here."""
    for at in range(len(NEWER_SYNTAX)):
        assert "Parsing error" in refusals[f"newer{at}"][1][0]
