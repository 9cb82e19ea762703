"""Everything about a customer in one file: all of theirs, nothing of others, on both back ends."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime

import pytest

from backoffice import jobs
from backoffice.books import open_book
from backoffice.jobs.desk import read_desk
from backoffice.jobs.exporting import customer_file, export
from backoffice.jobs.forgetting import forget
from backoffice.messages.errors import BackofficeError, RefusedError
from backoffice.outputs.customer_file import customer_page
from tests.backoffice.books.google_desks import copied, emulator, on
from tests.backoffice.cli.workbooks import state, write_cell
from tests.backoffice.desks import APPROVED, ASKED, MAY, run_of
from tests.backoffice.jobs.forgetting_desks import (
    BEFORE,
    SECRETS,
    run_on,
    sheet_desk,
    workbook_desk,
)

HOSTILE = '</script><script>alert(1)</script> <!-- =HYPERLINK("x") & \u202e'


def data_in(page):
    """Return the JSON at the end of a page, in its only script."""
    [data] = re.findall(r'<script type="application/json"[^>]*>(.*?)</script', page, re.DOTALL)
    assert 1 == page.lower().count("<script")
    return json.loads(data)


@pytest.fixture(params=["workbook", "google"])
def book(request, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if request.param == "workbook":
        return open_book(workbook_desk(tmp_path))
    return on(emulator(), copied(emulator(), sheet_desk()))


def test_all_that_is_kept_and_nothing_of_others(book):
    """Entries, quote, batch, runs and papers of one customer; the book is only read."""
    jobs.papers(read_desk(run_on(book)), MAY, None)
    read = book.read().sheets

    done = export(run_on(book), "101", "en")

    page = done.path.read_text(encoding="utf-8")
    assert "export-R-00101.html" == done.path.name
    assert [] == [secret for secret in SECRETS if secret not in page]
    assert "hanako" not in page and "R-00103" not in page
    (ticket,) = done.kept.tickets
    assert ("R-00101", "asked", "sent back") == (ticket.ticket, ticket.why, ticket.quote["Stage"])
    assert ["2026-05"] == [row["Month"] for row in ticket.sent]
    assert ["close"] == [row["Command"] for row in ticket.runs]
    assert "papers/2026-05/workshop-order-2026-05.html" in done.kept.papers
    assert read == book.read().sheets


def test_the_page_holds_the_same_as_json(book):
    """What programs read at its end is what people read above, and what the command prints."""
    done = export(run_on(book), "R-00101", "ja")

    assert asdict(done.kept) == data_in(done.path.read_text(encoding="utf-8"))


def test_the_same_request_and_the_same_mail_are_said():
    """Tickets of the request, and of the address however it is written, each with why it is there."""
    run = run_of(
        ASKED,
        ASKED | {"together": "R-00101", "email": None},
        ASKED | {"email": "ＨＡＮＡＫＯ@example.com "},
        ASKED | {"email": "other@example.com"},
        ASKED | {"email": None},
    )

    kept = customer_file(read_desk(run), "R-00102", "en")

    assert [("R-00101", "request"), ("R-00102", "asked"), ("R-00103", "email")] == [
        (each.ticket, each.why) for each in kept.tickets
    ]


def test_blank_addresses_are_nobodys():
    """Two customers without an e-mail address are not one."""
    run = run_of(ASKED | {"email": None}, ASKED | {"email": None})

    assert ["R-00101"] == [
        each.ticket for each in customer_file(read_desk(run), "101", "en").tickets
    ]


def test_what_customers_wrote_is_text():
    """Markup, the end of a script and formulas in entries run nowhere, and come back as they were typed."""
    run = run_of(ASKED | {"name": HOSTILE, "notes": HOSTILE, "piece": HOSTILE})
    kept = customer_file(read_desk(run), "R-00101", "en")

    page = customer_page(kept, "en")

    assert HOSTILE == data_in(page)["tickets"][0]["typed"]["Notes"]
    assert not re.search(r"<!--|alert\(1\)</script> <", page)


def test_columns_of_staffs_own(tmp_path):
    """A column that the desk does not know is kept about the customer as well."""
    path = workbook_desk(tmp_path)
    write_cell(path, Tickets_AZ1="Birthday", Tickets_AZ2="3 March")

    kept = export(run_on(open_book(path)), "R-00101", "en").kept

    assert "3 March" == kept.tickets[0].typed["Birthday"]


def test_after_forgetting_only_figures_are_left(tmp_path):
    """What was emptied is not found any more; Log says that it was forgotten."""
    target = tmp_path / "emptied.xlsx"
    forget(run_on(open_book(workbook_desk(tmp_path))), BEFORE, language="en", copy=target)

    done = export(run_on(open_book(target)), "R-00101", "en")

    assert [] == [secret for secret in SECRETS if secret in done.path.read_text(encoding="utf-8")]
    assert ["close", "forget"] == [row["Command"] for row in done.kept.tickets[0].runs]


@pytest.mark.parametrize("ticket", ["R-00999", "soon", "", "../../etc"])
def test_a_ticket_that_is_not_there(tmp_path, ticket):
    """Refused with how a number is written; no file is made."""
    path = workbook_desk(tmp_path)
    before = state(tmp_path)

    with pytest.raises(RefusedError, match="R-00101"):
        export(run_on(open_book(path)), ticket, "en")

    assert before == state(tmp_path)


def test_a_file_that_cannot_be_written(tmp_path):
    """Told with the path and the reason; nothing is left half-written."""
    path = workbook_desk(tmp_path)
    (tmp_path / "export").write_text("a file")

    with pytest.raises(BackofficeError, match="cannot be written"):
        export(run_on(open_book(path)), "R-00101", "en")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_word_for_word(golden, language):
    """The page of one customer in each language."""
    run = run_of(APPROVED, ASKED | {"together": "R-00101"}, now=datetime(2026, 5, 31, 12), language=language)  # fmt: skip
    jobs.close(run, MAY)

    golden(f"customer_file.{language}.html", customer_page(customer_file(read_desk(run), "101", language), language) + "\n")  # fmt: skip
