"""The oldest browsers that can run the estimator: read from `site/.browserslistrc`, which the checks use."""

from __future__ import annotations

import re
from pathlib import Path

from pages.page_context import PageContext

FILE = Path(__file__).parents[1] / ".browserslistrc"
PROMISE = re.compile(r"^(\w+) >= ([\d.]+)$", re.MULTILINE)
NAMES = {
    "chrome": "Chrome",
    "edge": "Edge",
    "firefox": "Firefox",
    "safari": "Safari",
    "ios_saf": "iOS",
}


def oldest_browsers(context: PageContext) -> str:
    """Return the browsers with their oldest versions, as a list in a sentence."""
    promised = PROMISE.findall(FILE.read_text(encoding="utf-8"))
    return context.text("comma").join(f"{NAMES[name]} {version}" for name, version in promised)
