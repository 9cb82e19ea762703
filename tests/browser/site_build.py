"""Builds the site with its runtime, as on a day in May 2026."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site.conftest import PROJECT, mkdocs

RUNTIME = PROJECT / "site" / "runtime"
MADE = PROJECT / "dist" / "runtime"
"""What `make runtime` leaves: of the same sources, the same files, so they are not made a second time."""
DATA = '<script type="application/json" id="estimate-data">{'


def build(folder: Path, patience: int) -> Path:
    """Build into `folder` and return the folder of the site in it.

    Args:
        patience: Seconds without a message from the worker before the page reports a failure.
    """
    if not shutil.which("node"):
        pytest.fail("no Node.js: install it, version 20.19 or newer")
    site, runtime = folder / "site", folder / "runtime"
    if MADE.is_dir():
        shutil.copytree(MADE, runtime)
    subprocess.run(["node", RUNTIME / "build.mjs", runtime], check=True)
    done = mkdocs(site, {"SITE_RUNTIME": str(runtime)})
    assert done.returncode == 0, done.stdout + done.stderr
    for page in site.glob("**/estimator/index.html"):
        text = page.read_text(encoding="utf-8")
        assert text.count(DATA) == 1
        page.write_text(text.replace(DATA, f'{DATA}"patience": {patience}, '), encoding="utf-8")
    write_service_worker(site)
    return site


def write_service_worker(site: Path) -> None:
    """Write the service worker of `site`, with the list of its files."""
    subprocess.run(["node", RUNTIME / "offline.mjs", site], check=True)
