"""The files of the project, as the tests of its pages read them."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("docs/manual/*.md")}
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/decisions/*.md"), *ROOT.glob("docs/manual/*.md")]
)
"""Pages read in the repository; those of the site are checked as built, in tests/site."""

_TEXTS = {".py", ".md", ".toml", ".html", ".css", ".js", ".json", ".lock", ".yaml", ".yml", ""}


@cache
def tracked():
    """Return every file that belongs to the project: what git tracks, or what was unpacked."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
        return [ROOT / name for name in listed if name and (ROOT / name).exists()]
    except (OSError, subprocess.CalledProcessError):
        kept = (path for path in ROOT.rglob("*") if path.is_file())
        return [path for path in kept if not set(path.relative_to(ROOT).parts) & ignored()]


def ignored():
    """Return the folders that git leaves out."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {line.rstrip("/") for line in lines if line.endswith("/") and "*" not in line}


def texts():
    """Yield every tracked text file with its text."""
    for path in tracked():
        if path.suffix in _TEXTS:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def code_in(text):
    """Return the code of a page: indented blocks and what is between backticks."""
    return "\n".join(re.findall(r"^    .+|`[^`\n]+`", text, re.MULTILINE))
