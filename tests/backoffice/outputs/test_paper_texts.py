"""What each paper says, in both languages: golden files, which ``pytest --update`` renews."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice import jobs
from backoffice.jobs.paper_making import report_of
from backoffice.outputs.papers.order import order_of
from backoffice.outputs.papers.order_paper import order_paper
from backoffice.outputs.papers.paper_page import page_of
from backoffice.outputs.papers.parcel_papers import packing_slip, piece_labels
from backoffice.outputs.papers.receipt_paper import receipt_paper
from backoffice.rules.paid_requests import paid_requests
from estimator.policy.file import load_policy
from tests.backoffice.desks import APPROVED, MAY, at, edit
from tests.backoffice.outputs.paper_desks import OWN, closed_in, tickets, told
from tests.tools.casebook import policy_with


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


@pytest.mark.parametrize("language", ["en", "ja"])
def test_without_the_owners_word(language, golden):
    """With nothing filled in there are lines to write on, and a plain receipt."""
    made = papers_in(language, load_policy())

    golden(f"papers/plain.{language}.txt", told(made["order"]) + told(made["receipt"]))


def test_a_tax_exempt_seller_has_no_line_of_tax():
    """Neither order nor receipt names a tax."""
    made = papers_in("ja", policy_with([{"at": "tax.rate", "value": "exempt"}]))

    assert "税" not in told(made["order"]) + told(made["receipt"])
