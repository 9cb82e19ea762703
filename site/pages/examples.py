"""Worked examples: a choice as the estimator's link writes it, answered by the estimator."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode

from estimator.rules.estimates import Estimate
from estimator.rules.requests import estimate_from
from estimator.rules.schedule import batch_for
from pages.estimate_answer import breakdown
from pages.markup import Html, joined, tag
from pages.setting import Setting

PIECE = re.compile(r"piece=([\w-]+),([\w-]+)((?:,[\w-]+(?::\d+)?)+)")


def asked(setting: Setting, pieces: tuple[str, ...], arrives: date | None = None) -> Estimate:
    """Return the estimate for `pieces`, each ``piece=material,replating,service,service:count``.

    Raises:
        ValueError: If a piece is not written like that.
        RequestError: If the policy has no such material or service.
    """
    request = {
        "asked": str(setting.built),
        "arrives": str(arrives or batch_for(setting.built).cutoff),
        "items": [_item(piece) for piece in pieces],
    }
    return estimate_from(request, setting.book)


def example(setting: Setting, *pieces: str) -> Html:
    """Return an example's lines and total, with a link that opens it in the estimator."""
    done = asked(setting, pieces)
    choice = urlencode([("arrives", str(done.request.arrives)), *_pairs(pieces)], safe=",:")
    address = f"{setting.home}estimator/#{choice}"
    total = setting.word("total" if done.quote.tax else "total-exempt")
    return tag(
        "div",
        breakdown(done, setting, sums=False),
        tag(
            "p",
            tag("span", total), " ", tag("strong", setting.range(done.quote.total)),
            joined(" ", tag("small", f"{setting.word('net')} {setting.range(done.quote.net)}"))
            if done.quote.tax else "",
            class_="repair-total",
        ),
        tag("p", tag("a", setting.word("try"), href=address)),
        class_="repair-example",
    )  # fmt: skip


def starting_point(setting: Setting) -> Estimate:
    """Return the estimate for the form's default choice: it shows a range where there can be one."""
    policy = setting.policy
    service = policy.offered[0].code
    material = next(iter(policy.materials))
    piece = f"piece={material},not-sure,{service}"
    return asked(setting, (piece,), setting.built + timedelta(days=7))


def _item(piece: str) -> dict[str, object]:
    found = PIECE.fullmatch(piece)
    if not found:
        raise ValueError(f"'{piece}' is no piece; write piece=material,replating,service:count")
    counts = [service.partition(":") for service in found[3].strip(",").split(",")]
    services = {code: int(count or 1) for code, _, count in counts}
    return {"material": found[1], "replating": found[2], "services": services}


def _pairs(pieces: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("piece", piece.removeprefix("piece=")) for piece in pieces]
