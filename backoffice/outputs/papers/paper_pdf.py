"""A paper as PDF, in fonts of the machine.  Needs the extra ``pdf``; the same bytes each time."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from backoffice.outputs.papers.made_papers import NoPdf
from backoffice.outputs.papers.paper import Paper, each_text, is_drawing

if TYPE_CHECKING:
    import typst

SANS = (
    "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Hiragino Kaku Gothic Pro", "BIZ UDPGothic", "BIZ UDGothic",
    "Yu Gothic", "Meiryo", "Noto Sans JP", "Noto Sans CJK JP", "Source Han Sans JP", "IPAexGothic", "IPAPGothic",
    "IPAGothic", "VL Gothic", "MS PGothic", "MS Gothic",
)  # fmt: skip
"""Fonts with Japanese for the text, the one that looks best first."""

SERIF = (
    "Hiragino Mincho ProN", "Hiragino Mincho Pro", "Yu Mincho", "Noto Serif JP", "Noto Serif CJK JP",
    "Source Han Serif JP", "BIZ UDPMincho", "BIZ UDMincho", "IPAexMincho", "IPAPMincho", "IPAMincho", "MS PMincho",
)  # fmt: skip
"""The same for titles; without one, those of the text."""

LATIN_SERIF = "Libertinus Serif"
"""It comes with Typst."""

_LONG_WORD = re.compile(r"[!-~\u00c0-\u024f]{16}(?=[!-~\u00c0-\u024f]{8})")


def reason_without_pdf() -> NoPdf | None:
    """Return why no PDF can be made on this machine; None where it can."""
    try:
        import typst  # noqa: F401
    except ImportError:
        return NoPdf.EXTRA
    return None if _sans() else NoPdf.FONT


def pdf_of(paper: Paper) -> bytes:
    """Return `paper` as PDF; `reason_without_pdf` has to be None."""
    return compiled(paper, "pdf")[0]


def compiled(paper: Paper, form: Literal["pdf", "png"], ppi: float | None = None) -> list[bytes]:
    """Return `paper` as one PDF, or as a picture of each page; `reason_without_pdf` has to be None."""
    import typst

    serif = [name for name in SERIF if name in _families()] or [_sans()]
    latin = {"name": LATIN_SERIF, "covers": "latin-in-cjk"}
    fonts = {"sans": [_sans()], "serif": [latin, serif[0], _sans()]}
    data = each_text(paper.plain, _breakable) | {"fonts": fonts}
    template = files("backoffice.outputs.papers").joinpath("paper.typ").read_bytes()
    compiler = typst.Compiler(template, font_paths=_fonts())
    said = json.dumps(data, ensure_ascii=False)
    made = compiler.compile(format=form, ppi=ppi, sys_inputs={"paper": said})
    assert made is not None
    return made if isinstance(made, list) else [made]


def _breakable(text: str) -> str:
    """Return a text with a place to break in each long word, and a drawing with the font of the text."""
    if is_drawing(text):
        return text.replace("<svg ", f'<svg font-family="{_sans()}" ', 1)
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", text)


@cache
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts()


@cache
def _families() -> frozenset[str]:
    return frozenset(_fonts().families())


def _sans() -> str:
    """Return the font of the text; empty where the machine has none with Japanese."""
    return next((name for name in SANS if name in _families()), "")
