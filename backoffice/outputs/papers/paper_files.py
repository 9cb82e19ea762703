"""Writing papers: each file in full or not at all; what may have been sent is never replaced by another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from backoffice.atomic_files import write_anew, write_new
from backoffice.intake.frozen_pieces import record_of
from backoffice.messages.errors import refused_as
from backoffice.outputs.batches_tab import batch_rows
from backoffice.outputs.papers.frozen_record import parts_in
from backoffice.outputs.papers.made_papers import MadePapers, NoPdf
from backoffice.outputs.papers.order import Order
from backoffice.outputs.papers.order_paper import order_paper
from backoffice.outputs.papers.order_workbook import order_sheet
from backoffice.outputs.papers.paper import Paper
from backoffice.outputs.papers.paper_page import page_of
from backoffice.outputs.papers.paper_pdf import pdf_of, reason_without_pdf
from backoffice.outputs.papers.parcel_papers import packing_slip, piece_labels

_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z]+")

Contents = Mapping[str, bytes]
"""Files by their name; ``{}`` in it is where a further one of the same kind has its number."""


RECEIPTS = "receipts"
"""The folder of receipts, beside what the workshop gets: they hold names."""


def make_papers(
    order: Order, receipts: Mapping[str, Paper], report: Paper, folder: Path
) -> MadePapers:
    """Write the papers of a month into `folder`.

    Where another order of the month is there, the papers of the parcel get the next number; where
    another receipt of a request is there, the receipt does.  The report takes the place of an earlier one.

    Raises:
        BackofficeError: If the folder cannot be written.
    """
    no_pdf = reason_without_pdf()
    stem = f"workshop-order-{order.month}{{}}"
    paper = order_paper(order)
    record = record_of(batch_rows(order.pieces, order.policy.currency))
    sent = {f"{stem}.xlsx": order_sheet(order), f"{stem}.html": page_of(paper, record).encode()}
    beside = {
        **_as_pdf(paper, stem, no_pdf),
        **_in_all_forms(packing_slip(order), f"packing-slip-{order.month}{{}}", no_pdf),
        **_in_all_forms(piece_labels(order), f"labels-{order.month}{{}}", no_pdf),
    }
    papers, others = write_papers(sent, beside, folder)
    given, other_receipts = list[Path](), list[Path]()
    for ticket, receipt in receipts.items():
        stem = f"receipt-{_NOT_IN_NAMES.sub('-', ticket)}{{}}"
        page = {f"{stem}.html": page_of(receipt, [receipt.digest]).encode()}
        made = write_papers(page, _as_pdf(receipt, stem, no_pdf), folder / RECEIPTS)
        given += made[0]
        other_receipts += made[1]
    reports = _in_all_forms(report, f"month-report-{order.month}{{}}", no_pdf)
    papers += write_papers({}, reports, folder)[0]
    return MadePapers(
        papers=papers,
        other_papers=others,
        receipts=given,
        other_receipts=other_receipts,
        no_pdf=no_pdf,
    )


def _in_all_forms(paper: Paper, stem: str, no_pdf: NoPdf | None) -> dict[str, bytes]:
    """Return `paper` as a page, and as PDF where that can be made."""
    return {f"{stem}.html": page_of(paper).encode(), **_as_pdf(paper, stem, no_pdf)}


def _as_pdf(paper: Paper, stem: str, no_pdf: NoPdf | None) -> dict[str, bytes]:
    """Return `paper` as PDF; nothing where that cannot be made."""
    return {} if no_pdf else {f"{stem}.pdf": pdf_of(paper)}


def write_papers(sent: Contents, beside: Contents, folder: Path) -> tuple[list[Path], list[Path]]:
    """Write papers that belong together; return where they are, and others that were there before.

    Args:
        sent: Files that may have left: where one of them is there and says something else, all papers
            get the next number.
        beside: What is made from the same and may be made anew.
        folder: Where; what is there as it would be written is left alone.

    Raises:
        BackofficeError: If the folder cannot be written.
    """
    others: list[Path] = []
    with refused_as("papers.not-written", folder=folder):
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            mark = f"-{number}" if number > 1 else ""
            papers = {folder / name.format(mark): content for name, content in sent.items()}
            there = [path for path in papers if path.exists()]
            if all(_says_the_same(path.read_bytes(), papers[path]) for path in there):
                break
            others += there
        for path in papers.keys() - there:
            write_new(path, papers[path])
        made_anew = {folder / name.format(mark): content for name, content in beside.items()}
        for path, content in made_anew.items():
            write_anew(path, content)
    return [*papers, *made_anew], others


def _says_the_same(there: bytes, made: bytes) -> bool:
    """Return whether two files are the same, or pages with one record: another version drew one of them."""
    if there == made:
        return True
    records = [parts_in(page.decode(errors="replace")) for page in (there, made)]
    return bool(records[0]) and records[0] == records[1]
