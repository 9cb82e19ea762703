"""The words of an order, read back: what the workshop gets and which drawings there are follow from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.rules.work import OrderedService, services_in, work_of
from estimator.rules.items import Item, Replating
from tests.backoffice.desks import POLICY
from tests.tools.casebook import policy_called

SILVER = POLICY.on(POLICY.undated.calendar.last)


@pytest.mark.parametrize("language", ["en", "ja"])
@given(
    counts=st.dictionaries(
        st.sampled_from([*SILVER.services]), st.integers(1, 99), min_size=1, max_size=8
    )
)
def test_words_of_work_are_read_back(language, counts):
    """Each service with its count, in the order of price lists."""
    item = Item(material="silver", replating=Replating.NO, services=counts)
    expected = [OrderedService(code, counts[code], False) for code in SILVER.services if code in counts]  # fmt: skip

    assert expected == services_in(work_of(item, SILVER, language).work, SILVER)


def test_what_may_be_needed_is_known_as_such():
    """A surcharge that only the inspection decides is read back as one."""
    item = Item(material="gold-plated", replating=Replating.NOT_SURE, services={"chain": 1})
    work = work_of(item, SILVER, "ja").work

    expected = [OrderedService("chain", 1, False), OrderedService("gold-plating", 1, True)]
    assert expected == services_in(work, SILVER)


def test_words_of_another_policy_are_none_of_ours():
    """Names that the policy does not have are not guessed."""
    assert services_in("① Refinish to new, polish", SILVER) is None
    assert services_in("① Refinish to new", policy_called("watch.toml").undated) is None
