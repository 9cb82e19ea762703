"""Desks whose papers the tests look at, and the papers as text."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
from pypdf import PdfReader

from backoffice import jobs
from tests.backoffice.desks import APPROVED, MAY, at, run_of
from tests.tools.casebook import policy_with

SERVICES = [
    "refinish",
    "clean",
    "chain",
    "stone",
    "gold-plating",
    "rhodium-plating",
    "brazing",
    "reshape",
]
REGISTERED = [
    {"at": "invoice.registration", "value": "T8700110005901"},
    {"at": "trader.seller", "value": {"en": "Example Jewellery Ltd.", "ja": "株式会社見本宝飾"}},
    {"at": "trader.address", "value": {"en": "1-2-3 Sample, Tokyo", "ja": "東京都見本区1-2-3"}},
]
AGREED = [
    {
        "at": "workshop",
        "value": {
            "name": {"en": "Sample Workshop", "ja": "見本工房"},
            "deliver_to": {"en": "the shop", "ja": "当店"},
            "inspection_days": 7,
            "payment_months": 1,
            "payment": {"en": "bank transfer", "ja": "銀行振込"},
            "fees": {
                code: [{"from": date(2026, 1, 1), "value": 300 + 100 * at}]
                for at, code in enumerate(SERVICES)
            },
        },
    }
]
"""The terms with a workshop, all filled in: refinish 300, clean 400 and so on."""

OWN = policy_with([*REGISTERED, *AGREED])

WORKS = [
    {"service:refinish": 1},
    {"service:refinish": 0, "service:stone": 3},
    {"service:chain": 1, "material": "gold-plated", "replating": "not sure"},
    {"service:clean": 1, "service:gold-plating": 1, "service:reshape": 1},
    {"service:refinish": 0, "service:brazing": 1, "material": "rhodium-plated"},
]
PIECES = ["Ring with three stones", "細身のネックレス（40cm）", "ピアス 左のみ 💍", "Brooch", ""]


def tickets(count):
    """Return `count` approved pieces, with every service among them."""
    return [
        APPROVED | WORKS[number % 5] | {"piece": PIECES[number % 5], "order": f"A-{number:04}"}
        for number in range(count)
    ]


def closed_in(language, *rows, policy=None):
    """Return a run on a desk that closed May with `rows`."""
    how = {"policy": policy} if policy else {}
    run = run_of(*rows, language=language, now="2026-06-01 09:00", pad=len(rows) + 5, **how)
    jobs.close(run, MAY)
    return run


def made_in(folder, run, now="2026-07-01 09:00"):
    """Make the papers of May; return each by its name without the month."""
    made = jobs.papers(jobs.read_desk(at(run, now)), MAY, folder)
    return {path.name.replace("-2026-05", ""): path for path in [*made.papers, *made.receipts]}


def pages_of(pdf):
    """Return the text of each page of a PDF."""
    return _texts_of(pdf if isinstance(pdf, bytes) else Path(pdf).read_bytes())


@cache
def _texts_of(data):
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def cells_of(workbook):
    """Return the rows of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def told(paper):
    """Return what a paper says, one line each: for people who compare two of them."""
    plain = paper.plain
    lines = [f"{plain['title']} / {plain['title_other']} / {plain['about']} / {plain['shop']}"]
    lines += [f"  {name}: {value}" for name, value in plain["facts"]]
    for block in plain["blocks"]:
        lines.append(f"[{block.pop('type')}] {block.pop('heading', '')}".rstrip())
        for key, value in block.items():
            entries = value if isinstance(value, list) else [value]
            lines += [f"  {key}: {_in_short(entry)}" for entry in entries if entry]
    return "\n".join(lines) + "\n"


def _in_short(entry):
    if isinstance(entry, dict):
        entry = [entry["heading"], entry["other"], entry["kind"]]
    if isinstance(entry, str):
        return "a drawing" if entry.startswith("<svg ") else entry
    if isinstance(entry, list):
        return " | ".join(_in_short(one) for one in entry)
    return str(entry)
