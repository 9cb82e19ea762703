"""Drawings: files of `site/drawings/`, written into the page so that they take its colours."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from pages.html_elements import Html, tag
from pages.own_photographs import IN_SITE, photograph_of
from pages.page_context import PageContext

FOLDER = Path(__file__).parents[1] / "drawings"
NAMES = FOLDER / "names.toml"
SVG = re.compile(r'<svg xmlns="[^"]*" viewBox="([\d ]+)">(.*)</svg>', re.DOTALL)


def drawing(context: PageContext, name: str, *, silent: bool = False) -> Html:
    """Return a drawing with its description; `silent` where the text beside it says all that it shows.

    The owner's photograph of the same name takes its place.

    Raises:
        KeyError: If there is no drawing called `name`.
    """
    if photograph := photograph_of(name):
        return _photograph(context, name, photograph, silent=silent)
    return line_drawing(context, name, silent=silent)


def line_drawing(context: PageContext, name: str, *, silent: bool = False) -> Html:
    """Return a drawing as `drawing` does, whatever photographs there are: for small places.

    Raises:
        KeyError: If there is no drawing called `name`.
    """
    box, shapes = _shapes(name)
    said = {} if silent else {"role": "img", "aria_label": names()[name][context.language]}
    hidden = "true" if silent else None
    return tag(
        "svg", shapes, class_="drawing", viewBox=box, aria_hidden=hidden, focusable="false", **said
    )


def figure(context: PageContext, *drawn: str) -> Html:
    """Return drawings side by side; what each shows is written under it as well."""
    parts = [
        tag(
            "figure",
            drawing(context, name, silent=True),
            tag("figcaption", names()[name][context.language]),
        )
        for name in drawn
    ]
    return tag("div", *parts, class_="drawings")


def _photograph(context: PageContext, name: str, path: Path, *, silent: bool) -> Html:
    left, top, wide, high = map(int, _shapes(name)[0].split())
    alt = "" if silent else names()[name][context.language]
    source = f"{context.root}{(IN_SITE / path.name).as_posix()}"
    return tag(
        "img", class_="photograph", src=source, alt=alt, width=wide - left, height=high - top
    )


@cache
def names() -> dict[str, dict[str, str]]:
    """Return what each drawing shows, in both languages."""
    return tomllib.loads(NAMES.read_text(encoding="utf-8"))


@cache
def _shapes(name: str) -> tuple[str, Html]:
    """Return the box of a drawing and its shapes, on one line as Markdown needs them."""
    if name not in names():
        raise KeyError(name)
    found = SVG.fullmatch((FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip())
    assert found, f"{name}.svg is written in another form; tests/site/test_drawings.py says which"
    return found[1], Html(found[2].replace("\n", ""))
