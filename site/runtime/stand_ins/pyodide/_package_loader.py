"""Replaces Pyodide's package loader: no package is loaded, the library contains all modules."""

import sys

from pyodide_js import loadedPackages  # noqa: F401 - the snapshot expects this import


class _Folder:
    """A path that Pyodide reads while it starts."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
SITE_PACKAGES = _Folder(f"{sys.prefix}/lib/python{_VERSION}/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    """Do nothing: Pyodide calls this while it starts, and there are no packages."""
