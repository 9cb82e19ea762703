"""Sample workbooks, and functions that read their parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from backoffice.books import open_book
from backoffice.books.changes import Changes
from backoffice.books.new_desks import new_desk
from backoffice.books.workbook.workbook import Workbook
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import LOG, position
from backoffice.sheet.snapshot import Snapshot
from estimator.policy.file import load_policy

POLICY = load_policy().on(date(2026, 6, 1))
NUMBERS = [f"R-{n:05}" for n in range(101, 111)]
TYPED = (
    {"name": "山田 花子", "order": "00123", "piece": "Ring", "enquired": date(2026, 5, 20)},
    {"name": "Emma", "order": "=1+1", "service:stone": 3, "go_ahead": "１，８００円"},
)

ODD_TEXTS = [
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+1",
    "+49 30 1234",
    "@SUM(A1)",
    "'quoted",
    "00123",
    "1e5",
    "  spaces  ",
    "two\nlines",
    "<b>&amp;</b>",
    "_x0041_",
    "💍 ring 👨‍👩‍👧",
    "ﻢﺮﺤﺑﺍ שלום",
    "ｶﾀｶﾅ",
    "ｶﾀｶﾅ １，８００円",
    "TRUE",
    "2026-06-01",
]
"""Texts that a careless program would take for something else."""


def workbook_made(make: Callable[[Path], object]) -> bytes:
    """Return the workbook that `make` leaves at the path that it is given."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.xlsx"
        make(path)
        return path.read_bytes()


@cache
def new_workbook(language: str = "en") -> bytes:
    """Return a fresh book with ten numbered rows, two of them filled in."""
    desk = new_desk(POLICY, language, NUMBERS, TYPED)
    return workbook_made(lambda path: open_book(path).create(desk))


def desk_in(folder: Path, data: bytes | None = None, name: str = "desk.xlsx") -> Workbook:
    """Return a book in `folder`."""
    path = folder / name
    path.write_bytes(new_workbook() if data is None else data)
    return Workbook(path)


def log_row(mark: int | None = None, frees: int | None = None) -> list[object]:
    """Return a row of Log."""
    row: list[object] = [None] * len(LOG)
    row[position(Tab.LOG, "mark")] = mark
    row[position(Tab.LOG, "frees")] = frees
    return row


def logged(read: Snapshot, mark: int, frees: int | None = None, **more: object) -> Changes:
    """Return changes that add one row to Log."""
    name = next(name for name in read.sheets if name in ("Log", "記録"))
    rows = [list(row) for row in read.sheets[name].rows[1:]]
    return Changes(read=read, tabs={Tab.LOG: [*rows, log_row(mark, frees)]}, **more)


def parts(path: Path) -> dict[str, bytes]:
    """Return every part of the package."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def records(path: Path) -> dict[str, bytes]:
    """Return every part as it lies in the file: header, compressed bytes and all."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as file:
        entries = sorted(file.infolist(), key=lambda entry: entry.header_offset)
        borders = [*(entry.header_offset for entry in entries), file.start_dir]
    spans = pairwise(borders)
    return {e.filename: data[start:end] for e, (start, end) in zip(entries, spans, strict=True)}


def changed_parts(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the parts that are not the same any more."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def around_print_area(xml: bytes) -> bytes:
    """Return the part of the workbook without what is printed of Tickets."""
    areas = rb'(name="(?:_xlnm\.|Desk_)Print_Area"[^>]*>)[^<]*'
    return re.sub(areas, rb"\1", xml)


def part_of(path: Path, tab: str) -> str:
    """Return the part that holds `tab`."""
    found = parts(path)
    workbook = found["xl/workbook.xml"].decode()
    marked = re.search(rf'name="{tab}"[^>]*? (?:\w+:)?id="(\w+)"', workbook)
    rels = found["xl/_rels/workbook.xml.rels"].decode()
    element = next(e for e in re.findall("<[^<>]*>", rels) if f'Id="{marked[1]}"' in e)
    target = re.search('Target="([^"]*)"', element)[1]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def repacked(data: bytes, edit) -> bytes:
    """Return the package with its parts as `edit`, given a dict of them, leaves them."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        found = {name: file.read(name) for name in file.namelist()}
    edit(found)
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in found.items():
            file.writestr(name, content)
    return new.getvalue()


def replacing(part: str, old: str | bytes, new: str | bytes):
    """Return an edit of parts that replaces one text of a part, which must be there."""
    before, after = (each.encode() if isinstance(each, str) else each for each in (old, new))

    def edit(found: dict[str, bytes]) -> None:
        assert before in found[part]
        found[part] = found[part].replace(before, after)

    return edit


def saved_again(data: bytes, edit=lambda book: None) -> bytes:
    """Return the workbook as another program saves it, after `edit` has changed what openpyxl reads."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
