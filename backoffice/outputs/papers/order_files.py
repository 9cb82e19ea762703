"""Writing the papers of a month: each file in full or not at all, and without overwriting another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from itertools import count
from pathlib import Path

import jinja2

from backoffice.books.atomic_files import move_to_new, written_beside
from backoffice.messages.errors import BackofficeError, next_step, system_reason
from backoffice.outputs.papers.frozen_record import RECORD, record_parts
from backoffice.outputs.papers.order import (
    BACK,
    CLOSED,
    DISPATCH,
    PIECES,
    TITLE,
    Order,
)
from backoffice.outputs.papers.order_workbook import order_sheet
from estimator.answers.wording import day as day_words
from estimator.answers.wording import price


def order_page(order: Order) -> str:
    """Return the order as one page of HTML, print-ready; every text in it is escaped."""
    text = files("backoffice.outputs.papers").joinpath("order.html").read_text(encoding="utf-8")
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
        text
    )
    return template.render(
        order=order,
        record_name=RECORD,
        record=record_parts(order.pieces, order.policy.currency),
        other="en" if order.language == "ja" else "ja",
        title=TITLE,
        facts=(
            (PIECES, len(order.pieces)),
            (DISPATCH, day_words(order.dispatch, order.language)),
            (BACK, day_words(order.back, order.language)),
            (CLOSED, f"{order.closed:%Y-%m-%d %H:%M}"),
        ),
        money=partial(price, currency=order.policy.currency, language=order.language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePapers:
    """The papers of one month.

    Attributes:
        paths: Where they are.
        others: Other papers of the month that were there before; they are as they were.
    """

    paths: Sequence[Path] = ()
    others: Sequence[Path] = ()


def make_papers(order: Order, folder: Path) -> MadePapers:
    """Write the papers of `order` into `folder`.

    An order may have been sent: a file with other contents is not overwritten, the papers get a
    second name instead.

    Raises:
        BackofficeError: If the folder cannot be written.
    """
    contents = {".xlsx": order_sheet(order), ".html": order_page(order).encode()}
    others: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            stem = f"workshop-order-{order.month}" + (f"-{number}" if number > 1 else "")
            papers = {folder / f"{stem}{ending}": content for ending, content in contents.items()}
            there = {path: path.read_bytes() for path in papers if path.exists()}
            if all(papers[path] == content for path, content in there.items()):
                break
            others += there
        for path in papers.keys() - there.keys():
            with written_beside(path, [papers[path]]) as beside:
                move_to_new(beside, path)
    except OSError as error:
        reason, step = system_reason(error), next_step(error)
        raise BackofficeError(
            "papers.not-written", folder=folder, reason=reason, step=step
        ) from error
    return MadePapers(paths=list(papers), others=others)
