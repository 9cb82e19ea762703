"""Drawings of the work, and QR codes: outlines that print sharp at any size."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def drawing_of(service: str) -> str | None:
    """Return the drawing of a service as SVG; None where there is none."""
    if not service.replace("-", "").isalnum():
        return None
    file = files("backoffice.outputs.papers").joinpath("drawings", f"{service}.svg")
    return file.read_text(encoding="utf-8").replace("\n", "") if file.is_file() else None


def drawings_of(services: Iterable[str]) -> dict[str, str]:
    """Return the drawings that there are, by service."""
    found = {service: drawing_of(service) for service in dict.fromkeys(services)}
    return {service: svg for service, svg in found.items() if svg}


def qr_code(text: str) -> str:
    """Return `text` as a QR code in SVG; it survives a scratch over an eighth of it."""
    import segno

    code = segno.make(text, error="q", micro=False, boost_error=False)
    svg: str = code.svg_inline(border=0, omitsize=True, dark="#000", svgclass=None, lineclass=None)
    return (
        svg
        if "xmlns" in svg
        else svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )
