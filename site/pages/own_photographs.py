"""The owner's photographs: a file of `docs/pictures/own/` takes the place of the drawing of its name."""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "own"
IN_SITE = Path("assets", "own")
ENDINGS = (".avif", ".webp", ".jpg", ".jpeg", ".png")
"""The smaller first: where a photograph is there twice, that one is used."""


def photograph_of(name: str) -> Path | None:
    """Return the photograph that takes the place of the drawing `name`; None if there is none."""
    found = {path.suffix.lower(): path for path in FOLDER.glob(f"{name}.*")}
    return next((found[ending] for ending in ENDINGS if ending in found), None)


def copy_photographs(site: Path) -> None:
    """Copy the photographs into the built site."""
    paths = [path for path in FOLDER.iterdir() if path.suffix.lower() in ENDINGS]
    if paths:
        (site / IN_SITE).mkdir(parents=True, exist_ok=True)
    for path in paths:
        shutil.copy(path, site / IN_SITE / path.name)
