"""The browsers that show the built site, each behind the interface `Screen`.

Nothing is downloaded: the installed browsers are driven through their own protocols.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

PACKAGES = {
    "chromium": ["chromium"],
    "firefox": ["firefox-esr"],
    "webkit": ["webkit2gtk-driver", "xvfb"],
    "nginx": ["nginx-light", "libnginx-mod-http-brotli-static"],
}
"""What to install on Debian or Ubuntu for each engine, and for the server of `test_nginx.py`."""
BROWSERS = ("chromium", "firefox", "webkit")


def where(engine: str) -> str:
    """Return the path of an engine's program; empty if it, or something it needs, is missing.

    CHROMIUM and FIREFOX may name another program than the one on the path.
    """
    if engine == "chromium":
        return os.environ.get("CHROMIUM") or first("chromium", "google-chrome")
    if engine == "firefox":
        return os.environ.get("FIREFOX") or first("firefox-esr", "firefox")
    if engine == "nginx":
        return first("nginx", "/usr/sbin/nginx")
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    complete = browsers and first("WebKitWebDriver") and first("Xvfb")
    return str(browsers[-1]) if complete else ""


def first(*names: str) -> str:
    """Return the path of the first of these programs that is installed; empty for none."""
    return next(filter(None, map(shutil.which, names)), "")


def missing() -> list[str]:
    """Return the engines that are not installed."""
    return [engine for engine in PACKAGES if not where(engine)]


def advice(engines: list[str]) -> str:
    """Return the command that installs these engines."""
    packages = [package for engine in engines for package in PACKAGES[engine]]
    return f"apt-get install --no-install-recommends {' '.join(packages)}   (.ci/run does it)"
