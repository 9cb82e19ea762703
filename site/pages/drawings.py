"""Drawings: files of `site/drawings/`, written into the page so that they take its colours.

The owner's photographs, files of `docs/pictures/own/`, take the place of the drawings of their names.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from functools import cache
from pathlib import Path

from pages.html_elements import Html, tag
from pages.page_context import PageContext

FOLDER = Path(__file__).parents[1] / "drawings"
NAMES = FOLDER / "names.toml"
PHOTOGRAPHS = Path(__file__).parents[2] / "docs" / "pictures" / "own"
IN_SITE = Path("assets", "own")
ENDINGS = (".avif", ".webp", ".jpg", ".jpeg", ".png")
"""Of photographs; where one is there twice, the first is used, as it is the smaller file."""
SVG = re.compile(r'<svg xmlns="[^"]*" viewBox="([\d ]+)">(.*)</svg>', re.DOTALL)


def drawing(context: PageContext, name: str, *, silent: bool = False) -> Html:
    """Return a drawing or the photograph in its place, with its description.

    `silent` where the text beside it says all that it shows.  A KeyError if there is no drawing called `name`.
    """
    photograph = _photograph_of(name)
    if not photograph:
        return line_drawing(context, name, silent=silent)
    left, top, wide, high = map(int, _shapes(name)[0].split())
    return tag(
        "img",
        class_="photograph",
        src=f"{context.root}{(IN_SITE / photograph.name).as_posix()}",
        alt="" if silent else names()[name][context.language],
        width=wide - left,
        height=high - top,
    )


def line_drawing(context: PageContext, name: str, *, silent: bool = False) -> Html:
    """Return a drawing as `drawing` does, whatever photographs there are: for small places."""
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


def repair_gallery(context: PageContext) -> Html:
    """Return a figure with the price for each service that has a drawing, called ``repair-`` and its code."""
    figures = [
        tag(
            "figure",
            drawing(context, f"repair-{service.code}"),
            tag(
                "figcaption",
                tag("strong", context.in_(service.name)),
                " ",
                tag("span", context.list_price(service.code)),
            ),
        )
        for service in context.policy.offered
        if f"repair-{service.code}" in names()
    ]
    return tag("div", *figures, class_="repairs")


def _photograph_of(name: str) -> Path | None:
    """Return the photograph that takes the place of the drawing `name`; None if there is none."""
    found = {path.suffix.lower(): path for path in PHOTOGRAPHS.glob(f"{name}.*")}
    return next((found[ending] for ending in ENDINGS if ending in found), None)


def copy_photographs(site: Path) -> None:
    """Copy the photographs into the built site."""
    paths = [path for path in PHOTOGRAPHS.iterdir() if path.suffix.lower() in ENDINGS]
    if paths:
        (site / IN_SITE).mkdir(parents=True, exist_ok=True)
    for path in paths:
        shutil.copy(path, site / IN_SITE / path.name)


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
