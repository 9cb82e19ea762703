"""Compiles and packs the modules that the browser needs.

Runs inside Pyodide, so that the compiled files have the magic number of its Python.
"""

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
    """Return the library of sources with the modules in `stand_ins`, by path, replaced.

    Raises:
        KeyError: If the library has no such module: Pyodide has changed.
    """
    with ZipFile(LIBRARY) as archive:
        if missing := stand_ins.keys() - set(archive.namelist()):
            raise KeyError(f"nothing in Pyodide's library to stand in for: {sorted(missing)}")
        files = {path: archive.read(path) for path in archive.namelist()}
    return _packed(files | {path: source.encode() for path, source in stand_ins.items()})


def pack_library(paths: list[str]) -> bytes:
    """Return a zip of the modules at `paths`, compiled, without docstrings and line numbers."""
    with ZipFile(LIBRARY) as archive:
        files = {
            f"{path}c": _compiled(archive.read(path), path, _level(path), _without_lines)
            for path in paths
        }
    return _packed(files)


def pack_estimator(folder: str) -> bytes:
    """Return a zip of the estimator in `folder`, compiled, with its TOML files unchanged."""
    files = {}
    for file in sorted(Path(folder).rglob("*")):
        path = f"estimator/{file.relative_to(folder).as_posix()}"
        if file.suffix == ".py":
            files[f"{path}c"] = _compiled(file.read_bytes(), path, 0)
        elif file.suffix == ".toml":
            files[path] = file.read_bytes()
    return _packed(files)


def _level(path: str) -> int:
    return 0 if path.startswith(KEEPS_DOCSTRINGS) else 2


def _compiled(
    source: bytes,
    path: str,
    level: int,
    trimmed: Callable[[CodeType], CodeType] = lambda code: code,
) -> bytes:
    code = trimmed(compile(source, path, "exec", dont_inherit=True, optimize=level))
    return bytes(_code_to_hash_pyc(code, source_hash(source), checked=False))


def _without_lines(code: CodeType) -> CodeType:
    """Return `code` without its line numbers, which are a third of the compressed library."""
    constants = (
        _without_lines(one) if isinstance(one, CodeType) else one for one in code.co_consts
    )
    return code.replace(co_linetable=b"", co_consts=tuple(constants))


def _packed(files: dict[str, bytes]) -> bytes:
    """Return a reproducible zip, stored without compression: the server compresses it better."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for path, content in files.items():
            archive.writestr(ZipInfo(path), content)
    return buffer.getvalue()
