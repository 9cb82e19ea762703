"""Pictures of every paper of the demo, in both languages, as the page for the browser and as each page of the PDF.

python -m tests.tools.paper_pictures [OUT]        into dist/screenshots/papers
python -m tests.tools.paper_pictures --manual     first pages for the manual, into docs/pictures
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from backoffice import jobs
from backoffice.books import open_book
from backoffice.demo.player import BOOK, TODAY, play
from backoffice.jobs.paper_making import report_of
from backoffice.outputs.papers.order import order_of
from backoffice.outputs.papers.order_paper import order_paper
from backoffice.outputs.papers.paper import Paper
from backoffice.outputs.papers.paper_page import page_of
from backoffice.outputs.papers.paper_pdf import compiled
from backoffice.outputs.papers.parcel_papers import packing_slip, piece_labels
from backoffice.outputs.papers.receipt_paper import receipt_paper
from backoffice.rules.paid_requests import paid_requests
from estimator.policy.file import load_policy
from estimator.rules.schedule import Batch
from tests.browser.conftest import FLAGS

PROJECT = Path(__file__).parents[2]
MONTH = Batch(2026, 4)
LANGUAGES = ("en", "ja")
FOR_THE_MANUAL, FOR_A_LOOK = 64, 110
"""Pixels an inch of the pictures."""


def papers_of_demo(language: str) -> Iterator[tuple[str, Paper]]:
    """Yield each paper of the demo's first month, by its name."""
    with TemporaryDirectory() as folder:
        play(Path(folder, "demo"), language, lambda _: None)
        now = datetime.combine(TODAY, time(12))
        book = open_book(Path(folder, "demo", BOOK))
        desk = jobs.read_desk(jobs.Run(book=book, policy=load_policy(), now=now, who="pictures"))
    policy = desk.run.policy
    order = order_of(MONTH, desk.ledger, policy.undated, language)
    yield "workshop-order", order_paper(order)
    yield "packing-slip", packing_slip(order)
    yield "labels", piece_labels(order)
    yield "month-report", report_of(desk, MONTH)
    paid = paid_requests(desk.assessment.frame, policy, language)
    wanted = [each for each in paid if each.language == language and each.belongs_to(MONTH)]
    yield "receipt", receipt_paper(max(wanted, key=lambda each: len(each.pieces)), policy.undated)


def take_all(out: Path) -> int:
    """Take the pictures of pages and PDFs; return how many."""
    count = 0
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for language in LANGUAGES:
            folder = out / language
            folder.mkdir(parents=True, exist_ok=True)
            for name, paper in papers_of_demo(language):
                page.set_content(page_of(paper))
                page.screenshot(path=folder / f"{name}.png", full_page=True, animations="disabled")
                pictures = compiled(paper, "png", FOR_A_LOOK)
                for number, picture in enumerate(pictures, 1):
                    (folder / f"{name}-pdf-{number}.png").write_bytes(picture)
                count += 1 + len(pictures)
        browser.close()
    return count


def take_for_the_manual() -> None:
    """Write the first page of each PDF, small."""
    for language in LANGUAGES:
        ending = "" if language == "en" else f".{language}"
        for name, paper in papers_of_demo(language):
            picture = compiled(paper, "png", FOR_THE_MANUAL)[0]
            (PROJECT / "docs" / "pictures" / f"paper-{name}{ending}.png").write_bytes(picture)


def main(arguments: list[str]) -> int:
    """Take the pictures that were asked for."""
    if arguments == ["--manual"]:
        take_for_the_manual()
        return 0
    out = Path(arguments[0]) if arguments else PROJECT / "dist" / "screenshots" / "papers"
    print(f"{take_all(out)} pictures in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
