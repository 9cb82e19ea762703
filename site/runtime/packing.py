"""Compile and pack what the browser needs.  Runs inside Pyodide, so that the magic number is its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib._bootstrap_external import (  # type: ignore[attr-defined]
    _code_to_hash_pyc,  # as py_compile writes it
)
from importlib.util import source_hash
from io import BytesIO
from pathlib import Path
from types import CodeType
from zipfile import ZIP_STORED, ZipFile, ZipInfo

LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
KEEPS_DOCSTRINGS = ("_pyodide/", "pyodide/")  # Pyodide copies them while it starts


def replaced_library(stand_ins: dict[str, str]) -> bytes:
    """Return the library of sources with `stand_ins`, by place, instead of its own modules.

    Raises:
        KeyError: If the library has no such module: Pyodide has changed.
    """
    with ZipFile(LIBRARY) as whole:
        if missing := stand_ins.keys() - set(whole.namelist()):
            raise KeyError(f"nothing in Pyodide's library to stand in for: {sorted(missing)}")
        files = {place: whole.read(place) for place in whole.namelist()}
    return _packed(files | {place: source.encode() for place, source in stand_ins.items()})


def pack_library(places: list[str]) -> bytes:
    """Return a zip of the modules at `places`, compiled, without docstrings and line numbers."""
    with ZipFile(LIBRARY) as whole:
        files = {
            f"{place}c": _compiled(whole.read(place), place, _level(place), _without_lines)
            for place in places
        }
    return _packed(files)


def pack_estimator(folder: str) -> bytes:
    """Return a zip of the estimator in `folder`, compiled, with its policy as it stands."""
    files = {}
    for path in sorted(Path(folder).rglob("*")):
        place = f"estimator/{path.relative_to(folder).as_posix()}"
        if path.suffix == ".py":
            files[f"{place}c"] = _compiled(path.read_bytes(), place, 0)
        elif path.suffix == ".toml":
            files[place] = path.read_bytes()
    return _packed(files)


def _level(place: str) -> int:
    return 0 if place.startswith(KEEPS_DOCSTRINGS) else 2


def _compiled(
    source: bytes,
    place: str,
    level: int,
    trimmed: Callable[[CodeType], CodeType] = lambda code: code,
) -> bytes:
    code = trimmed(compile(source, place, "exec", dont_inherit=True, optimize=level))
    return bytes(_code_to_hash_pyc(code, source_hash(source), checked=False))


def _without_lines(code: CodeType) -> CodeType:
    """Return `code` without its line numbers, which are a third of the compressed library."""
    constants = (
        _without_lines(one) if isinstance(one, CodeType) else one for one in code.co_consts
    )
    return code.replace(co_linetable=b"", co_consts=tuple(constants))


def _packed(files: dict[str, bytes]) -> bytes:
    """Return a zip that is the same for the same files.  Stored: the server compresses it better."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for place, content in files.items():
            archive.writestr(ZipInfo(place), content)
    return buffer.getvalue()
