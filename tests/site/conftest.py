"""The site, built once for all tests that read it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
ADDRESS = "https://repair.example/"
DAY = "2026-05-20"


def build(out: Path, config: Path = PROJECT / "mkdocs.yml") -> subprocess.CompletedProcess[str]:
    """Build the site strictly into `out`, without the browser's runtime, as on a day in May 2026."""
    return mkdocs(out, {"SITE_RUNTIME": "none"}, config)


def mkdocs(
    out: Path,
    settings: dict[str, str],
    config: Path = PROJECT / "mkdocs.yml",
    generator: str = "mkdocs",
) -> subprocess.CompletedProcess[str]:
    """Build the site strictly into `out`, as on a day in May 2026, with more environment variables."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", generator, "build", "--strict", "--quiet",
         "--config-file", str(config), "--site-dir", str(out)],
        env={**os.environ, "SITE_DAY": DAY, "SITE_URL": ADDRESS, "NO_MKDOCS_2_WARNING": "1", **settings},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder` while one process builds there."""
    lock = folder / "lock"
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            time.sleep(0.1)
    try:
        yield
    finally:
        lock.rmdir()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site without the browser's runtime, built once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "built-site"
    with locked(shared):
        if not (folder / "_headers").exists():
            begun = time.perf_counter()
            done = build(folder)
            assert done.returncode == 0, done.stdout + done.stderr
            print(f"\nsite built in {time.perf_counter() - begun:.1f} s")
    return folder
