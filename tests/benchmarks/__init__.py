"""Measurements against named peers, in one run.  Never part of the tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "site"))  # pytest has it from pyproject.toml
