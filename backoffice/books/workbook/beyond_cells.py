"""What a workbook holds beside the values of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from backoffice.books.extras import Extra, Kind
from backoffice.books.workbook.package.contents import contents_of
from backoffice.books.workbook.package.parts import Package

_PARTS = {
    Kind.PICTURES: re.compile(r"xl/(media/|drawings/drawing[^/]*\.xml$)"),
    Kind.CHARTS: re.compile(r"xl/charts/chart[^/]*\.xml$"),
    Kind.NOTES: re.compile(r"xl/(comments[^/]*\.xml|comments/|threadedComments/)"),
    Kind.PIVOTS: re.compile(r"xl/pivotTables/"),
    Kind.MACROS: re.compile(r"xl/vbaProject\.bin$"),
    Kind.OTHER: re.compile(r"xl/(chartsheets|dialogsheets|macrosheets)/[^/]+\.xml$"),
}
_IN_TAB = {
    Kind.FORMULAS: re.compile(rb"<(?:[\w.-]+:)?f[\s>]"),
    Kind.MERGED: re.compile(rb"<(?:[\w.-]+:)?mergeCell\s"),
}


def extras_of(path: Path) -> list[Extra]:
    """Return what a copy of the workbook at `path` would lack.

    Raises:
        OSError: If it cannot be read.
        BookUnavailableError: If it is no workbook.
    """
    package = Package(path.read_bytes())
    return sorted(_found(package))


def _found(package: Package) -> Iterator[Extra]:
    found = {
        kind: [name for name in package.names if pattern.match(name)]
        for kind, pattern in _PARTS.items()
    }
    if found[Kind.CHARTS]:  # a chart lies on a drawing, which is none by itself
        found[Kind.PICTURES] = [n for n in found[Kind.PICTURES] if n.startswith("xl/media/")]
    yield from (Extra("", kind.name) for kind, names in found.items() if names)
    for name, part in contents_of(package).sheets.items():
        xml = package.read(part)
        for kind, mark in _IN_TAB.items():
            if count := len(mark.findall(xml)):
                yield Extra(name, kind.name, count)
