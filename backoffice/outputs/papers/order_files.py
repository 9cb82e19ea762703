"""Writing the papers of a month: each file whole or not at all."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from pathlib import Path

import jinja2

from backoffice.atomic_files import written_beside
from backoffice.errors import BackofficeError, system_reason
from backoffice.outputs.papers.order import (
    BACK,
    CLOSED,
    COLUMNS,
    DISPATCH,
    PIECES,
    TITLE,
    TOTAL,
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
        other="en" if order.language == "ja" else "ja",
        title=TITLE,
        columns=COLUMNS,
        total=TOTAL,
        facts=(
            (PIECES, len(order.pieces)),
            (DISPATCH, day_words(order.dispatch, order.language)),
            (BACK, day_words(order.back, order.language)),
            (CLOSED, f"{order.closed:%Y-%m-%d %H:%M}"),
        ),
        money=partial(price, currency=order.policy.currency, language=order.language),
    )


def make_papers(order: Order, folder: Path) -> list[Path]:
    """Write the papers of `order` into `folder`; return their paths.

    Raises:
        BackofficeError: If the folder cannot be written.
    """
    stem = f"workshop-order-{order.month}"
    papers = {
        folder / f"{stem}.xlsx": order_sheet(order),
        folder / f"{stem}.html": order_page(order).encode(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in papers.items():
            _write(path, content)
    except OSError as error:
        reason = system_reason(error)
        raise BackofficeError("papers.not-written", folder=folder, reason=reason) from error
    return list(papers)


def _write(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    with written_beside(path, [content]) as beside:
        beside.replace(path)
