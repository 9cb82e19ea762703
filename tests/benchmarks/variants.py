"""What the estimator page is measured against: the sites that `tests.benchmarks.page` serves beside ours."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import brotli

from tests.browser.site_build import RUNTIME, write_service_worker
from tests.site.conftest import PROJECT

REQUEST = {
    "asked": "2026-05-20",
    "arrives": "2026-06-01",
    "items": [{"material": "gold-plated", "services": {"refinish": 1, "stone": 3}}],
}
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

WITHOUT_IMAGE = {
    "const image = compiled('image', count.image)": "const image = Promise.resolve()",
    "import('./image.js').catch(() => importedAnew(new URL('image.js', location.href).href))": "Promise.resolve()",
    "fromImage().catch(fromLibrary)": "fromLibrary('measured without it')",
    "  await Promise.all(Object.values(engine))": "  // ",
}
"""Changes to worker.js after which Python starts from its library, whose transfer begins at once too."""


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
    compress(folder)


def write_without_image(ours: Path, folder: Path) -> None:
    """Write our compressed site `ours` as it would be if there were no image of Python's memory.

    Raises:
        ValueError: If the worker has changed, so that nobody knows what would be measured.
    """
    shutil.copytree(ours, folder)
    manifest = json.loads((folder / "estimator" / "manifest.json").read_text(encoding="utf-8"))
    image, worker = (
        folder / "estimator" / name
        for name in (manifest["runtime"]["image"]["file"], manifest["shell"]["worker"])
    )
    for path in folder.rglob(f"{image.name}*"):
        path.unlink()
    text = (PROJECT / "site" / "shell" / "worker.js").read_text(
        encoding="utf-8"
    )  # the built one is minified
    runtime = {"JSON.parse('{}')": json.dumps(manifest["runtime"])}
    for now, instead in (WITHOUT_IMAGE | runtime).items():
        if text.count(now) != 1:
            raise ValueError(f"worker.js does not have once: {now}. Write WITHOUT_IMAGE anew.")
        text = text.replace(now, instead)
    worker.write_text(text, encoding="utf-8")
    write_service_worker(folder)
    for path in (worker, folder / "sw.js"):
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
