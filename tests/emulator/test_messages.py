"""The classes of messages, compared with Google's description."""

from __future__ import annotations

import pytest

from tests.emulator import messages, updates
from tests.emulator.schemas import SHEETS
from tests.emulator.updates import messages as requests

CLASSES = {
    name: found
    for module in (messages, requests)
    for name, found in vars(module).items()
    if isinstance(found, type) and found.__module__ == module.__name__
}


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_only_fields_of_its_schema(name):
    """Both have the same name."""
    assert set(CLASSES[name].__annotations__) <= set(SHEETS.schemas[name]["properties"])


def test_each_answered_kind_of_request_has_a_class():
    """And there is no class for another kind."""
    kinds = {name for name in vars(requests) if name.endswith("Request")}

    assert kinds == {updates.message_of(kind).__name__ for kind in updates.ANSWERS}
