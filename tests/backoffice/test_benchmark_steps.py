"""The steps by which the benchmark of the desk prints seconds."""

from __future__ import annotations

from pkgutil import resolve_name

import pytest

from tests.benchmarks.desk_steps import STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_names_functions_that_are_called(step):
    """A function that was renamed or moved would no longer be counted, and nobody would notice."""
    assert [True] * len(STEPS[step]) == [callable(resolve_name(name)) for name in STEPS[step]]
