"""The same site from MkDocs and from its fork ProperDocs."""

from __future__ import annotations

from pathlib import Path

from tests.site.conftest import mkdocs


def test_properdocs_builds_the_same_files(site: Path, tmp_path: Path) -> None:
    """ProperDocs, the fork that keeps hooks and plugins, builds the same bytes as MkDocs."""
    other = tmp_path / "properdocs"
    done = mkdocs(other, {"SITE_RUNTIME": "none"}, generator="properdocs")

    assert done.returncode == 0, done.stdout + done.stderr
    assert files(other) == files(site)


def files(folder: Path) -> dict[str, bytes]:
    """Return what each file of `folder` holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
