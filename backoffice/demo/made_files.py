"""The record of what the demo made in a folder; it replaces these files and no others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from backoffice.messages.errors import RefusedError

RECORD = "made-by-demo.json"
"""Name of the record: the path of each file below the folder, and its SHA-256."""


def files_of(folder: Path) -> list[Path]:
    """Return every file below `folder`, without hidden ones: the lock of a run is one."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if not path.name.startswith("."))


def record_of(folder: Path) -> str:
    """Return the record of every file below `folder`."""
    made = {path.relative_to(folder).as_posix(): _digest(path) for path in files_of(folder)}
    return json.dumps({"made": made}, ensure_ascii=False, indent=1) + "\n"


def replaceable(folder: Path) -> list[Path]:
    """Return the files of `folder` that an earlier demo made and nobody changed; none of a new folder.

    Raises:
        NotADirectoryError: If it is a file.
        RefusedError: If anything else would have to give way: a folder that is not empty and has no
            record, or a file that changed since the demo made it.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return []
    made = _recorded(folder)
    if made is None:
        found = min(path.name for path in folder.iterdir())
        raise RefusedError("play.not-empty", folder=folder, name=found)
    present = {folder / name: digest for name, digest in made.items() if (folder / name).exists()}
    for path, digest in present.items():
        if path.is_symlink() or not path.is_file() or _digest(path) != digest:
            raise RefusedError("play.file-changed", path=path)
    return [*present, folder / RECORD]


def _recorded(folder: Path) -> Mapping[str, str] | None:
    """Return the record in `folder`; None if there is none, or it is not one of ours."""
    try:
        made = json.loads((folder / RECORD).read_text(encoding="utf-8"))["made"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(made, dict) or not all(map(_is_below, made)):
        return None
    return made


def _is_below(name: str) -> bool:
    """Return whether the path `name` leads to something below its folder."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
