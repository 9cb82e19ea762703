"""The price of a request: line items, and a low–high range where inspection decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from estimator.policy.model import HANDLING, TAX, Policy
from estimator.policy.offer import UNKNOWN
from estimator.policy.readings import Per
from estimator.policy.tax import tax_on
from estimator.rules.edition import edition_of
from estimator.rules.items import Item, LineItem, Span
from estimator.rules.replating import replating_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a request costs: its lines, piece by piece and then the handling fee, and their sum before tax.

    The rate is that of the tax in basis points, None for a tax-exempt seller.
    """

    lines: tuple[LineItem, ...]
    net: Span
    rate: int | None
    rate_since: date | None

    @property
    def tax(self) -> Span | None:
        """The tax on the whole request, rounded down once.  Source: policy P8."""
        if self.rate is None:
            return None
        return Span(tax_on(self.net.low, self.rate), tax_on(self.net.high, self.rate))

    @property
    def total(self) -> Span:
        """What the customer pays."""
        tax = self.tax or Span(0, 0)
        return Span(self.net.low + tax.low, self.net.high + tax.high)

    @property
    def edition(self) -> date:
        """The newest day on which one of the values used came into force."""
        return edition_of(self.lines, self.rate_since)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPrice:
    """What one piece costs before tax, without handling; None where a service is not offered.

    Its edition is that of all values that a request for this piece uses, handling and tax included.
    """

    net: Span | None
    edition: date
    not_offered: str | None


def quote(items: Sequence[Item], policy: Policy) -> Quote:
    """Return what `items`, sent in one request, cost under `policy`.

    Services and materials must be the policy's; `estimator.rules.requests` checks them.
    Source: policy P5 (services), P6 (re-plating), P7 (handling), P8 (tax).
    """
    lines = [
        line for number, item in enumerate(items, 1) for line in piece_lines(item, number, policy)
    ]
    lines.append(handling_line(len(items), policy))
    tax = policy.rates.get(TAX)
    return Quote(
        lines=tuple(lines),
        net=_sum(lines),
        rate=tax.value if tax else None,
        rate_since=tax.since if tax else None,
    )


def price_item(item: Item, policy: Policy) -> ItemPrice:
    """Return what one piece costs under `policy`, as `quote` counts it, without handling and tax.

    A caller with many pieces prices each distinct one once: the result depends on the item and on
    the edition of the policy alone.  The tax on sums of pieces is `estimator.policy.tax.tax_on`.
    Source: policy P5, P6.
    """
    missing = [code for code in policy.services if code in item.services.keys() - policy.rates]
    offered = {code: count for code, count in item.services.items() if code in policy.rates}
    lines = piece_lines(replace(item, services=offered), 1, policy)
    tax = policy.rates.get(TAX)
    return ItemPrice(
        net=None if missing else _sum(lines),
        edition=edition_of([*lines, handling_line(1, policy)], tax.since if tax else None),
        not_offered=missing[0] if missing else None,
    )


def _sum(lines: Sequence[LineItem]) -> Span:
    """Return the sum of `lines`; what only inspection decides counts at the upper end."""
    certain = sum(line.amount for line in lines if line.certain)
    return Span(certain, sum(line.amount for line in lines))


def possible_items(item: Item, policy: Policy) -> list[Item]:
    """Return what `item` may turn out to be: itself, or one of each material where it is unknown."""
    if item.material != UNKNOWN:
        return [item]
    return [replace(item, material=material) for material in policy.materials]


def piece_lines(item: Item, number: int, policy: Policy) -> list[LineItem]:
    """Return the lines of one piece, `number` in its request, in the order of price lists.

    Where its material is unknown, they are those of the dearest material, and only what every
    material has is certain: the amount is a range over the materials.
    """
    possible = [list(_lines(one, number, policy)) for one in possible_items(item, policy)]
    dearest = max(possible, key=lambda lines: _sum(lines).high)
    return [
        replace(line, certain=all(line in lines for lines in possible)) if line.certain else line
        for line in dearest
    ]


def _lines(item: Item, number: int, policy: Policy) -> Iterator[LineItem]:
    for code, service in policy.services.items():
        if code in item.services:
            rate = policy.rates[code]
            yield LineItem(
                item=number,
                code=code,
                quantity=item.services[code],
                unit=rate.value,
                clause=service.clause,
                since=rate.since,
            )
    yield from replating_lines(item, number, policy)


def handling_line(pieces: int, policy: Policy) -> LineItem:
    """Return the handling fee of a request with so many pieces.  Source: policy P7."""
    rate = policy.rates[HANDLING]
    return LineItem(
        item=None,
        code=HANDLING,
        quantity=pieces if policy.handling.per is Per.ITEM else 1,
        unit=rate.value,
        clause=policy.handling.clause,
        since=rate.since,
    )
