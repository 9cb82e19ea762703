"""The papers of a month as files: PDFs, many pieces, odd texts, nobody's name; none replaced by another."""

from __future__ import annotations

import re
import sys
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from backoffice import jobs
from backoffice.messages.errors import BackofficeError
from backoffice.outputs.papers import paper_pdf
from backoffice.outputs.papers.made_papers import NoPdf
from backoffice.outputs.papers.order import order_of
from backoffice.outputs.papers.order_paper import order_paper
from tests.backoffice.desks import APPROVED, MAY, at, edit
from tests.backoffice.outputs.paper_desks import (
    OWN,
    cells_of,
    closed_in,
    made_in,
    pages_of,
    tickets,
)

PAID = {"back": date(2026, 6, 29), "paid": date(2026, 6, 30), "sent": date(2026, 7, 1)}
HOSTILE = [
    "=1+1",
    "+81",
    "'SUM(A1)",
    "@ home",
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


def test_what_people_write_stays_text(tmp_path):
    """No markup, formula, path, header or direction comes of it, in any form of any paper."""
    pieces = [APPROVED | {"piece": text, "name": "Mori"} for text in HOSTILE]
    names = [APPROVED | {"name": f"{text} Mori"} for text in HOSTILE]
    run = closed_in("en", *pieces, *names)
    for row in range(2, 2 * len(HOSTILE) + 2):
        edit(run, row, **PAID)
    made = made_in(tmp_path, run)

    assert {*made.values()} == {path for path in tmp_path.rglob("*") if path.is_file()}
    for name, path in made.items():
        assert re.fullmatch(r"(workshop-order|packing-slip|labels|month-report|receipt-R-00\d+)\.(xlsx|html|pdf)", name)  # fmt: skip
        if path.suffix == ".html":
            page = path.read_text(encoding="utf-8")
            assert [] == re.findall("[\u202a-\u202e\u2066-\u2069]|<script|<img|<!--", page), name
            assert 1 == page.count("</head>") == page.count("</style>"), name
    assert "<f>" not in text_in(made["workshop-order.xlsx"])
    cells = [row[2] for row in cells_of(made["workshop-order.xlsx"].read_bytes())[4:-1]]
    assert HOSTILE[:4] == cells[:4]


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
    """Order, slip, labels and report hold no name, however it is written, and nothing else that is personal."""
    typed = {
        "order": "ORD-998877",
        "address": "東京都港区1-2-3",
        "phone": "03-9876-5432",
        "photo": "https://photos.example/secret",
        "notes": "divorce ring",
        "code": "whatever-code",
        "go_ahead": 54321,
    }
    rows = [APPROVED | typed | {"piece": piece, "name": name} for piece, name, _ in NAMES]
    run = closed_in(language, *rows)
    edit(run, 2, **PAID)
    made = made_in(tmp_path, run)
    secrets = [part for _, _, parts in NAMES for part in parts]
    secrets += ["港区", "9876", "hanako@", "photos.example", "ORD-", "divorce", "whatever", "54321"]
    secrets += ["54,321", "Sato"]

    for name, path in made.items():
        if not name.startswith("receipt"):
            text = text_in(path)
            assert [] == [secret for secret in secrets if secret in text], name
    assert "Ring" in text_in(made["workshop-order.xlsx"])


def text_in(path):
    if path.suffix == ".pdf":
        return "\n".join(pages_of(path))
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as file:
        return "\n".join(file.read(name).decode() for name in file.namelist())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_all_papers_are_the_same_bytes_each_time(tmp_path, language):
    """Made again elsewhere, receipts and PDFs too; all but the report also after the sheet was edited and synced."""
    run = closed_in(language, *tickets(6), policy=OWN)
    edit(run, 2, **PAID)
    one, two = (contents(made_in(tmp_path / name, run)) for name in ("one", "two"))
    edit(run, 4, piece="Something else", price=9, material="gold-plated")
    jobs.sync(at(run, "2026-07-20 18:00"))
    three = contents(made_in(tmp_path / "three", run))

    assert one == two
    assert {"receipt-R-00101.pdf", "workshop-order.xlsx", "labels.pdf"} < {*one}
    assert without_report(one) == without_report(three)


def contents(made):
    return {name: path.read_bytes() for name, path in made.items()}


def without_report(made):
    return {name: data for name, data in made.items() if not name.startswith("month-report")}


def test_unchanged_papers_are_not_rewritten(tmp_path):
    """Nothing is written where nothing differs: somebody may have the file open."""
    run = closed_in("en", *tickets(1))
    before, after = (
        {name: path.stat().st_mtime_ns for name, path in made_in(tmp_path, run).items()}
        for _ in range(2)
    )

    assert before == after


ORDER = ("workshop-order{}.html", "workshop-order{}.xlsx")
PARCEL = {*ORDER, "workshop-order{}.pdf", "labels{}.html", "labels{}.pdf", "packing-slip{}.html", "packing-slip{}.pdf"}  # fmt: skip
REPORT = {"month-report.html", "month-report.pdf"}


def numbered(names, mark):
    return {name.format(mark) for name in names}


def test_an_order_is_never_replaced_by_another(tmp_path):
    """Each further order of the month has a number of its own; the ones before stay, and are named."""
    run = closed_in("en", *tickets(1))
    first = made_in(tmp_path, run)
    before = contents(without_report(first))
    jobs.reopen(run, MAY)
    jobs.close(at(run, "2026-06-01 10:00"), MAY)  # an hour later, which the order says
    second, again = (jobs.papers(jobs.read_desk(run), MAY, tmp_path) for _ in range(2))
    (tmp_path / "workshop-order-2026-05-2.html").write_text("printed and saved")
    third = jobs.papers(jobs.read_desk(run), MAY, tmp_path)

    assert before == contents(without_report(first))
    assert numbered(PARCEL, "") | REPORT == {*first}
    assert numbered(PARCEL, "-2") | REPORT == names_of(second.papers)
    assert numbered(ORDER, "") == names_of(second.other_papers)
    assert second == again
    assert numbered(PARCEL, "-3") | REPORT == names_of(third.papers)
    assert numbered(ORDER, "") | numbered(ORDER, "-2") == names_of(third.other_papers)


def names_of(paths):
    return {path.name.replace("-2026-05", "") for path in paths}


def test_a_missing_page_is_made_beside_its_workbook(tmp_path):
    """Where one of the two files was moved away, it is made again under the same name."""
    run = closed_in("en", *tickets(1))
    page = made_in(tmp_path, run)["workshop-order.html"]
    page.unlink()

    assert page == made_in(tmp_path, run)["workshop-order.html"]
    assert page.exists()


def test_a_folder_that_cannot_be_written_has_words(tmp_path):
    """The message names the folder and the way out, in both languages."""
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(BackofficeError, match="Name another folder with --out") as caught:
        made_in(tmp_path / "taken", closed_in("en", *tickets(1)))
    assert "--out" in caught.value.in_("ja")


def test_a_paper_is_written_in_full_or_not_at_all(tmp_path, monkeypatch):
    """Stopped while writing, it leaves neither half a file nor a leftover."""

    def full(_):
        raise OSError(28, "No space left on device")

    run = closed_in("en", *tickets(1))
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BackofficeError, match="No space left"):
        made_in(tmp_path, run)

    assert [] == list(tmp_path.iterdir())


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
