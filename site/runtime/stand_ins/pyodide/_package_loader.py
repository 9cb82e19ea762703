"""Takes the place of Pyodide's package loader: no package is ever loaded, all that is needed is in the library."""

import sys

from pyodide_js import loadedPackages  # noqa: F401 - a snapshot counts on its having been asked for


class _Folder:
    """A folder that Pyodide asks for while it starts."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
SITE_PACKAGES = _Folder(f"{sys.prefix}/lib/python{_VERSION}/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    """Called while Pyodide starts; there are none."""
