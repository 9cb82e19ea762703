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


def build(folder: Path) -> Path:
    """Build into `folder` and return the folder of the site in it."""
    if not shutil.which("node"):
        pytest.fail("no Node.js: install it, version 20.19 or newer")
    site, runtime = folder / "site", folder / "runtime"
    if MADE.is_dir():
        shutil.copytree(MADE, runtime)
    subprocess.run(["node", RUNTIME / "build.mjs", runtime], check=True)
    done = mkdocs(site, {"SITE_RUNTIME": str(runtime)})
    assert done.returncode == 0, done.stdout + done.stderr
    write_service_worker(site)
    return site


def write_service_worker(site: Path) -> None:
    """Write the service worker of `site`, with the list of its files."""
    subprocess.run(["node", RUNTIME / "offline.mjs", site], check=True)
