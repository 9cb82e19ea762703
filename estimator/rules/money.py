"""Money: whole smallest units (yen, cents) and basis points.  No floats, one place to round.

The functions use only ``+ - * //`` and comparisons, so one function serves an ``int`` and an
``int64`` column of a million tickets.
"""

from __future__ import annotations

from typing import Any, TypeVar

from estimator.policy.model import BasisPoints

AmountT = TypeVar("AmountT", bound=Any)
"""One amount, or a column of them."""


def tax_on(net: AmountT, rate: BasisPoints) -> AmountT:
    """Return the tax on `net`, rounded down.  Call it once per request.

    Source: policy P8.

    >>> tax_on(1605, 1000)
    160
    """
    tax: AmountT = net * rate // 10_000
    return tax
