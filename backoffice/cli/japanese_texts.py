"""Japanese for what click and the estimator say in English: ``japanese_texts.toml`` beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def japanese_texts() -> Mapping[str, Mapping[str, str]]:
    """Return the texts by group and key."""
    text = files("backoffice.cli").joinpath("japanese_texts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
