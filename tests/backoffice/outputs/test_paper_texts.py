"""What each paper says, in both languages, mostly in golden files, which ``pytest --update`` renews."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest

from backoffice import jobs
from backoffice.jobs.paper_making import report_of
from backoffice.messages.errors import RefusedError
from backoffice.outputs.papers.order import order_of
from backoffice.outputs.papers.order_paper import order_paper
from backoffice.outputs.papers.order_workbook import order_sheet
from backoffice.outputs.papers.paper_page import page_of
from backoffice.outputs.papers.parcel_papers import packing_slip, piece_labels
from backoffice.outputs.papers.receipt_paper import receipt_paper
from backoffice.rules.paid_requests import paid_requests
from estimator.policy.file import load_policy
from tests.backoffice.desks import APPROVED, MAY, at, edit, run_of
from tests.backoffice.outputs.paper_desks import AGREED, OWN, cells_of, closed_in, tickets, told
from tests.tools.casebook import policy_called, policy_with


def papers_in(language, policy):
    """Return every paper of a month with five pieces, of which two were paid and sent back."""
    run = closed_in(language, *tickets(4), APPROVED | {"together": "R-00101"}, policy=policy)
    for row in (2, 3, 6):
        edit(run, row, back=date(2026, 6, 29), sent=date(2026, 7, 1), paid=date(2026, 6, 30))
    desk = jobs.read_desk(at(run, "2026-07-02 09:00"))
    own = desk.run.policy.undated
    order = order_of(MAY, desk.ledger, own, language)
    paid = paid_requests(desk.assessment.frame, desk.run.policy, language)
    return {
        "order": order_paper(order),
        "workbook": order_sheet(order),
        "packing-slip": packing_slip(order),
        "labels": piece_labels(order),
        "receipt": receipt_paper(paid[0], own),
        "report": report_of(desk, MAY),
    }


@pytest.fixture(scope="module", params=["en", "ja"])
def papers(request):
    return request.param, papers_in(request.param, OWN)


@pytest.mark.parametrize("name", ["order", "packing-slip", "labels", "receipt", "report"])
def test_what_a_paper_says(papers, name, golden):
    """Titles, facts, columns, rows, totals, terms and charts in words, as a person read them last."""
    language, made = papers

    golden(f"papers/{name}.{language}.txt", told(made[name]))


@pytest.mark.parametrize("name", ["order", "receipt"])
def test_how_a_page_is_built(papers, name, golden):
    """The page for the browser, without its styles: elements, attributes, texts."""
    language, made = papers
    page = page_of(made[name])
    head, _, rest = page.partition("<style>")

    golden(f"papers/{name}.{language}.html", head + rest.partition("</style>")[2] + "\n")
    assert (name == "order") is ("size: A4 landscape" in page)
    assert "thead { display: table-header-group; }" in page


def test_the_order_as_a_workbook(papers, golden):
    """Every cell, in both languages; A4 across, one page wide, headings on every page."""
    language, made = papers
    sheet = openpyxl.load_workbook(io.BytesIO(made["workbook"])).active
    setup = sheet.page_setup

    golden(f"papers/workbook.{language}.txt", in_short(made["workbook"]))
    assert ("landscape", 9, 0) == (setup.orientation, int(setup.paperSize), int(setup.fitToHeight))
    assert (True, "$4:$4") == (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows)


def in_short(workbook):
    """Return the rows of a workbook, one a line."""
    rows = [["" if cell is None else str(cell) for cell in row] for row in cells_of(workbook)]
    return "".join(" | ".join(row).replace("\n", " / ").rstrip(" |") + "\n" for row in rows)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_without_the_owners_word(language, golden):
    """With nothing filled in there are lines to write on, and a plain receipt."""
    made = papers_in(language, load_policy())

    golden(f"papers/plain.{language}.txt", told(made["order"]) + told(made["receipt"]))


@pytest.mark.parametrize("agreed", [[], AGREED], ids=["no fees", "fees"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_tax_exempt_seller_has_no_line_of_tax(language, agreed):
    """Neither order, as a paper and as a workbook, nor receipt names a tax, or an amount without it."""
    made = papers_in(language, policy_with([*agreed, {"at": "tax.rate", "value": "exempt"}]))
    said = told(made["order"]) + told(made["receipt"]) + in_short(made["workbook"])

    assert [] == re.findall("Net\\b|, net|[Tt]ax|税", said)


def test_the_order_holds_every_piece_once_and_the_sum():
    """In the order of ticket numbers, wherever staff sorted the rows; what arrived in June is not in it."""
    june = {"arrived": date(2026, 6, 1), "inspected": date(2026, 6, 1)}
    rows = (
        {"ticket": "R-00103", "price": 700},
        {"ticket": "R-00101", "price": 1800},
        {"ticket": "R-00102", **june},
    )
    desk = jobs.read_desk(closed_in("en", *(APPROVED | row for row in rows)))
    order = order_of(MAY, desk.ledger, load_policy().undated, "en")

    *_, first, second, total = cells_of(order_sheet(order))
    assert [(1, "R-00101", 1800), (2, "R-00103", 700)] == [
        (r[0], r[1], r[5]) for r in (first, second)
    ]
    assert 2500 == total[5]


def test_cents_are_cents():
    """A policy with decimals is not a hundred times dearer on paper."""
    watch = {
        "enquired": date(2026, 5, 4), "piece": "Watch", "material": "automatic",
        "service:overhaul": 1, "arrived": date(2026, 5, 27), "price": 419.7, "answer": "approved",
    }  # fmt: skip
    book = policy_called("watch.toml")
    run = run_of(watch, policy=book, now="2026-06-01 09:00")
    done = jobs.close(run, MAY)

    for ledger in (done.desk.ledger, jobs.read_desk(run).ledger):
        order = order_of(MAY, ledger, book.undated, "en")
        assert (41970, 419.7) == (order.net, cells_of(order_sheet(order))[-1][5])


def test_a_batch_without_rows_has_a_message(tmp_path):
    """Rows and record both lost: a sentence, no accident."""
    run = closed_in("en", APPROVED)
    del run.book.grids["Batches"][1:]
    run.book.grids["Log"][1][-1] = "nonsense"
    run.book.save()

    with pytest.raises(RefusedError, match="gone from the tab Batches"):
        jobs.papers(jobs.read_desk(run), MAY, tmp_path)
