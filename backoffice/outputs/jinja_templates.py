"""The templates of pages, letters and starters."""

from __future__ import annotations

from functools import cache

import jinja2


@cache
def template(path: str, *, trimmed: bool = False) -> jinja2.Template:
    """Return a template; it fails where a value is missing, and in markup every text is escaped.

    Args:
        path: Below this folder: ``letters/letter.html``.
        trimmed: Whether a line with nothing but a statement leaves no line, and the last line its end.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("backoffice.outputs", ""),
        autoescape=jinja2.select_autoescape(["html", "xml", "plist"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=trimmed,
        lstrip_blocks=trimmed,
        keep_trailing_newline=trimmed,
    )
    return environment.get_template(path)
