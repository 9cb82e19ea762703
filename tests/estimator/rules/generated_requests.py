"""Generated pieces and requests that a policy can answer, for tests of properties."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from estimator.policy.policy_book import PolicyBook
from estimator.rules.estimates import Request
from estimator.rules.items import Item, Replating
from tests.tools.casebook import policy_called

BOOK = policy_called("policy.toml")
WATCH = policy_called("watch.toml")


@st.composite
def pieces(draw: st.DrawFn, book: PolicyBook = BOOK) -> Item:
    """Return a piece with some services of `book`."""
    offered = book.on(date(2026, 6, 1)).offered
    chosen = draw(st.lists(st.sampled_from(offered), min_size=1, unique_by=lambda one: one.code))
    return Item(
        material=draw(st.sampled_from(list(book.undated.material_labels))),
        replating=draw(st.sampled_from(Replating)),
        services={one.code: draw(st.integers(1, one.most)) for one in chosen},
    )


def many(book: PolicyBook = BOOK) -> st.SearchStrategy[list[Item]]:
    """Return up to six pieces; the cases have twenty."""
    return st.lists(pieces(book), min_size=1, max_size=min(6, book.undated.max_items))


def requests(book: PolicyBook = BOOK) -> st.SearchStrategy[Request]:
    """Return a request that `book` can answer."""
    return st.builds(
        Request,
        asked=st.dates(date(2026, 3, 1), date(2027, 12, 31)),
        arrives=st.dates(date(2025, 1, 2), date(2027, 10, 31)),
        items=many(book).map(tuple),
    )


def as_written(request: Request) -> dict[str, Any]:
    """Return `request` as its author writes it."""
    items = [
        {
            "material": item.material,
            "replating": item.replating.value,
            "services": dict(item.services),
        }
        for item in request.items
    ]
    return {"asked": str(request.asked), "arrives": str(request.arrives), "items": items}
