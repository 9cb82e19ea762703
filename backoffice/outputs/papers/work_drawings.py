"""Drawings of the work, and QR codes: outlines that print sharp at any size."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO


def drawings_of(services: Iterable[str]) -> dict[str, str]:
    """Return the drawings of services as SVG, by service; not all have one."""
    folder = files("backoffice.outputs.papers").joinpath("drawings")
    found = {service: folder.joinpath(f"{service}.svg") for service in services}
    return {
        service: file.read_text(encoding="utf-8").replace("\n", "")
        for service, file in found.items()
        if file.is_file()
    }


def qr_code(text: str) -> str:
    """Return `text` as a QR code in SVG; it survives a scratch over an eighth of it."""
    import segno

    svg, code = BytesIO(), segno.make(text, error="q", micro=False, boost_error=False)
    look = {"border": 0, "omitsize": True, "dark": "#000", "svgclass": None, "lineclass": None}
    code.save(svg, kind="svg", xmldecl=False, nl=False, **look)
    return svg.getvalue().decode()
