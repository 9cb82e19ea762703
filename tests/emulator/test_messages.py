"""What is understood of messages, compared with Google's description."""

from __future__ import annotations

import pytest

from tests.emulator.discovery import METHODS, SCHEMAS
from tests.emulator.messages import UNDERSTOOD

DESCRIBED = {name: schema.get("properties", {}) for name, schema in SCHEMAS.items()}
DESCRIBED |= {method.name: method.parameters for method in METHODS}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_it_is_a_part_of_what_google_describes(name):
    """No field or parameter but Google's, and not all of them."""
    assert UNDERSTOOD[name] < set(DESCRIBED[name])
