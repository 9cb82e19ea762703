"""The papers of a month as files: PDFs, many pieces, odd texts, nobody's name, the same bytes twice."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from backoffice import jobs
from backoffice.outputs.papers import paper_pdf
from backoffice.outputs.papers.made_papers import NoPdf
from backoffice.outputs.papers.order import order_of
from backoffice.outputs.papers.order_paper import order_paper
from tests.backoffice.desks import APPROVED, MAY, at, edit
from tests.backoffice.outputs.paper_desks import OWN, closed_in, made_in, pages_of, tickets

PAID = {"back": date(2026, 6, 29), "paid": date(2026, 6, 30), "sent": date(2026, 7, 1)}
HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("https://evil.example","x")',
    "#eval(sys.inputs) $x$ *bold* @ref",
    "Ring\r\nBcc: someone@mail.example",
    "../../../etc/passwd",
    "\u202egnir\u202c \u2066ring\u2069",
    "{{ paper.shop }} {% for x in y %}",
    "]]> </style></head> --><!-- ",
    "x" * 3000,
    "とても長い品名" * 200,
]


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The papers of 200 pieces."""
    return made_in(tmp_path_factory.mktemp("many"), closed_in("ja", *tickets(200)))


@pytest.mark.parametrize("name", ["workshop-order.pdf", "packing-slip.pdf", "labels.pdf"])
def test_two_hundred_pieces_are_all_there(many, name):
    """Each ticket is on its paper once, in order, over all pages."""
    found = re.findall(r"R-\d{5}", "\n".join(pages_of(many[name])))

    assert [f"R-{101 + number:05}" for number in range(200)] == found


@pytest.mark.parametrize("name", ["workshop-order.pdf", "packing-slip.pdf"])
def test_each_page_has_headings_and_its_number(many, name):
    """The headings are repeated while the table goes on; page n of m is on each."""
    pages = pages_of(many[name])

    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)} ページ" in page
        assert ("受付番号" in page) == bool(re.search(r"R-\d{5}", page))


def test_a_total_is_on_the_page_of_a_piece():
    """Where the last piece fills a page to its end, it goes to the next one with the total."""
    desk = jobs.read_desk(at(closed_in("en", *tickets(14)), "2026-07-01 09:00"))
    order = order_of(MAY, desk.ledger, desk.run.policy.undated, "en")

    for first, last in [(0, 5), (3, 11), (0, 14)]:
        paper = order_paper(replace(order, pieces=order.pieces[first:last]))
        (page,) = [page for page in pages_of(paper_pdf.pdf_of(paper)) if "Total, net" in page]
        assert f"R-{100 + last:05}" in page


def test_labels_fill_sheets_of_twenty_four(many):
    """Two hundred labels are nine sheets."""
    assert [24] * 8 + [8] == [len(re.findall(r"R-\d{5}", page)) for page in pages_of(many["labels.pdf"])]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
def test_one_piece_is_one_page(tmp_path, language):
    """Order, slip and labels of a single piece fill a page each."""
    made = made_in(tmp_path, closed_in(language, *tickets(1), policy=OWN))

    names = ("workshop-order.pdf", "packing-slip.pdf", "labels.pdf")
    assert [1, 1, 1] == [len(pages_of(made[name])) for name in names]


def test_every_font_is_embedded(many):
    """A reader needs no font of its own, and the PDF says the month as its date."""
    reader = PdfReader(many["workshop-order.pdf"])
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]

    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)
    assert date(2026, 6, 1) == reader.metadata.creation_date.date()


def test_nothing_leaves_its_page(tmp_path):
    """Long words and long texts stay between the edges of the paper."""
    rows = [APPROVED | {"piece": text} for text in HOSTILE[-2:]]
    made = made_in(tmp_path, closed_in("en", *rows))
    starts, long = [], []

    def see(text, place, matrix, *_):
        if text.strip():
            starts.append(place[4] + place[0] * matrix[4])
            long.extend(re.findall("x+", text))

    for page in PdfReader(made["workshop-order.pdf"]).pages:
        page.extract_text(visitor_text=see)
        assert 0 < min(starts) < max(starts) < float(page.mediabox.width)
    assert 3000 <= sum(map(len, long))
    assert max(map(len, long)) < 50


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_stays_text(tmp_path, text):
    """No markup, formula, path, header or direction comes of it, in any form of any paper."""
    run = closed_in("en", APPROVED | {"piece": text, "name": f"{text} Mori"})
    edit(run, 2, **PAID)
    made = made_in(tmp_path, run)

    for path in made.values():
        assert path.is_relative_to(tmp_path)
        assert re.fullmatch(r"(workshop-order|packing-slip|labels|month-report|receipt-R-00101)[-0-9]*\.(xlsx|html|pdf)", path.name)  # fmt: skip
    for name, path in made.items():
        if path.suffix == ".html":
            page = path.read_text(encoding="utf-8")
            assert [] == re.findall("[\u202a-\u202e\u2066-\u2069]|<script|<img|<!--", page)
            assert 1 == page.count("</head>") == page.count("</style>")
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
                assert all(b"<f>" not in file.read(part) for part in file.namelist()), name


NAMES = [
    ("山田花子の指輪", "山田 花子", ["山田", "花子"]),
    ("K18リング山田花子", "山田花子", ["山田", "花子"]),
    ("ヤマダさんの指輪", "山田花子(ヤマダ ハナコ)", ["ヤマダ", "ハナコ"]),
    ("ﾔﾏﾀﾞさんの指輪", "山田花子(ヤマダ ハナコ)", ["ヤマダ", "ﾔﾏﾀﾞ"]),
    ("やまださんの指輪", "やまだはなこ", ["やまだ"]),
    ("Emma's ring, call 090-1234-5678", "Emma Brown", ["Emma", "090-1234"]),
    ("ＥＭＭＡ ＢＲＯＷＮ ring", "Emma Brown", ["ＥＭＭＡ", "ＢＲＯＷＮ"]),
    ("José García's ring", "José García", ["José", "García"]),
    ("Ring, zq@mail.example", "Zacharias Quist", ["zq@", "mail.example"]),
    ("髙橋様の指輪", "高橋一郎", ["髙橋", "高橋"]),
]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_nobody_is_named_where_pieces_go(tmp_path, language):
    """Order, slip, labels and report hold no name, however it is written, nor address or number."""
    rows = [
        APPROVED | {"piece": piece, "name": name, "order": f"ORD-{number}77", "address": "東京都港区1-2-3", "phone": "03-9876-5432"}
        for number, (piece, name, _) in enumerate(NAMES)
    ]  # fmt: skip
    run = closed_in(language, *rows)
    edit(run, 2, **PAID)
    made = made_in(tmp_path, run)
    secrets = [part for _, _, parts in NAMES for part in parts]
    secrets += ["港区", "9876", "hanako@", "photos.example", "ORD-"]

    for name, path in made.items():
        if not name.startswith("receipt"):
            text = text_in(path)
            assert [] == [secret for secret in secrets if secret in text], name


def text_in(path):
    if path.suffix == ".pdf":
        return "\n".join(pages_of(path))
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as file:
        return "\n".join(file.read(name).decode() for name in file.namelist())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_all_papers_are_the_same_bytes_twice(tmp_path, language):
    """Every file of the month, receipts and PDFs too, made again elsewhere on the same day."""
    run = closed_in(language, *tickets(6), policy=OWN)
    edit(run, 2, **PAID)
    one, two = (made_in(tmp_path / name, run) for name in ("one", "two"))

    assert "receipt-R-00101.pdf" in one
    assert {name: path.read_bytes() for name, path in one.items()} == {
        name: path.read_bytes() for name, path in two.items()
    }


def test_a_corrected_receipt_does_not_replace_the_first(tmp_path):
    """It gets a number, and the first one is named."""
    run = closed_in("en", *tickets(1))
    edit(run, 2, **PAID)
    first = made_in(tmp_path, run)["receipt-R-00101.html"]
    before = first.read_bytes()
    edit(run, 2, name="Somebody Else")

    assert {"receipt-R-00101-2.html", "receipt-R-00101-2.pdf"} <= set(made_in(tmp_path, run))
    assert before == first.read_bytes()


def test_without_the_extra_there_are_pages(tmp_path, monkeypatch):
    """Where Typst is not installed the other forms are made, and the reason is given."""
    monkeypatch.setitem(sys.modules, "typst", None)

    made = made_in(tmp_path, closed_in("en", *tickets(1)))

    assert NoPdf.EXTRA == paper_pdf.reason_without_pdf()
    assert {"workshop-order.xlsx", "workshop-order.html", "packing-slip.html", "labels.html", "month-report.html"} == set(made)  # fmt: skip


def test_without_a_japanese_font_there_are_pages(monkeypatch):
    """A machine without Japanese letters makes no PDF full of boxes."""
    monkeypatch.setattr(paper_pdf, "_families", lambda: frozenset({"Arial", "DejaVu Sans"}))

    assert NoPdf.FONT == paper_pdf.reason_without_pdf()
