"""What the estimator page is measured against: the sites that `tests.benchmarks.page` serves beside ours."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import brotli

from tests.browser.site_build import RUNTIME
from tests.site.conftest import PROJECT

REQUEST = {
    "asked": "2026-05-20",
    "arrives": "2026-06-01",
    "items": [{"material": "gold-plated", "services": {"refinish": 1, "stone": 3}}],
}
PYSCRIPT = Path(__file__).parent / "node_modules" / "@pyscript" / "core" / "dist"
SMALL = {".html", ".js", ".mjs", ".css", ".json", ".zip", ".wasm"}

PLAIN_PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Plain</title>
<p id="estimate-total"></p><script type="module" src="page.js"></script>
"""
PLAIN_SCRIPT = """
const worker = new Worker('worker.js', { type: 'module' })
worker.onmessage = ({ data }) => {
  const { low, high } = JSON.parse(data).total
  document.querySelector('#estimate-total').textContent =
    `¥${low.toLocaleString('en-US')} – ¥${high.toLocaleString('en-US')}`
}
worker.postMessage('REQUEST')
"""
PLAIN_WORKER = """
import { loadPyodide } from './estimator/runtime/pyodide.mjs'
const ready = (async () => {
  const pyodide = await loadPyodide()
  const archive = await (await fetch('estimator-source.zip')).arrayBuffer()
  pyodide.unpackArchive(archive, 'zip')
  return pyodide.runPython('from estimator.bridge import answer; answer')
})()
self.onmessage = async ({ data }) => self.postMessage((await ready)(data))
"""

PYSCRIPT_PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>PyScript</title>
<link rel="stylesheet" href="estimator/pyscript/core.css">
<script type="module" src="estimator/pyscript/core.js"></script>
<p id="estimate-total"></p>
<script type="py" config='CONFIG'>
import json
from pyscript import document
from estimator.bridge import answer
total = json.loads(answer('''REQUEST'''))["total"]
document.querySelector("#estimate-total").textContent = f"¥{total['low']:,} – ¥{total['high']:,}"
</script>
"""
PYSCRIPT_CONFIG = {
    "interpreter": "/estimator/runtime/pyodide.mjs",
    "files": {"/estimator-source.zip": "./*"},
}


def write_plain(folder: Path) -> None:
    """Write the page that Pyodide's documentation begins with."""
    kept_for_ever = folder / "estimator" / "runtime"
    shutil.copytree(RUNTIME / "node_modules" / "pyodide", kept_for_ever)
    (folder / "index.html").write_text(PLAIN_PAGE)
    (folder / "page.js").write_text(PLAIN_SCRIPT.replace("REQUEST", json.dumps(REQUEST)))
    (folder / "worker.js").write_text(PLAIN_WORKER)
    (folder / "_headers").write_text(
        "/*\n  X-Content-Type-Options: nosniff\n"  # the first rule is for the path of the site
        "/estimator/runtime/*\n  Cache-Control: max-age=31536000, immutable\n"
    )
    with zipfile.ZipFile(folder / "estimator-source.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((PROJECT / "estimator").rglob("*")):
            if path.suffix in {".py", ".toml"}:
                archive.write(path, path.relative_to(PROJECT))
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json"):
        compress_file(kept_for_ever / name)
    for path in folder.glob("*.*"):
        compress_file(path)


def write_pyscript(plain: Path, folder: Path) -> None:
    """Write the page that PyScript's documentation begins with, beside the Pyodide and the package of `plain`.

    Raises:
        FileNotFoundError: If PyScript is not there: ``npm ci --prefix tests/benchmarks``.
    """
    shutil.copytree(plain, folder)
    shutil.copytree(PYSCRIPT, folder / "estimator" / "pyscript")
    page = PYSCRIPT_PAGE.replace("CONFIG", json.dumps(PYSCRIPT_CONFIG))
    (folder / "index.html").write_text(page.replace("REQUEST", json.dumps(REQUEST)))
    compress_file(folder / "index.html")
    compress(folder / "estimator" / "pyscript")


def compress_what_is_asked_for(site: Path) -> None:
    """Compress what the estimator page of our `site` asks for, without what a start from the library needs."""
    manifest = json.loads((site / "estimator" / "manifest.json").read_text(encoding="utf-8"))
    rare = {
        manifest["runtime"][name]["file"].rpartition("/")[2]
        for name in ("library", "estimator", "fullModule", "fullWasm")
    }
    compress(site / "assets")
    for path in (site / "estimator").rglob("*"):
        if path.suffix in SMALL and path.name not in rare:
            compress_file(path)


def compress(folder: Path) -> None:
    """Put a compressed copy beside each file that gains by it."""
    for path in folder.rglob("*"):
        if path.suffix in SMALL:
            compress_file(path)


def compress_file(path: Path) -> None:
    """Put a compressed copy beside `path`, if it gains by it."""
    content = path.read_bytes()
    small = brotli.compress(content, quality=11)  # as `make compressed` does
    if len(small) < len(content):
        path.with_name(f"{path.name}.br").write_bytes(small)
