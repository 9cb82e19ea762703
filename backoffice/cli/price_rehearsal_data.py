"""A rehearsed policy as plain data for JSON; amounts are in smallest units, None where nobody knows them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from estimator.policy.comparison import Difference, Kind
from estimator.policy.label import Label

if TYPE_CHECKING:
    from backoffice.jobs.rehearsing_prices import Rehearsed
    from backoffice.rules.price_rehearsal import OpenRequest
    from estimator.rules.items import Span

Data = dict[str, object]


def rehearsal_data(done: Rehearsed) -> Data:
    """Return what another policy would change."""
    income = asdict(done.income)
    return {
        "on": str(done.day),
        "later": [str(each) for each in done.later],
        "differences": [_difference(each) for each in done.differences],
        "requests": [_request(each) for each in done.requests],
        "stale_letters": [list(each.tickets) for each in done.requests if each.is_stale],
        "income": {key: str(income[key]) for key in ("first", "last")}
        | {key: value for key, value in income.items() if key not in ("first", "last")},
    }


def _difference(found: Difference) -> Data:
    data: Data = {
        "path": found.path,
        "kind": found.kind.value,
        "old": _plain(found.old),
        "new": _plain(found.new),
    }
    if found.kind is Kind.TEXT:
        sentences = {language: found.sentences(language) for language in ("en", "ja")}
        data["sentences"] = {
            language: {"old": old, "new": new} for language, (old, new) in sentences.items()
        }
    return data


def _plain(value: Label | int | str | None) -> object:
    return {"en": value.en, "ja": value.ja} if isinstance(value, Label) else value


def _request(request: OpenRequest) -> Data:
    return {
        "tickets": list(request.tickets),
        "stage": request.stage.name.lower().replace("_", "-"),
        "now": _span(request.now),
        "then": _span(request.then),
        "asked_then": _span(request.asked_then),
        "quote_sent": str(request.quote_sent) if request.quote_sent else None,
        "stale": request.is_stale,
    }


def _span(amount: Span | None) -> Data | None:
    return None if amount is None else {"low": amount.low, "high": amount.high}
