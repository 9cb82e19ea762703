"""Worked examples: choices in the notation of the estimator's links, and their estimates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode

from estimator.answers.breakdown import breakdown_table
from estimator.rules.estimates import Estimate
from estimator.rules.requests import estimate_from
from pages.html_elements import Html, html_of, tag
from pages.page_context import PageContext
from pages.parcel_calendar import schedules

PIECE = re.compile(r"piece=([\w-]+),([\w-]+)((?:,[\w-]+(?::\d+)?)+)")


def estimate_for(
    context: PageContext, pieces: tuple[str, ...], arrives: date | None = None
) -> Estimate:
    """Return the estimate for `pieces`, each ``piece=material,replating,service,service:count``.

    Raises:
        ValueError: If a piece is not written like that.
        RequestError: If the policy has no such material or service.
    """
    request = {
        "asked": str(context.build_day),
        "arrives": str(arrives or schedules(context, 1)[0].arrives),
        "items": [_item(piece) for piece in pieces],
    }
    return estimate_from(request, context.book)


def example(context: PageContext, *pieces: str) -> Html:
    """Return an example's lines and total, with a link that opens it in the estimator."""
    done = estimate_for(context, pieces)
    values = [("piece", piece.removeprefix("piece=")) for piece in pieces]
    choice = urlencode(values, safe=",:")  # without days: the form has those of today
    address = f"{context.language_root}estimator/#check={checksum(choice)}&{choice}"
    quote, writer = done.quote, context.writer(done)
    total = [tag("span", writer.taxed("total")), " ", tag("strong", writer.range(quote.total))]
    if quote.tax:
        total += [" ", tag("small", f"{writer.text('net')} {writer.range(quote.net)}")]
    return tag(
        "div",
        html_of([breakdown_table(writer, sums=False)]),
        tag("p", *total, class_="repair-total"),
        tag("p", tag("a", context.text("try"), href=address)),
        class_="repair-example",
    )


def default_estimate(context: PageContext) -> Estimate:
    """Return the estimate for the form's default choice, one that shows a price range."""
    policy = context.policy
    service = policy.offered[0].code
    material = next(iter(policy.materials))
    piece = f"piece={material},not-sure,{service}"
    return estimate_for(context, (piece,), context.build_day + timedelta(days=7))


def checksum(choice: str) -> str:
    """Return the check of a choice in the estimator's notation, as `site/shell/link.js` writes it.

    >>> checksum("asked=2026-05-20&arrives=2026-06-01&piece=silver,not-sure,clean")
    '8rqqyp'
    """
    total = 0x811C9DC5  # FNV-1a
    for byte in choice.encode():
        total = (total ^ byte) * 0x01000193 % 2**32
    digits = ""
    while total:
        total, digit = divmod(total, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _item(piece: str) -> dict[str, object]:
    match = PIECE.fullmatch(piece)
    if not match:
        raise ValueError(f"'{piece}' is no piece; write piece=material,replating,service:count")
    counts = [service.partition(":") for service in match[3].strip(",").split(",")]
    services = {code: int(count or 1) for code, _, count in counts}
    return {"material": match[1], "replating": match[2], "services": services}
