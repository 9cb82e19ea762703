"""The workshop order: what it says, what it never says, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest

from backoffice import jobs
from backoffice.messages.errors import BackofficeError, RefusedError
from backoffice.outputs.papers.order import order_of
from tests.backoffice.desks import APPROVED, JUNE, MAY, POLICY, at, edit, run_of
from tests.tools.casebook import policy_called, policy_with

NASTY = [
    "=1+1",
    "<script>alert(1)</script>",
    "../../x",
    "{{ order.net }}",
    "+81",
    "'SUM(A1)",
    "@ home",
]


def closed(*tickets, language="en", policy=POLICY):
    """Return a desk on which May was closed."""
    run = run_of(*tickets, language=language, now="2026-06-01 09:00", policy=policy)
    jobs.close(run, MAY)
    return run


MADE = [
    f"{stem}-2026-05{{}}.{ending}"
    for stem, endings in (
        ("labels", ("html", "pdf")),
        ("month-report", ("html", "pdf")),
        ("packing-slip", ("html", "pdf")),
        ("workshop-order", ("html", "pdf", "xlsx")),
    )
    for ending in endings
]
"""The files of a parcel, in order of their names."""


def made_as(mark=""):
    """Return the names of the files; the report takes the place of an earlier one."""
    return [name.format("" if name.startswith("month-report") else mark) for name in MADE]


def names_of(paths):
    return sorted(path.name for path in paths)


def papers_of(run, folder):
    """Make the papers of May; return the workbook's bytes and the page's text."""
    made = {path.suffix: path for path in order_of_may(run, folder)}
    return made[".xlsx"].read_bytes(), made[".html"].read_text(encoding="utf-8")


def order_of_may(run, folder):
    """Make the papers of May; return where the order is: .xlsx, .html, .pdf."""
    made = jobs.papers(jobs.read_desk(run), MAY, folder).paths
    return [path for path in made if path.name.startswith("workshop-order")]


def cells_of(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def texts_of(data):
    """Return every part of the workbook, unzipped, as one text."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "\n".join(file.read(name).decode() for name in file.namelist())


def test_papers_are_the_same_bytes_each_time(tmp_path):
    """Made again later, by another run, after the sheet was edited: not a byte differs."""
    run = closed(APPROVED, APPROVED | {"piece": "Chain"})
    first = papers_of(run, tmp_path / "first")
    edit(run, 2, piece="Something else", price=9, material="gold-plated")
    later = at(run, "2026-07-20 18:00")
    jobs.sync(later)

    assert first == papers_of(later, tmp_path / "again")


def test_unchanged_papers_are_not_rewritten(tmp_path):
    """Nothing is written where nothing differs: somebody may have the file open."""
    run = closed(APPROVED)
    papers_of(run, tmp_path)
    before = [path.stat().st_mtime_ns for path in sorted(tmp_path.iterdir())]
    papers_of(run, tmp_path)

    assert before == [path.stat().st_mtime_ns for path in sorted(tmp_path.iterdir())]
    assert made_as() == names_of(tmp_path.iterdir())


@pytest.mark.parametrize("text", NASTY)
def test_what_customers_write_stays_text(tmp_path, text):
    """No formula, no markup, no path, no template."""
    data, page = papers_of(closed(APPROVED | {"piece": text}), tmp_path)

    assert text in [cell for row in cells_of(data) for cell in row]
    assert "<f>" not in texts_of(data)
    assert "<script" not in page
    assert made_as() == names_of(tmp_path.rglob("*"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_personal_is_in_any_part(tmp_path, language):
    """Name, e-mail, order number, photo, notes: searched in every unzipped part and the page."""
    run = closed(
        APPROVED
        | {
            "name": "Zacharias Quist",
            "email": "zq@mail.example",
            "order": "ORD-998877",
            "photo": "https://photos.example/secret",
            "notes": "divorce ring",
            "piece": "Ring of Zacharias, write to zq@mail.example",
            "code": "whatever-code",
            "go_ahead": 54321,
        },
        language=language,
    )
    data, page = papers_of(run, tmp_path)
    everything = (texts_of(data) + page).casefold()

    for secret in (
        "zacharias", "quist", "zq@", "mail.example", "998877", "photos.example", "divorce",
        "whatever", "54321", "sato",
    ):  # fmt: skip
        assert secret not in everything
    assert "Ring of" in page


def test_the_sheet_is_set_up_for_printing(tmp_path):
    """A4 across, one page wide, headings on every page."""
    data, page = papers_of(closed(APPROVED), tmp_path)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active

    assert ("landscape", 9, 1, 0) == (
        sheet.page_setup.orientation,
        int(sheet.page_setup.paperSize),
        sheet.page_setup.fitToWidth or 1,
        int(sheet.page_setup.fitToHeight),
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows
    assert "size: A4 landscape" in page
    assert "thead { display: table-header-group; }" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Workshop order", "修理依頼書", "Silver", "① Refinish to new", "Mon 1 June 2026", "¥2,000"]),
        ("ja", ["修理依頼書", "Workshop order", "シルバー", "① 新品仕上げ", "2026年6月1日（月）", "2,000円"]),
    ],
)  # fmt: skip
def test_the_order_speaks_the_sheets_language_and_shows_the_other(tmp_path, language, words):
    """The order has both languages."""
    data, page = papers_of(closed(APPROVED, APPROVED, language=language), tmp_path)

    assert f'<html lang="{language}">' in page
    for word in words:
        assert word in page
    flat = " ".join(str(cell) for row in cells_of(data) for cell in row)
    for word in words[:-1]:
        assert word in flat


def test_the_order_holds_every_piece_once_and_the_sum(tmp_path):
    """In the order of ticket numbers, wherever staff sorted the rows."""
    run = run_of(
        APPROVED | {"ticket": "R-00103", "price": 700},
        APPROVED | {"ticket": "R-00101", "price": 1800},
        APPROVED
        | {"ticket": "R-00102", "arrived": date(2026, 6, 1), "inspected": date(2026, 6, 1)},
        now="2026-06-01 09:00",
    )
    jobs.close(run, MAY)
    data, _ = papers_of(run, tmp_path)
    rows = cells_of(data)

    assert [(1, "R-00101", 1800), (2, "R-00103", 700)] == [
        (row[0], row[1], row[5]) for row in rows if isinstance(row[0], int)
    ]
    assert 2500 == rows[-1][5]


def test_cents_are_cents(tmp_path):
    """A policy with decimals is not a hundred times dearer on paper."""
    watch = {
        "enquired": date(2026, 5, 4), "piece": "Watch", "material": "automatic",
        "service:overhaul": 1, "arrived": date(2026, 5, 27), "price": 419.7, "answer": "approved",
    }  # fmt: skip
    book = policy_called("watch.toml")
    run = run_of(watch, policy=book, now="2026-06-01 09:00")
    done = jobs.close(run, MAY)

    for ledger in (done.desk.ledger, jobs.read_desk(run).ledger):
        assert 41970 == order_of(MAY, ledger, book.undated, "en").net


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_order_of_a_tax_exempt_seller(tmp_path, language):
    """Sheet and page name no amount as without tax where there is none; those of a seller with tax do."""
    exempt, own = (
        papers_of(closed(APPROVED, language=language, policy=policy), tmp_path / name)
        for name, policy in (
            ("exempt", policy_with([{"at": "tax.rate", "value": "exempt"}])),
            ("own", POLICY),
        )
    )

    assert [] == re.findall("Net\\b|, net|税", texts_of(exempt[0]) + exempt[1])
    assert "税抜" in own[1]


def test_an_open_month_has_no_papers(tmp_path):
    """The message says what to run first."""
    with pytest.raises(RefusedError, match="Run: backoffice close 2026-06 --yes"):
        jobs.papers(jobs.read_desk(closed(APPROVED)), JUNE, tmp_path)


def test_a_batch_without_rows_has_a_message(tmp_path):
    """Rows and record both lost: a sentence, no accident."""
    run = closed(APPROVED)
    del run.book.grids["Batches"][1:]
    run.book.grids["Log"][1][-1] = "nonsense"
    run.book.save()

    with pytest.raises(RefusedError, match="gone from the tab Batches"):
        papers_of(run, tmp_path)


def test_a_folder_that_cannot_be_written_has_words(tmp_path):
    """The message names the folder and the way out, in both languages."""
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(BackofficeError, match="Name another folder with --out") as caught:
        papers_of(closed(APPROVED), tmp_path / "taken")
    assert "--out" in caught.value.in_("ja")


def test_a_paper_is_written_in_full_or_not_at_all(tmp_path, monkeypatch):
    """Stopped while writing, it leaves neither half a file nor a leftover."""

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BackofficeError, match="No space left"):
        papers_of(closed(APPROVED), tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_the_policy_of_papers_is_the_shops():
    """The shop's own name heads the order."""
    assert "Aujour" == POLICY.undated.shop.name.en


def reclosed(run):
    """Open May again and close it an hour later, which the order says."""
    jobs.reopen(run, MAY)
    jobs.close(at(run, "2026-06-01 10:00"), MAY)


def test_an_order_is_never_replaced_by_another(tmp_path):
    """The new order gets a second name, both stay as they are, and the other one is named."""
    run = closed(APPROVED)
    first = jobs.papers(jobs.read_desk(run), MAY, tmp_path)
    before = {path: path.read_bytes() for path in first.paths}
    reclosed(run)

    second, again = (jobs.papers(jobs.read_desk(run), MAY, tmp_path) for _ in range(2))

    assert before == {path: path.read_bytes() for path in first.paths}
    assert made_as("-2") == names_of(second.paths)
    assert ((), list(first.paths[:2])) == (tuple(first.others), list(second.others))
    assert second == again
    assert sorted({*made_as(), *made_as("-2")}) == names_of(tmp_path.iterdir())


def test_a_third_order_of_the_month(tmp_path):
    """Each further one has a number of its own; the first, made again, keeps its name."""
    run = closed(APPROVED)
    first = jobs.papers(jobs.read_desk(run), MAY, tmp_path)
    reclosed(run)
    jobs.papers(jobs.read_desk(run), MAY, tmp_path)
    (tmp_path / "workshop-order-2026-05-2.html").write_text("printed and saved")

    third = jobs.papers(jobs.read_desk(run), MAY, tmp_path)

    assert made_as("-3") == names_of(third.paths)
    assert 4 == len(third.others)
    assert {*map(str, first.paths[:2])} < {*map(str, third.others)}


def test_a_missing_page_is_made_beside_its_workbook(tmp_path):
    """Where one of the two files was moved away, it is made again under the same name."""
    run = closed(APPROVED)
    made = order_of_may(run, tmp_path)
    made[1].unlink()

    assert made == order_of_may(run, tmp_path)
    assert made[1].exists()
